using Vmon.Fuzz.Formats;

namespace Vmon.Fuzz;

/// <summary>Tries inputs on the parser of one format, and mutates those that reached a new branch.</summary>
internal sealed class FormatFuzzer
{
    private const int MostDefects = 20;

    private readonly Format _format;
    private readonly Coverage _coverage = new(counts: true);
    private readonly List<byte[]> _corpus = [];
    private readonly Mutator _mutator;

    internal FormatFuzzer(Format format)
    {
        _format = format;
        _mutator = new Mutator(new Random(), _corpus);
        _corpus.Add(format.Example);
        Add(format.Example);
    }

    internal long Tried { get; private set; }

    internal int Edges => _coverage.Edges;

    /// <summary>Inputs that show a defect, by its description.</summary>
    internal Dictionary<string, byte[]> Defects { get; } = [];

    internal void Try() => Add(_mutator.Next());

    internal void Add(byte[] input)
    {
        if (Runs(_coverage, input)) _corpus.Add(input);
    }

    /// <summary>The inputs, without those that reach only branches of shorter ones.</summary>
    internal IEnumerable<byte[]> Minimized()
    {
        Coverage coverage = new(counts: false);
        foreach (byte[] input in _corpus.OrderBy(input => input.Length).ToList())
            if (Runs(coverage, input)) yield return input;
    }

    private bool Runs(Coverage coverage, byte[] input)
    {
        Tried++;
        coverage.Begin();
        try
        {
            _ = _format.Check(input);
        }
#pragma warning disable CA1031 // Every exception is a defect.
        catch (Exception error)
#pragma warning restore CA1031
        {
            string what = $"{error.GetType().Name} {error.StackTrace?.Split('\n')[0].Trim()}: {error.Message}";
            if (Defects.Count < MostDefects) _ = Defects.TryAdd(what, input);
        }

        return coverage.End();
    }
}

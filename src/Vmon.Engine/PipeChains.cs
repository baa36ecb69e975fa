using System.Globalization;

namespace Vmon;

/// <summary>Joins pipes to pipelines: a process reads one pipe as standard input, and writes the next as standard output.</summary>
internal sealed class PipeChains
{
    private const int Input = 0;
    private const int Output = 1;
    private const int MostNamed = 3;

    private readonly Dictionary<int, Pipe> _byReader = [];
    private readonly Dictionary<int, Pipe> _byWriter = [];
    private readonly HashSet<Pipe> _passed = [];
    private readonly HashSet<Pipe> _placed = [];
    private readonly List<Pipe> _ordered;

    private PipeChains(IReadOnlyCollection<Pipe> pipes)
    {
        _ordered = new List<Pipe>(pipes.Count);
        foreach (Pipe pipe in pipes)
        {
            foreach (PipeEnd end in pipe.Readers)
                if (end.Descriptor == Input) _byReader[end.Id] = pipe;
            foreach (PipeEnd end in pipe.Writers)
                if (end.Descriptor == Output) _byWriter[end.Id] = pipe;
        }
    }

    /// <summary>Assigns each pipe its position, and returns the pipes by pipeline.</summary>
    internal static IReadOnlyList<Pipe> Join(IReadOnlyCollection<Pipe> pipes)
    {
        PipeChains chains = new(pipes);
        foreach (Pipe pipe in pipes) chains.Place(pipe);
        return chains._ordered;
    }

    // First the pipes before it, so that a pipeline starts at its beginning, unless a branch has assigned them already.
    // A cycle starts anywhere. Branches never visit a pipe twice.
    private void Place(Pipe pipe)
    {
        Stack<(Pipe Pipe, IEnumerator<Pipe> Previous)> way = [];
        Pass(pipe, way);
        while (way.TryPeek(out (Pipe Pipe, IEnumerator<Pipe> Previous) last))
        {
            if (_placed.Contains(last.Pipe)) _ = way.Pop();
            else if (last.Previous.MoveNext()) Pass(last.Previous.Current, way);
            else PlaceFrom(last.Pipe);
        }
    }

    private void Pass(Pipe pipe, Stack<(Pipe Pipe, IEnumerator<Pipe> Previous)> way)
    {
        if (_passed.Add(pipe)) way.Push((pipe, Previous(pipe).GetEnumerator()));
    }

    private void PlaceFrom(Pipe first)
    {
        List<string> stages = [Stage(Writers(first), first)];
        ValueList<string> listed = new(stages);
        int position = 0;
        for (Pipe? pipe = first, next; pipe is not null; pipe = next)
        {
            _ = _placed.Add(pipe);
            _ordered.Add(pipe);
            next = Next(pipe);
            stages.Add(Stage(next is null ? Readers(pipe) : Readers(pipe).Where(end => Is(_byWriter, end, next)), pipe));
            pipe.Stages = listed;
            pipe.Position = position++;
        }
    }

    private Pipe? Next(Pipe pipe) =>
        Readers(pipe).Select(end => end.Descriptor == Input ? _byWriter.GetValueOrDefault(end.Id) : null)
            .FirstOrDefault(next => next is not null && !_placed.Contains(next));

    private IEnumerable<Pipe> Previous(Pipe pipe) =>
        Writers(pipe).Select(end => end.Descriptor == Output ? _byReader.GetValueOrDefault(end.Id) : null).OfType<Pipe>();

    private static bool Is(Dictionary<int, Pipe> pipes, PipeEnd end, Pipe pipe) => pipes.TryGetValue(end.Id, out Pipe? found) && found == pipe;

    private static IEnumerable<PipeEnd> Readers(Pipe pipe) => Standard(pipe.Readers, Input);

    private static IEnumerable<PipeEnd> Writers(Pipe pipe) => Standard(pipe.Writers, Output);

    // If one is a standard descriptor of a process, the others are copies kept by a shell or a parent.
    private static IEnumerable<PipeEnd> Standard(IReadOnlyList<PipeEnd> ends, int descriptor) =>
        ends.Any(end => end.Descriptor == descriptor) ? ends.Where(end => end.Descriptor == descriptor) : ends;

    private static string Stage(IEnumerable<PipeEnd> ends, Pipe pipe)
    {
        string[] names = [.. ends.Select(end => end.Process).DistinctBy(process => process.Id).Select(process => process.ToString())];
        if (names.Length == 0) return pipe.MissingEnds is null || !pipe.IsComplete ? "? unknown" : "∅ none";
        string shown = string.Join(", ", names.Take(MostNamed));
        return names.Length <= MostNamed ? shown : string.Create(CultureInfo.InvariantCulture, $"{shown}, {names.Length - MostNamed} more");
    }
}

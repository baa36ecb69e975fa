using System.Globalization;
using Vmon.Bench;

namespace Vmon.Compare;

/// <summary>Options of the command line.</summary>
internal sealed record CompareOptions
{
    internal const string Usage =
        """
        dotnet run -c Release --project bench/Vmon.Compare -- [first] [-n 100,1000] [--load sleeping|reaping|busy10|busy|waking|storm|threads|files]
               [--rounds 3] [--interval 0.2] [--samples 20] [--only PART,...]
        dotnet run -c Release --project bench/Vmon.Compare -- sockets|keys|groups [COUNT ...]
        dotnet run -c Release --project bench/Vmon.Compare -- recorders [MINUTES] [PROCESSES] [LOAD]
          first       the first look only, instead of samples
          -n          number of processes of the load; one table for each number
          --load      sleeping; reaping: all sleep, and their parent starts and reaps another one twice in each interval; busy10: every tenth
                      runs in each interval; busy: all run; waking: one in twenty runs, writes and reads;
                      storm: one starts 1,250 processes a second that exit at once; threads: 20 threads each; files: 100 descriptors each
          --interval  seconds between samples; tools that only accept whole seconds use 1
          --samples   number of samples that are averaged
          --only      only tools whose name contains one of the parts
        """;

    /// <summary>Whether to measure the first look instead of samples.</summary>
    internal bool IsFirst { get; private init; }

    internal IReadOnlyList<int> Counts { get; private init; } = [100, 1000];

    internal string Load { get; private init; } = "sleeping";

    internal int Rounds { get; private init; } = 3;

    internal double Interval { get; private init; } = 0.2;

    internal int Samples { get; private init; } = 20;

    private string[] Only { get; init; } = [];

    internal bool Selects(string name) => Only.Length == 0 || Only.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase));

    /// <summary>Returns null for an invalid option.</summary>
    internal static CompareOptions? Parse(string[] args)
    {
        CompareOptions options = new() { IsFirst = args is ["first", ..] };
        if (options.IsFirst) args = args[1..];
        if (args.Length % 2 != 0) return null;
        foreach (string[] pair in args.Chunk(2))
            if (options.With(pair[0], pair[1]) is CompareOptions next) options = next;
            else return null;
        return options;
    }

    private CompareOptions? With(string name, string value) => name switch
    {
        "-n" when value.Split(',').All(part => Number(part) > 0) => this with { Counts = [.. value.Split(',').Select(Number)] },
        "--load" when ProcessLoad.Kinds.Contains(value) => this with { Load = value },
        "--rounds" when Number(value) > 0 => this with { Rounds = Number(value) },
        "--samples" when Number(value) > 0 => this with { Samples = Number(value) },
        "--interval" when double.TryParse(value, CultureInfo.InvariantCulture, out double seconds) && seconds > 0 =>
            this with { Interval = seconds },
        "--only" => this with { Only = value.Split(',') },
        _ => null,
    };

    private static int Number(string text) => int.TryParse(text, out int number) ? number : 0;
}

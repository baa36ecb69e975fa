using System.Globalization;

namespace Vmon.Accounting;

/// <summary>Options of the command line. Each table has its own defaults.</summary>
internal sealed record Options
{
    internal const string Usage =
        """
        dotnet run -c Release --project bench/Vmon.Accounting -- [workloads|precision|closure|storm|network] [--seconds S] [--rounds N] [--only PART,...]
          workloads  sums over samples, and what workloads count; --bystanders N adds sleeping processes
          precision  CpuPercent of single processes, and their own CPU clocks
          closure    CPU, writes and exits of a build, as each tool shows them
          storm      what an observer costs forks and exits, and itself; --rate N a second
          network    bytes of short connections that each tool attributes, and what it costs them
          --seconds  length of a run
          --rounds   number of runs of each, in turn
          --only     only workloads or tools whose name contains one of the parts
        """;

    internal string Table { get; private init; } = "workloads";

    internal double? Seconds { get; private init; }

    internal int? Rounds { get; private init; }

    internal int Bystanders { get; private init; }

    internal double Rate { get; private init; } = 10_000;

    private string[] Only { get; init; } = [];

    /// <summary>Returns null for an invalid option.</summary>
    internal static Options? Parse(ReadOnlySpan<string> args)
    {
        Options options = new();
        if (args is [var table, ..] && !table.StartsWith('-'))
        {
            options = options with { Table = table };
            args = args[1..];
        }

        for (; args is [var name, var value, ..]; args = args[2..])
        {
            if (options.With(name, value) is not Options next) return null;
            options = next;
        }

        return args.IsEmpty ? options : null;
    }

    internal bool Selects(string name) => Only.Length == 0 || Only.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase));

    private Options? With(string name, string value) => name switch
    {
        "--only" => this with { Only = value.Split(',') },
        "--seconds" when Number(value) is double seconds and > 0 => this with { Seconds = seconds },
        "--rate" when Number(value) is double rate and > 0 => this with { Rate = rate },
        "--rounds" when Number(value) is double rounds and >= 1 => this with { Rounds = (int)rounds },
        "--bystanders" when Number(value) is double count and >= 0 => this with { Bystanders = (int)count },
        _ => null,
    };

    private static double? Number(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out double number) ? number : null;
}

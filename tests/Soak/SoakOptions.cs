using System.Globalization;

namespace Vmon.Soak;

/// <summary>How long, and how hard, from the command line.</summary>
internal sealed record SoakOptions
{
    internal const string Usage =
        """
        dotnet run -c Release --project tests/Soak -- [--minutes 60 | --seconds N] [--pause 250] [--share 15] [--log FILE]
          --pause  how long, in milliseconds, what samples rests on average between two turns: less is harder
          --share  how much of one processor it may use, in per cent: on a machine of many processes it samples less often for it
          --log    also writes every measurement to a file, as it comes
        """;

    internal TimeSpan Duration { get; private init; } = TimeSpan.FromMinutes(60);

    internal TimeSpan Pause { get; private init; } = TimeSpan.FromMilliseconds(250);

    internal double Share { get; private init; } = 15;

    internal string? Log { get; private init; }

    /// <summary>Null for what is no option of it.</summary>
    internal static SoakOptions? Parse(string[] args)
    {
        SoakOptions options = new();
        if (args.Length % 2 != 0) return null;
        foreach (string[] pair in args.Chunk(2))
            if (options.With(pair[0], pair[1]) is SoakOptions next) options = next;
            else return null;
        return options;
    }

    private SoakOptions? With(string name, string value) => name switch
    {
        "--minutes" when Number(value) > 0 => this with { Duration = TimeSpan.FromMinutes(Number(value)) },
        "--seconds" when Number(value) > 0 => this with { Duration = TimeSpan.FromSeconds(Number(value)) },
        "--pause" when Number(value) > 0 => this with { Pause = TimeSpan.FromMilliseconds(Number(value)) },
        "--share" when Number(value) > 0 => this with { Share = Number(value) },
        "--log" => this with { Log = value },
        _ => null,
    };

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : 0;
}

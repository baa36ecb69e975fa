using System.Globalization;

namespace Vmon.Soak;

/// <summary>Options of the command line.</summary>
internal sealed record SoakOptions
{
    internal const string Usage =
        """
        dotnet run -c Release --project tests/Soak -- [--minutes 60 | --seconds N] [--pause 250] [--share 15] [--log FILE]
          --pause  average pause between two turns of a thread, in milliseconds
          --share  maximum CPU usage in percent of one CPU; with many processes, it samples less often
          --log    also writes every measurement to this file
        """;

    internal TimeSpan Duration { get; private init; } = TimeSpan.FromMinutes(60);

    internal TimeSpan Pause { get; private init; } = TimeSpan.FromMilliseconds(250);

    internal double Share { get; private init; } = 15;

    internal string? Log { get; private init; }

    /// <summary>Returns null for an invalid option.</summary>
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

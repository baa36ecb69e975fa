namespace Vmon.Host;

/// <summary>A parsed command line.</summary>
/// <param name="Mode">What to do.</param>
internal sealed record HostOptions(HostMode Mode)
{
    /// <summary>How to write output.</summary>
    internal OutputFormat Format { get; init; }

    /// <summary>The command, or the script's path.</summary>
    internal string Target { get; init; } = "";

    /// <summary>Arguments of the script.</summary>
    internal IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>What was not understood; null where nothing was asked for at all.</summary>
    internal string? Error { get; init; }

    internal static HostOptions Invalid(string? error) => new(HostMode.Invalid) { Error = error };
}

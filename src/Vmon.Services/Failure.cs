using Vmon.Services.Configuration;

namespace Vmon.Services;

/// <summary>An error that ends a service.</summary>
/// <param name="Type">Type of the exception, whose message is logged.</param>
/// <param name="Code">Exit code.</param>
/// <param name="Meaning">What it means, for the help.</param>
internal sealed record Failure(Type Type, int Code, string Meaning)
{
    /// <summary>Those of every service.</summary>
    internal static IReadOnlyList<Failure> Common { get; } =
    [
        new(typeof(InvalidProcRootException), ExitCode.Unavailable, "/proc cannot be sampled"),
        new(typeof(ExhaustedException), ExitCode.System, "out of descriptors or memory"),
        new(typeof(SettingException), ExitCode.Configuration, "the configuration is not valid"),
    ];
}

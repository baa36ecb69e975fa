using Vmon.Parsing.Processes;
using Vmon.Sources;

namespace Vmon.Model;

/// <summary>How and when a process exited. Immutable.</summary>
/// <param name="Status">The exit code, or the signal. Null if unknown.</param>
/// <param name="Time">When it exited. Null if unknown.</param>
internal sealed record ProcessExit(WaitStatus? Status, DateTimeOffset? Time)
{
    /// <summary>Null if the process is not known to have exited.</summary>
    internal static ProcessExit? Of(ProcessNode node, BootClock clock) =>
        node.Exit is { } exit && node.HasTerminated ? new ProcessExit(exit.Status, clock.TimeOf(exit.Time))
        : node.Records.Exit.Status is { } status ? new ProcessExit(status, null)
        : null;
}

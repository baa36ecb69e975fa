using Vmon.Sources.Processes;

namespace Vmon.Sources;

/// <summary>The host that a source samples, as far as samples depend on it.</summary>
internal sealed class SampledHost(BootClock clock)
{
    internal BootClock Clock { get; } = clock;

    /// <summary>Properties of the machine that its files depend on.</summary>
    internal SampledMachine Machine => Clock.Machine;

    /// <summary>User names. Null for a captured tree, whose users belong to another machine.</summary>
    internal UserNames? Users { get; init; }

    /// <summary>Whether its PIDs are valid for system calls of this process.</summary>
    internal bool IsLocal { get; init; }

    /// <summary>Whether the kernel counts delays of processes.</summary>
    internal bool AreDelaysCounted { get; set; }

    /// <summary>Time from boot to the capture, as of the current sample. Null for a live machine, and if unknown.</summary>
    internal TimeSpan? Captured { get; set; }

    /// <summary>Start time of a process, in wall-clock time. Null if unknown.</summary>
    internal DateTimeOffset? StartTime(long startTicks) => Clock.StartTime(startTicks, Captured);
}

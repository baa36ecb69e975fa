using Vmon.Parsing;
using Vmon.ProcFs;
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

/// <summary>The PID namespace of a /proc.</summary>
internal static class PidNamespace
{
    /// <summary>
    /// Whether the PIDs are valid for system calls of this process. False for a captured tree, and for the /proc of another namespace.
    /// </summary>
    /// <exception cref="ExhaustedException">Unknown: out of descriptors or memory.</exception>
    internal static bool IsOwn(ProcRoot root)
    {
        if (!root.IsLive) return false;
        ReadBuffer buffer = new();
        ReadStatus status = root.Read("self/status\0"u8, buffer, out int length);
        if (status == ReadStatus.Exhausted) throw ExhaustedException.Reading("self/status");
        return status == ReadStatus.Ok && IsOwn(buffer.First(length));
    }

    // NSpid:	4711	12      of this process, from the namespace of the /proc to its own: the same, if it is one number.
    /// <summary>A kernel without the line has no namespaces.</summary>
    internal static bool IsOwn(ReadOnlySpan<byte> status)
    {
        List<int> ids = [];
        KeyedLines lines = new(status);
        while (lines.MoveNext())
            if (lines.Key.SequenceEqual("NSpid"u8)) return NumberList.TryParse(lines.Value, ids) && ids.Count == 1;
        return true;
    }
}

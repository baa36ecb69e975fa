using System.Runtime.InteropServices;
using Vmon.Parsing.Processes;

namespace Vmon.Kernel.Events;

/// <summary>What a process used in its life, all threads, as the programs write it. Zero for a counter that the kernel lacks.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct ProcessUsage
{
    /// <summary>User CPU in nanoseconds, counted at the ticks of the scheduler on most kernels.</summary>
    internal long UserTicked;

    /// <summary>System CPU in nanoseconds, counted like <see cref="UserTicked"/>.</summary>
    internal long SystemTicked;

    /// <summary>Nanoseconds on a CPU, exact. Lacks the last time slice before the exit is final.</summary>
    internal long RunTime;

    internal long MinorFaults;
    internal long MajorFaults;
    internal IoCounters Io;
    internal long VoluntarySwitches;
    internal long InvoluntarySwitches;

    /// <summary>User CPU in nanoseconds of all children that it reaped, as <see cref="ChildrenSystemTime"/>.</summary>
    internal long ChildrenUserTime;

    internal long ChildrenSystemTime;
    internal long ChildrenMinorFaults;
    internal long ChildrenMajorFaults;

    /// <summary>The counters, in their order.</summary>
    internal static ReadOnlySpan<long> Counters(in ProcessUsage usage) => MemoryMarshal.Cast<ProcessUsage, long>(new ReadOnlySpan<ProcessUsage>(in usage));

    /// <summary>The counters, in their order.</summary>
    internal static Span<long> Writable(ref ProcessUsage usage) => MemoryMarshal.Cast<ProcessUsage, long>(new Span<ProcessUsage>(ref usage));

    /// <summary>Total CPU in nanoseconds.</summary>
    internal readonly long CpuTime => RunTime > 0 ? RunTime : UserTicked + SystemTicked;

    /// <summary>System CPU in nanoseconds: the total, divided in proportion to the ticks, as the kernel does it for stat.</summary>
    internal readonly long SystemTime =>
        RunTime <= 0 ? SystemTicked
        : SystemTicked <= 0 ? 0
        : UserTicked <= 0 ? RunTime
        : (long)((UInt128)SystemTicked * (ulong)RunTime / (ulong)(SystemTicked + UserTicked));

    /// <summary>User CPU in nanoseconds: the rest.</summary>
    internal readonly long UserTime => CpuTime - SystemTime;
}

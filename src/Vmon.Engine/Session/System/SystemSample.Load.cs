using Vmon.Parsing;

namespace Vmon;

// /proc/loadavg, and what waits for what: /proc/pressure.
public sealed partial class SystemSample
{
    private readonly LoadAverage? _load;

    /// <summary>Threads that ran, waited for a CPU or slept without a signal ending it: average over about a minute.</summary>
    public double? LoadAverage1 => _load?.Minute1;

    /// <summary>The same over about five minutes.</summary>
    public double? LoadAverage5 => _load?.Minutes5;

    /// <summary>The same over about fifteen minutes.</summary>
    public double? LoadAverage15 => _load?.Minutes15;

    /// <summary>Threads that run or wait for a CPU now.</summary>
    public int? ThreadsRunnable => _load?.RunnableThreads;

    /// <summary>Threads in all, those of the kernel included.</summary>
    public int? ThreadCount => _load?.Threads;

    /// <summary>Waiting for a CPU; null where the kernel has no pressure information, or it is off.</summary>
    public PressureSample? CpuPressure { get; }

    /// <summary>Waiting for memory.</summary>
    public PressureSample? MemoryPressure { get; }

    /// <summary>Waiting for IO.</summary>
    public PressureSample? IoPressure { get; }

    /// <summary>Waiting for interrupts to end; null before Linux 6.1, and where the kernel does not account the time of interrupts.</summary>
    public PressureSample? IrqPressure { get; }
}

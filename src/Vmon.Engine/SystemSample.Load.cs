using Vmon.Fields;
using Vmon.Parsing.Machine;

namespace Vmon;

// /proc/loadavg and /proc/pressure
public sealed partial class SystemSample
{
    private readonly LoadAverage? _load;

    /// <summary>Load average over about a minute: threads that are runnable or in uninterruptible sleep.</summary>
    [Field("loadavg", Unit = "threads", Group = "Load and pressure")]
    public double? LoadAverage1 => _load?.Minute1;

    /// <summary>Load average over about five minutes.</summary>
    [Field("loadavg", Unit = "threads", Group = "Load and pressure")]
    public double? LoadAverage5 => _load?.Minutes5;

    /// <summary>Load average over about fifteen minutes.</summary>
    [Field("loadavg", Unit = "threads", Group = "Load and pressure")]
    public double? LoadAverage15 => _load?.Minutes15;

    /// <summary>Threads that run or wait for a CPU now.</summary>
    [Field("loadavg", Unit = "count", Group = "Load and pressure")]
    public int? ThreadsRunnable => _load?.RunnableThreads;

    /// <summary>Number of threads, kernel threads included.</summary>
    [Field("loadavg", Unit = "count", Group = "Load and pressure")]
    public int? ThreadCount => _load?.Threads;

    /// <summary>Pressure on CPUs. Null if the kernel does not provide pressure information, or it is disabled.</summary>
    [Field("pressure/cpu", Group = "Load and pressure")]
    public PressureSample? CpuPressure { get; }

    /// <summary>Pressure on memory.</summary>
    [Field("pressure/memory", Group = "Load and pressure")]
    public PressureSample? MemoryPressure { get; }

    /// <summary>Pressure on IO.</summary>
    [Field("pressure/io", Group = "Load and pressure")]
    public PressureSample? IoPressure { get; }

    /// <summary>Pressure caused by interrupts. Null before Linux 6.1, and if the kernel does not account for interrupt time.</summary>
    [Field("pressure/irq", Group = "Load and pressure")]
    public PressureSample? IrqPressure { get; }
}

using Vmon.Fields;

namespace Vmon;

// Flat copies of the main pressure values, so that CSV contains them.
public sealed partial class SystemSample
{
    /// <summary>Percentage of the interval in which at least one thread waited for a CPU.</summary>
    [Field("pressure/cpu", Unit = "%", OfInterval = true, Group = "Load and pressure")]
    public double? CpuPressureSomePercent => CpuPressure?.SomePercent;

    /// <summary>Percentage of the last 10 seconds in which at least one thread waited for a CPU, as averaged by the kernel.</summary>
    [Field("pressure/cpu", Unit = "%", Group = "Load and pressure")]
    public double? CpuPressureSomeAverage10 => CpuPressure?.SomeAverage10;

    /// <summary>Percentage of the interval in which all non-idle threads waited for a CPU.</summary>
    [Field("pressure/cpu", Unit = "%", OfInterval = true, Group = "Load and pressure")]
    public double? CpuPressureFullPercent => CpuPressure?.FullPercent;

    /// <summary>Percentage of the last 10 seconds in which all non-idle threads waited for a CPU, as averaged by the kernel.</summary>
    [Field("pressure/cpu", Unit = "%", Group = "Load and pressure")]
    public double? CpuPressureFullAverage10 => CpuPressure?.FullAverage10;

    /// <summary>Percentage of the interval in which at least one thread waited for memory.</summary>
    [Field("pressure/memory", Unit = "%", OfInterval = true, Group = "Load and pressure")]
    public double? MemoryPressureSomePercent => MemoryPressure?.SomePercent;

    /// <summary>Percentage of the last 10 seconds in which at least one thread waited for memory, as averaged by the kernel.</summary>
    [Field("pressure/memory", Unit = "%", Group = "Load and pressure")]
    public double? MemoryPressureSomeAverage10 => MemoryPressure?.SomeAverage10;

    /// <summary>Percentage of the interval in which all non-idle threads waited for memory.</summary>
    [Field("pressure/memory", Unit = "%", OfInterval = true, Group = "Load and pressure")]
    public double? MemoryPressureFullPercent => MemoryPressure?.FullPercent;

    /// <summary>Percentage of the last 10 seconds in which all non-idle threads waited for memory, as averaged by the kernel.</summary>
    [Field("pressure/memory", Unit = "%", Group = "Load and pressure")]
    public double? MemoryPressureFullAverage10 => MemoryPressure?.FullAverage10;

    /// <summary>Percentage of the interval in which at least one thread waited for IO.</summary>
    [Field("pressure/io", Unit = "%", OfInterval = true, Group = "Load and pressure")]
    public double? IoPressureSomePercent => IoPressure?.SomePercent;

    /// <summary>Percentage of the last 10 seconds in which at least one thread waited for IO, as averaged by the kernel.</summary>
    [Field("pressure/io", Unit = "%", Group = "Load and pressure")]
    public double? IoPressureSomeAverage10 => IoPressure?.SomeAverage10;

    /// <summary>Percentage of the interval in which all non-idle threads waited for IO.</summary>
    [Field("pressure/io", Unit = "%", OfInterval = true, Group = "Load and pressure")]
    public double? IoPressureFullPercent => IoPressure?.FullPercent;

    /// <summary>Percentage of the last 10 seconds in which all non-idle threads waited for IO, as averaged by the kernel.</summary>
    [Field("pressure/io", Unit = "%", Group = "Load and pressure")]
    public double? IoPressureFullAverage10 => IoPressure?.FullAverage10;

    /// <summary>Percentage of the interval in which all non-idle threads waited for interrupts.</summary>
    [Field("pressure/irq", Unit = "%", OfInterval = true, Group = "Load and pressure")]
    public double? IrqPressureFullPercent => IrqPressure?.FullPercent;

    /// <summary>Percentage of the last 10 seconds in which all non-idle threads waited for interrupts, as averaged by the kernel.</summary>
    [Field("pressure/irq", Unit = "%", Group = "Load and pressure")]
    public double? IrqPressureFullAverage10 => IrqPressure?.FullAverage10;
}

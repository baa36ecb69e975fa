namespace Vmon;

// The figures of pressure that are looked at first, one by one, so that CSV has them. All are null as those of the PressureSample are.
public sealed partial class SystemSample
{
    /// <summary>Per cent of this interval in which some waited for a CPU.</summary>
    public double? CpuPressureSomePercent => CpuPressure?.SomePercent;

    /// <summary>Per cent of the last 10 seconds in which some waited for a CPU, as the kernel averages.</summary>
    public double? CpuPressureSomeAverage10 => CpuPressure?.SomeAverage10;

    /// <summary>Per cent of this interval in which all waited for a CPU.</summary>
    public double? CpuPressureFullPercent => CpuPressure?.FullPercent;

    /// <summary>Per cent of the last 10 seconds in which all waited for a CPU, as the kernel averages.</summary>
    public double? CpuPressureFullAverage10 => CpuPressure?.FullAverage10;

    /// <summary>Per cent of this interval in which some waited for memory.</summary>
    public double? MemoryPressureSomePercent => MemoryPressure?.SomePercent;

    /// <summary>Per cent of the last 10 seconds in which some waited for memory, as the kernel averages.</summary>
    public double? MemoryPressureSomeAverage10 => MemoryPressure?.SomeAverage10;

    /// <summary>Per cent of this interval in which all waited for memory.</summary>
    public double? MemoryPressureFullPercent => MemoryPressure?.FullPercent;

    /// <summary>Per cent of the last 10 seconds in which all waited for memory, as the kernel averages.</summary>
    public double? MemoryPressureFullAverage10 => MemoryPressure?.FullAverage10;

    /// <summary>Per cent of this interval in which some waited for IO.</summary>
    public double? IoPressureSomePercent => IoPressure?.SomePercent;

    /// <summary>Per cent of the last 10 seconds in which some waited for IO, as the kernel averages.</summary>
    public double? IoPressureSomeAverage10 => IoPressure?.SomeAverage10;

    /// <summary>Per cent of this interval in which all waited for IO.</summary>
    public double? IoPressureFullPercent => IoPressure?.FullPercent;

    /// <summary>Per cent of the last 10 seconds in which all waited for IO, as the kernel averages.</summary>
    public double? IoPressureFullAverage10 => IoPressure?.FullAverage10;

    /// <summary>Per cent of this interval in which all waited for interrupts to end.</summary>
    public double? IrqPressureFullPercent => IrqPressure?.FullPercent;

    /// <summary>Per cent of the last 10 seconds in which all waited for interrupts to end, as the kernel averages.</summary>
    public double? IrqPressureFullAverage10 => IrqPressure?.FullAverage10;
}

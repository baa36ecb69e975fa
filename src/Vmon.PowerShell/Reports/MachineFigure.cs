namespace Vmon.PowerShell.Reports;

/// <summary>A figure of the machine, its place in a chart, and its values.</summary>
/// <param name="Chart">The chart.</param>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Value">Its value in a sample, from the values of properties.</param>
/// <param name="IsLevel">Whether it is a level, such as memory, not a rate over the interval.</param>
/// <param name="IsPart">Whether it is one of the parts that the chart stacks.</param>
internal sealed record MachineFigure(MachineChart Chart, string Name, Func<Func<string, double?>, double?> Value, bool IsLevel = false, bool IsPart = false)
{
    /// <summary>The figures of each report. Those of single disks are added when they are seen.</summary>
    internal static MachineFigure[] All { get; } =
    [
        new(MachineChart.Cpu, "user", static of => of("UserPercent"), IsPart: true),
        new(MachineChart.Cpu, "nice", static of => of("NicePercent"), IsPart: true),
        new(MachineChart.Cpu, "system", static of => of("SystemPercent"), IsPart: true),
        new(MachineChart.Cpu, "interrupts", static of => Rest(of("CpuPercent"), of("UserPercent") + of("NicePercent") + of("SystemPercent") + of("StealPercent")), IsPart: true),
        new(MachineChart.Cpu, "steal", static of => of("StealPercent"), IsPart: true),
        new(MachineChart.Cpu, "IO wait", static of => of("IoWaitPercent"), IsPart: true),
        new(MachineChart.Cpu, "busiest CPU", static of => of(BusiestCpu)),
        new(MachineChart.Memory, "used", static of => of("MemoryUsed"), IsLevel: true, IsPart: true),
        new(MachineChart.Memory, "reclaimable", static of => Rest(of("MemoryAvailable"), of("MemoryFree")), IsLevel: true, IsPart: true),
        new(MachineChart.Memory, "free", static of => of("MemoryFree"), IsLevel: true, IsPart: true),
        new(MachineChart.Memory, "swap used", static of => of("SwapUsed"), IsLevel: true),
        new(MachineChart.Pressure, "CPU, some wait", static of => of("CpuPressureSomePercent")),
        new(MachineChart.Pressure, "memory, some wait", static of => of("MemoryPressureSomePercent")),
        new(MachineChart.Pressure, "memory, all wait", static of => of("MemoryPressureFullPercent")),
        new(MachineChart.Pressure, "IO, some wait", static of => of("IoPressureSomePercent")),
        new(MachineChart.Pressure, "IO, all wait", static of => of("IoPressureFullPercent")),
        new(MachineChart.Disks, "read", static of => of("DiskReadRate")),
        new(MachineChart.Disks, "written", static of => of("DiskWriteRate")),
        new(MachineChart.Network, "received", static of => of("NetReceiveRate")),
        new(MachineChart.Network, "sent", static of => of("NetSendRate")),
        new(MachineChart.Threads, "running or ready", static of => of("ProcessesRunning"), IsLevel: true),
        new(MachineChart.Threads, "waiting for IO", static of => of("ProcessesBlocked"), IsLevel: true),
        new(MachineChart.Threads, "load average, 1 minute", static of => of("LoadAverage1"), IsLevel: true),
    ];

    /// <summary>The busiest CPU, which is not a property of a sample.</summary>
    internal const string BusiestCpu = "";

    // The difference of two percentages that were rounded apart can be below zero.
    private static double? Rest(double? whole, double? part) => whole - part is { } rest ? Math.Max(0, rest) : null;
}

/// <summary>A chart of the machine.</summary>
internal enum MachineChart
{
    Cpu,
    Memory,
    Pressure,
    Disks,
    Busy,
    Network,
    Threads,
}

namespace Vmon.Sources.Machine;

/// <summary>The files of the machine, in the order in which they are read: CPU times first. The numbers are part of the format of recordings.</summary>
internal enum SystemFileId
{
    Stat = 0,
    Load = 1,
    CpuPressure = 2,
    MemoryPressure = 3,
    IoPressure = 4,
    IrqPressure = 5,
    MemInfo = 6,
    VmStat = 7,
    SoftIrqs = 8,
    Interrupts = 9,
}

internal static class SystemFileIds
{
    private static readonly string[] Names =
        ["stat", "loadavg", "pressure/cpu", "pressure/memory", "pressure/io", "pressure/irq", "meminfo", "vmstat", "softirqs", "interrupts"];

    internal static int Count => Names.Length;

    /// <summary>Its name below the root.</summary>
    internal static string PathOf(SystemFileId file) => Names[(int)file];
}

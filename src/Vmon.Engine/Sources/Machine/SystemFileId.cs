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
    DiskStats = 10,
    NetDev = 11,

    /// <summary>Not a file of the kernel: what <see cref="MountedFileSystems"/> writes.</summary>
    FileSystems = 12,
}

internal static class SystemFileIds
{
    private static readonly (string Path, SystemDataSets DataSet)[] Files =
    [
        ("stat", SystemDataSets.Cpu),
        ("loadavg", SystemDataSets.Load),
        ("pressure/cpu", SystemDataSets.Pressure),
        ("pressure/memory", SystemDataSets.Pressure),
        ("pressure/io", SystemDataSets.Pressure),
        ("pressure/irq", SystemDataSets.Pressure),
        ("meminfo", SystemDataSets.Memory),
        ("vmstat", SystemDataSets.VmStat),
        ("softirqs", SystemDataSets.Interrupts),
        ("interrupts", SystemDataSets.Interrupts),
        ("diskstats", SystemDataSets.Disk),
        ("net/dev", SystemDataSets.Network),
        ("thread-self/mountinfo", SystemDataSets.FileSystem),
    ];

    internal static int Count => Files.Length;

    /// <summary>Its name below the root.</summary>
    internal static string PathOf(SystemFileId file) => Files[(int)file].Path;

    internal static SystemDataSets DataSetOf(SystemFileId file) => Files[(int)file].DataSet;

    /// <summary>The data set of the file with a name below the root. None for another name.</summary>
    internal static SystemDataSets DataSetOf(string path) => Array.Find(Files, file => file.Path == path).DataSet;
}

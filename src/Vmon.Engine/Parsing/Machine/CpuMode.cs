namespace Vmon.Parsing.Machine;

/// <summary>Modes of CPU time: the columns of a cpu line in /proc/stat, in order.</summary>
internal enum CpuMode
{
    User,
    Nice,
    System,
    Idle,
    IoWait,
    Irq,
    SoftIrq,
    Steal,

    /// <summary>Part of <see cref="User"/>.</summary>
    Guest,

    /// <summary>Part of <see cref="Nice"/>.</summary>
    GuestNice,
}

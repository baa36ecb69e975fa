namespace Vmon.Parsing;

/// <summary>What a CPU's time goes to: the columns of a cpu line in /proc/stat, in their order.</summary>
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

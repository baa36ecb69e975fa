using Vmon.Fields;
using Vmon.Parsing.Machine;

namespace Vmon;

/// <summary>What changed on the machine since the previous sample. Only values read in both samples are compared.</summary>
[Flags]
public enum SystemChanges : long
{
    /// <summary>No change, or no previous sample.</summary>
    None = 0,

    /// <summary>CPU time in user mode.</summary>
    [ChangeOf(CpuMode.User)]
    UserTime = 1L << 0,

    /// <summary>CPU time in user mode at low priority.</summary>
    [ChangeOf(CpuMode.Nice)]
    NiceTime = 1L << 1,

    /// <summary>CPU time in kernel mode.</summary>
    [ChangeOf(CpuMode.System)]
    SystemTime = 1L << 2,

    /// <summary>Idle time.</summary>
    [ChangeOf(CpuMode.Idle)]
    IdleTime = 1L << 3,

    /// <summary>Time idle with IO outstanding.</summary>
    [ChangeOf(CpuMode.IoWait)]
    IoWaitTime = 1L << 4,

    /// <summary>Time in interrupts.</summary>
    [ChangeOf(CpuMode.Irq)]
    IrqTime = 1L << 5,

    /// <summary>Time in softirqs.</summary>
    [ChangeOf(CpuMode.SoftIrq)]
    SoftIrqTime = 1L << 6,

    /// <summary>Time that the hypervisor gave to other virtual machines.</summary>
    [ChangeOf(CpuMode.Steal)]
    StealTime = 1L << 7,

    /// <summary>Time of virtual machines.</summary>
    [ChangeOf(CpuMode.Guest)]
    GuestTime = 1L << 8,

    /// <summary>Time of virtual machines at low priority.</summary>
    [ChangeOf(CpuMode.GuestNice)]
    GuestNiceTime = 1L << 9,

    /// <summary>Which CPUs are online.</summary>
    Cpus = 1L << 10,

    /// <summary>Context switches.</summary>
    [ChangeOf("ctxt")]
    ContextSwitches = 1L << 11,

    /// <summary>Processes created.</summary>
    [ChangeOf("processes")]
    Forks = 1L << 12,

    /// <summary>Interrupts, their sum.</summary>
    [ChangeOf("intr")]
    Interrupts = 1L << 13,

    /// <summary>Softirqs, their sum.</summary>
    [ChangeOf("softirq")]
    SoftIrqs = 1L << 14,

    /// <summary>Number of threads that run.</summary>
    [ChangeOf("procs_running")]
    ProcessesRunning = 1L << 15,

    /// <summary>Number of threads that wait for IO.</summary>
    [ChangeOf("procs_blocked")]
    ProcessesBlocked = 1L << 16,

    /// <summary>Boot time by the wall clock (btime): the clock was stepped.</summary>
    [ChangeOf("btime")]
    BootTime = 1L << 17,

    /// <summary>Any line of meminfo; see MemInfoChange.</summary>
    Memory = 1L << 18,

    /// <summary>Any line of vmstat; see VmStatChange.</summary>
    VmStat = 1L << 19,

    /// <summary>A load average.</summary>
    LoadAverage = 1L << 20,

    /// <summary>Number of threads.</summary>
    ThreadCount = 1L << 21,

    /// <summary>Number of threads that run or wait for a CPU.</summary>
    ThreadsRunnable = 1L << 22,

    /// <summary>Pressure on CPUs.</summary>
    CpuPressure = 1L << 23,

    /// <summary>Pressure on memory.</summary>
    MemoryPressure = 1L << 24,

    /// <summary>Pressure on IO.</summary>
    IoPressure = 1L << 25,

    /// <summary>Pressure by interrupts.</summary>
    IrqPressure = 1L << 26,

    /// <summary>An interrupt.</summary>
    InterruptsByName = 1L << 27,

    /// <summary>A softirq.</summary>
    SoftIrqsByName = 1L << 28,

    /// <summary>Any counter of a disk, or which disks exist.</summary>
    Disks = 1L << 29,

    /// <summary>Any counter of a network interface, or which interfaces exist.</summary>
    Interfaces = 1L << 30,

    /// <summary>The space of a file system, or which file systems are mounted.</summary>
    FileSystems = 1L << 31,

    /// <summary>A time of CPUs.</summary>
    CpuTimes = UserTime | NiceTime | SystemTime | IdleTime | IoWaitTime | IrqTime | SoftIrqTime | StealTime | GuestTime | GuestNiceTime,

    /// <summary>Anything of pressure.</summary>
    Pressure = CpuPressure | MemoryPressure | IoPressure | IrqPressure,
}

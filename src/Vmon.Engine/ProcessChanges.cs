using Vmon.Fields;
using Vmon.Parsing.Processes;

namespace Vmon;

/// <summary>What changed in a process since the previous sample, by field. Some names stand for several fields.</summary>
[Flags]
public enum ProcessChanges : long
{
    /// <summary>No change, or no previous sample.</summary>
    None = 0,

    /// <summary>State, for example from sleeping to running.</summary>
    [ChangeOf(StatField.state)]
    State = 1L << 0,

    /// <summary>Parent.</summary>
    [ChangeOf(StatField.ppid)]
    Parent = 1L << 1,

    /// <summary>Process group identifier.</summary>
    [ChangeOf(StatField.pgrp)]
    ProcessGroup = 1L << 2,

    /// <summary>Session (its leader's pid).</summary>
    [ChangeOf(StatField.session)]
    SessionId = 1L << 3,

    /// <summary>Controlling terminal.</summary>
    [ChangeOf(StatField.tty_nr)]
    Terminal = 1L << 4,

    /// <summary>Foreground process group of its terminal.</summary>
    [ChangeOf(StatField.tpgid)]
    ForegroundProcessGroup = 1L << 5,

    /// <summary>Kernel flags of the process.</summary>
    [ChangeOf(StatField.flags)]
    KernelFlags = 1L << 6,

    /// <summary>Minor faults.</summary>
    [ChangeOf(StatField.minflt)]
    MinorFaults = 1L << 7,

    /// <summary>Minor page faults of children that the process waited for.</summary>
    [ChangeOf(StatField.cminflt)]
    ChildrenMinorFaults = 1L << 8,

    /// <summary>Major faults.</summary>
    [ChangeOf(StatField.majflt)]
    MajorFaults = 1L << 9,

    /// <summary>Major page faults of children that the process waited for.</summary>
    [ChangeOf(StatField.cmajflt)]
    ChildrenMajorFaults = 1L << 10,

    /// <summary>CPU time in user mode.</summary>
    [ChangeOf(StatField.utime)]
    UserTime = 1L << 11,

    /// <summary>CPU time in kernel mode.</summary>
    [ChangeOf(StatField.stime)]
    PrivilegedTime = 1L << 12,

    /// <summary>User time of children that the process waited for.</summary>
    [ChangeOf(StatField.cutime)]
    ChildrenUserTime = 1L << 13,

    /// <summary>Kernel time of children that the process waited for.</summary>
    [ChangeOf(StatField.cstime)]
    ChildrenPrivilegedTime = 1L << 14,

    /// <summary>Priority.</summary>
    [ChangeOf(StatField.priority)]
    Priority = 1L << 15,

    /// <summary>Niceness.</summary>
    [ChangeOf(StatField.nice)]
    Nice = 1L << 16,

    /// <summary>Number of threads.</summary>
    [ChangeOf(StatField.num_threads)]
    ThreadCount = 1L << 17,

    /// <summary>Address space.</summary>
    [ChangeOf(StatField.vsize, StatmField.size)]
    VirtualMemory = 1L << 18,

    /// <summary>Limit of resident memory.</summary>
    [ChangeOf(StatField.rsslim)]
    RssLimit = 1L << 19,

    /// <summary>Signal that the kernel sends to the parent when the process exits.</summary>
    [ChangeOf(StatField.exit_signal)]
    SignalToParent = 1L << 20,

    /// <summary>CPU on which the process last ran.</summary>
    [ChangeOf(StatField.processor)]
    Processor = 1L << 21,

    /// <summary>Real-time priority.</summary>
    [ChangeOf(StatField.rt_priority)]
    RealTimePriority = 1L << 22,

    /// <summary>Scheduling policy.</summary>
    [ChangeOf(StatField.policy)]
    SchedulingPolicy = 1L << 23,

    /// <summary>Time waited for block IO.</summary>
    [ChangeOf(StatField.delayacct_blkio_ticks)]
    BlockIODelay = 1L << 24,

    /// <summary>Guest time.</summary>
    [ChangeOf(StatField.guest_time)]
    GuestTime = 1L << 25,

    /// <summary>Guest time of children that the process waited for.</summary>
    [ChangeOf(StatField.cguest_time)]
    ChildrenGuestTime = 1L << 26,

    /// <summary>Resident memory.</summary>
    [ChangeOf(StatmField.resident)]
    WorkingSet = 1L << 27,

    /// <summary>Shared part of the resident memory.</summary>
    [ChangeOf(StatmField.shared)]
    SharedMemory = 1L << 28,

    /// <summary>Address space of code.</summary>
    [ChangeOf(StatmField.text)]
    TextMemory = 1L << 29,

    /// <summary>Virtual size of data and stack.</summary>
    [ChangeOf(StatmField.data)]
    DataMemory = 1L << 30,

    /// <summary>Bytes returned by read system calls.</summary>
    [ChangeOf(IoField.rchar)]
    IoReadChars = 1L << 31,

    /// <summary>Bytes passed to write system calls.</summary>
    [ChangeOf(IoField.wchar)]
    IoWriteChars = 1L << 32,

    /// <summary>Read system calls.</summary>
    [ChangeOf(IoField.syscr)]
    IoReadCalls = 1L << 33,

    /// <summary>Write system calls.</summary>
    [ChangeOf(IoField.syscw)]
    IoWriteCalls = 1L << 34,

    /// <summary>Bytes read from storage.</summary>
    [ChangeOf(IoField.read_bytes)]
    IoRead = 1L << 35,

    /// <summary>Bytes written to storage.</summary>
    [ChangeOf(IoField.write_bytes)]
    IoWrite = 1L << 36,

    /// <summary>Bytes counted as written whose write was cancelled.</summary>
    [ChangeOf(IoField.cancelled_write_bytes)]
    IoCancelledWrite = 1L << 37,

    /// <summary>Name.</summary>
    Name = 1L << 38,

    /// <summary>Executable.</summary>
    Path = 1L << 39,

    /// <summary>Command line.</summary>
    CommandLine = 1L << 40,

    /// <summary>Wait channel.</summary>
    WaitChannel = 1L << 41,

    /// <summary>Any requested value of /proc/PID/status.</summary>
    Status = 1L << 42,

    /// <summary>Control groups.</summary>
    Cgroup = 1L << 43,

    /// <summary>Namespaces.</summary>
    Namespaces = 1L << 44,

    /// <summary>Proportional and unique memory (smaps_rollup).</summary>
    Pss = 1L << 45,

    /// <summary>Times of the scheduler (schedstat).</summary>
    Scheduler = 1L << 46,

    /// <summary>Open files.</summary>
    Files = 1L << 47,

    /// <summary>Set of children: one started, exited, was adopted or moved to another parent. Only of children that are in the watch.</summary>
    Children = 1L << 48,

    /// <summary>Set of threads, if threads are included.</summary>
    Threads = 1L << 49,

    /// <summary>Score of the out-of-memory killer.</summary>
    Oom = 1L << 50,

    /// <summary>User or group, if User was requested without Status.</summary>
    User = 1L << 51,

    /// <summary>Bytes received or sent through internet sockets.</summary>
    Network = 1L << 52,

    /// <summary>CPU time of the process or of children that it waited for.</summary>
    Cpu = UserTime | PrivilegedTime | ChildrenUserTime | ChildrenPrivilegedTime | GuestTime | ChildrenGuestTime,

    /// <summary>Page faults of the process or of its children.</summary>
    Faults = MinorFaults | MajorFaults | ChildrenMinorFaults | ChildrenMajorFaults,

    /// <summary>Any scheduling value.</summary>
    Scheduling = Priority | Nice | SchedulingPolicy | RealTimePriority | Processor,

    /// <summary>Parent, session, terminal or foreground process group.</summary>
    Parentage = Parent | ProcessGroup | SessionId | Terminal | ForegroundProcessGroup,

    /// <summary>A memory size.</summary>
    Memory = VirtualMemory | RssLimit | WorkingSet | SharedMemory | TextMemory | DataMemory,

    /// <summary>A counter of IO.</summary>
    IO = IoReadChars | IoWriteChars | IoReadCalls | IoWriteCalls | IoRead | IoWrite | IoCancelledWrite,

    /// <summary>Executable or command line.</summary>
    Command = Path | CommandLine,
}

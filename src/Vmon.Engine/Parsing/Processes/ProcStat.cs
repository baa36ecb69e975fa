namespace Vmon.Parsing.Processes;

/// <summary>
/// The fields of /proc/PID/stat that are in use today; proc_pid_stat(5) numbers them. Times are clock ticks. A field that <see cref="Has"/> denies is zero.
/// </summary>
internal partial struct ProcStat
{
    internal Comm Comm;
    internal ProcessState State;
    internal int Id;
    internal int ParentId;
    internal int ProcessGroup;
    internal int SessionId;
    internal int Terminal;
    internal int ForegroundGroup;
    internal uint Flags;
    internal int Priority;
    internal int Nice;
    internal int ThreadCount;
    internal int ExitSignal;
    internal int Processor;
    internal int RealTimePriority;
    internal int Policy;

    /// <summary>Wait status of a zombie; 0 also without permission to trace it. Meaningless for a running process.</summary>
    internal int ExitCode;

    internal long MinorFaults;
    internal long ChildMinorFaults;
    internal long MajorFaults;
    internal long ChildMajorFaults;
    internal long UserTime;
    internal long SystemTime;
    internal long ChildUserTime;
    internal long ChildSystemTime;
    internal long StartTime;
    internal long VirtualSize;

    /// <summary>Approximate: the kernel omits per-CPU counts that are not summed yet. statm is exact.</summary>
    internal long ResidentPages;

    internal ulong ResidentLimit;

    /// <summary>
    /// Whether the reader lacks permission to trace it: the kernel then writes 1 for the start of the code, and zeros for other addresses.
    /// </summary>
    internal bool IsTracingRefused;

    internal ulong StackStart;

    /// <summary>Whether it ignores SIGCHLD.</summary>
    internal bool IgnoresChildren;

    internal long BlockIoDelay;
    internal long GuestTime;
    internal long ChildGuestTime;

    // A bit for each unknown field. The default record of zeros is that of a process at its start.
    private ulong _unknown;

    // A bit for each field that TakeShared copies.
    private const ulong Shared =
        (1UL << (int)StatField.ParentId) | (1UL << (int)StatField.ProcessGroup) | (1UL << (int)StatField.SessionId)
        | (1UL << (int)StatField.Terminal) | (1UL << (int)StatField.ForegroundGroup)
        | (1UL << (int)StatField.ChildMinorFaults) | (1UL << (int)StatField.ChildMajorFaults)
        | (1UL << (int)StatField.ChildUserTime) | (1UL << (int)StatField.ChildSystemTime) | (1UL << (int)StatField.ChildGuestTime)
        | (1UL << (int)StatField.ThreadCount) | (1UL << (int)StatField.VirtualSize) | (1UL << (int)StatField.ResidentPages)
        | (1UL << (int)StatField.ResidentLimit);

    /// <summary>Copies the fields that all threads of a process share, and that the kernel writes into the stat of each.</summary>
    internal void TakeShared(in ProcStat process)
    {
        ParentId = process.ParentId;
        ProcessGroup = process.ProcessGroup;
        SessionId = process.SessionId;
        Terminal = process.Terminal;
        ForegroundGroup = process.ForegroundGroup;
        ChildMinorFaults = process.ChildMinorFaults;
        ChildMajorFaults = process.ChildMajorFaults;
        ChildUserTime = process.ChildUserTime;
        ChildSystemTime = process.ChildSystemTime;
        ChildGuestTime = process.ChildGuestTime;
        ThreadCount = process.ThreadCount;
        VirtualSize = process.VirtualSize;
        ResidentPages = process.ResidentPages;
        ResidentLimit = process.ResidentLimit;
        IgnoresChildren = process.IgnoresChildren;
        _unknown = (_unknown & ~Shared) | (process._unknown & Shared);
    }
}

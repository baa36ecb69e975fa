namespace Vmon.Parsing;

/// <summary>The fields of /proc/PID/stat that are in use today; proc_pid_stat(5) numbers them. Times are clock ticks.</summary>
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

    /// <summary>How many fields the kernel gave: an older one gives fewer, and the rest is unknown.</summary>
    internal int FieldCount;

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

    /// <summary>Roughly: the kernel leaves out what its CPUs have not added up yet. statm is exact.</summary>
    internal long ResidentPages;

    internal ulong ResidentLimit;
    /// <summary>Whether the reader may not trace it: the kernel then writes 1 for the start of the code, and zeros for other addresses.</summary>
    internal bool IsTracingRefused;

    internal ulong StackStart;

    /// <summary>Whether it ignores SIGCHLD.</summary>
    internal bool IgnoresChildren;

    internal long BlockIoDelay;
    internal long GuestTime;
    internal long ChildGuestTime;

    /// <summary>Takes over what the kernel keeps for all threads of a process together, and writes into the stat of each.</summary>
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
    }
}

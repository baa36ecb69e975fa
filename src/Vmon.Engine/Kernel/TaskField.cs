namespace Vmon.Kernel;

/// <summary>
/// What the pass copies of each thread and process, in 8 bytes each, in this order. Those up to <see cref="RunTime"/> are of every thread; those from
/// <see cref="Sequence"/> on are of a process.
/// </summary>
internal enum TaskField
{
    Pid,
    Tgid,
    RealParentTgid,
    OnCpu,

    /// <summary>0 if the record ends with <see cref="RunTime"/>: the process has one thread, which has not run since the time that the reader gave, and it is not its turn.</summary>
    IsWhole,
    Slices,
    RunTime,
    RunDelay,
    UserTime,
    SystemTime,
    GuestTime,
    BlockIoDelay,
    MinorFaults,
    MajorFaults,
    VoluntarySwitches,
    InvoluntarySwitches,
    ReadChars,
    WriteChars,
    ReadCalls,
    WriteCalls,
    ReadBytes,
    WriteBytes,
    CancelledWriteBytes,
    StartBootTime,
    Comm,
    CommRest,
    State,
    ExitState,
    Flags,
    Priority,
    StaticPriority,
    RealTimePriority,
    Policy,
    Cpu,
    ExitCode,
    ExitSignal,
    SelfExecId,
    ExecStart,
    RunQueueClock,
    RunQueueTaskClock,

    /// <summary>Monotonic time at which the pass found the thread on a CPU. 0 if it was on none.</summary>
    SeenAt,

    /// <summary>Sequence number of the counters of exited threads, before and after these: they are of one state if it is the same and even.</summary>
    Sequence,
    Threads,
    ProcessGroup,
    Session,

    /// <summary>Address of the terminal, before and after its fields: they are of one terminal if it is the same.</summary>
    Tty,
    TtyMajor,
    TtyMinorStart,
    TtyIndex,
    TtyProcessGroup,
    TtyAfter,
    ResidentLimit,
    OomScoreAdj,
    ExitedRunTime,
    ExitedUserTime,
    ExitedSystemTime,
    ShownUserTime,
    ShownSystemTime,
    ExitedGuestTime,
    ChildUserTime,
    ChildSystemTime,
    ChildGuestTime,
    ExitedMinorFaults,
    ExitedMajorFaults,
    ChildMinorFaults,
    ChildMajorFaults,
    ExitedVoluntarySwitches,
    ExitedInvoluntarySwitches,
    ExitedReadChars,
    ExitedWriteChars,
    ExitedReadCalls,
    ExitedWriteCalls,
    ExitedReadBytes,
    ExitedWriteBytes,
    ExitedCancelledWriteBytes,
    ChildSignalHandler,
    ChildSignalFlags,

    /// <summary>Address of the memory, before and after its fields: they are of one memory if it is the same.</summary>
    Memory,
    VirtualPages,
    FilePages,
    AnonymousPages,
    SwappedPages,
    SharedPages,

    /// <summary>Sums, in 32 bits, of what the CPUs have counted of these pages and not added yet: each adds to the common counter after some dozens.</summary>
    PendingFilePages,
    PendingAnonymousPages,
    PendingSwappedPages,
    PendingSharedPages,

    /// <summary>The common counters again: what was pending is of one state if they are the same.</summary>
    FilePagesAfter,
    AnonymousPagesAfter,
    SharedPagesAfter,
    DataPages,
    StackPages,
    CodeStart,
    CodeEnd,
    StackStart,
    MemoryAfter,
    Uid,
    EffectiveUid,
    SavedUid,
    FileSystemUid,
    Gid,
    EffectiveGid,
    SavedGid,
    FileSystemGid,
    InheritableCapabilities,
    PermittedCapabilities,
    EffectiveCapabilities,
    BoundingCapabilities,
    AmbientCapabilities,
    CgroupId,

    /// <summary>Address of what is common to all processes that are in the same group of each hierarchy.</summary>
    CgroupSet,
    SequenceAfter,

    /// <summary>The number of fields.</summary>
    Count,
}

/// <summary>Where the kernel has each field: the path from struct task_struct. The first path that its types have is used; older kernels have the later ones.</summary>
internal static class TaskFieldPaths
{
    private static readonly string[][] Paths = new string[(int)TaskField.Count][];

    static TaskFieldPaths()
    {
        Set(TaskField.Pid, "pid");
        Set(TaskField.Tgid, "tgid");
        Set(TaskField.StartBootTime, "start_boottime");
        Set(TaskField.Comm, "comm[0]");
        Set(TaskField.CommRest, "comm[8]");
        Set(TaskField.State, "__state", "state");
        Set(TaskField.ExitState, "exit_state");
        Set(TaskField.Flags, "flags");
        Set(TaskField.Priority, "prio");
        Set(TaskField.StaticPriority, "static_prio");
        Set(TaskField.RealTimePriority, "rt_priority");
        Set(TaskField.Policy, "policy");
        Set(TaskField.Cpu, "thread_info.cpu", "cpu");
        Set(TaskField.OnCpu, "on_cpu");
        Set(TaskField.ExitCode, "exit_code");
        Set(TaskField.ExitSignal, "exit_signal");
        Set(TaskField.SelfExecId, "self_exec_id");
        Set(TaskField.RealParentTgid, "real_parent.tgid");
        Set(TaskField.RunTime, "se.sum_exec_runtime");
        Set(TaskField.RunDelay, "sched_info.run_delay");
        Set(TaskField.Slices, "sched_info.pcount");
        Set(TaskField.UserTime, "utime");
        Set(TaskField.SystemTime, "stime");
        Set(TaskField.GuestTime, "gtime");
        Set(TaskField.BlockIoDelay, "delays.blkio_delay");
        Set(TaskField.MinorFaults, "min_flt");
        Set(TaskField.MajorFaults, "maj_flt");
        Set(TaskField.VoluntarySwitches, "nvcsw");
        Set(TaskField.InvoluntarySwitches, "nivcsw");
        Set(TaskField.ReadChars, "ioac.rchar");
        Set(TaskField.WriteChars, "ioac.wchar");
        Set(TaskField.ReadCalls, "ioac.syscr");
        Set(TaskField.WriteCalls, "ioac.syscw");
        Set(TaskField.ReadBytes, "ioac.read_bytes");
        Set(TaskField.WriteBytes, "ioac.write_bytes");
        Set(TaskField.CancelledWriteBytes, "ioac.cancelled_write_bytes");
        Set(TaskField.ExecStart, "se.exec_start");
        Set(TaskField.RunQueueClock, "se.cfs_rq.rq.clock");
        Set(TaskField.RunQueueTaskClock, "se.cfs_rq.rq.clock_task");
        Set(TaskField.IsWhole);
        Set(TaskField.SeenAt);
        Set(TaskField.Sequence, "signal.stats_lock.seqcount.sequence", "signal.stats_lock.seqcount.seqcount.sequence");
        Set(TaskField.Threads, "signal.nr_threads");
        Set(TaskField.ProcessGroup, "signal.pids[2].numbers[0].nr");
        Set(TaskField.Session, "signal.pids[3].numbers[0].nr");
        Set(TaskField.Tty, "signal.tty");
        Set(TaskField.TtyMajor, "signal.tty.driver.major");
        Set(TaskField.TtyMinorStart, "signal.tty.driver.minor_start");
        Set(TaskField.TtyIndex, "signal.tty.index");
        Set(TaskField.TtyProcessGroup, "signal.tty.ctrl.pgrp.numbers[0].nr", "signal.tty.pgrp.numbers[0].nr");
        Set(TaskField.TtyAfter, "signal.tty");
        Set(TaskField.ResidentLimit, "signal.rlim[5].rlim_cur");
        Set(TaskField.OomScoreAdj, "signal.oom_score_adj");
        Set(TaskField.ExitedRunTime, "signal.sum_sched_runtime");
        Set(TaskField.ExitedUserTime, "signal.utime");
        Set(TaskField.ExitedSystemTime, "signal.stime");
        Set(TaskField.ShownUserTime, "signal.prev_cputime.utime");
        Set(TaskField.ShownSystemTime, "signal.prev_cputime.stime");
        Set(TaskField.ExitedGuestTime, "signal.gtime");
        Set(TaskField.ChildUserTime, "signal.cutime");
        Set(TaskField.ChildSystemTime, "signal.cstime");
        Set(TaskField.ChildGuestTime, "signal.cgtime");
        Set(TaskField.ExitedMinorFaults, "signal.min_flt");
        Set(TaskField.ExitedMajorFaults, "signal.maj_flt");
        Set(TaskField.ChildMinorFaults, "signal.cmin_flt");
        Set(TaskField.ChildMajorFaults, "signal.cmaj_flt");
        Set(TaskField.ExitedVoluntarySwitches, "signal.nvcsw");
        Set(TaskField.ExitedInvoluntarySwitches, "signal.nivcsw");
        Set(TaskField.ExitedReadChars, "signal.ioac.rchar");
        Set(TaskField.ExitedWriteChars, "signal.ioac.wchar");
        Set(TaskField.ExitedReadCalls, "signal.ioac.syscr");
        Set(TaskField.ExitedWriteCalls, "signal.ioac.syscw");
        Set(TaskField.ExitedReadBytes, "signal.ioac.read_bytes");
        Set(TaskField.ExitedWriteBytes, "signal.ioac.write_bytes");
        Set(TaskField.ExitedCancelledWriteBytes, "signal.ioac.cancelled_write_bytes");
        Set(TaskField.ChildSignalHandler, "sighand.action[16].sa.sa_handler"); // SIGCHLD is 17, and signals begin with 1
        Set(TaskField.ChildSignalFlags, "sighand.action[16].sa.sa_flags");
        Set(TaskField.Memory, "mm");
        Set(TaskField.VirtualPages, "mm.total_vm");
        Set(TaskField.FilePages, "mm.rss_stat[0].count", "mm.rss_stat.count[0].counter");
        Set(TaskField.AnonymousPages, "mm.rss_stat[1].count", "mm.rss_stat.count[1].counter");
        Set(TaskField.SwappedPages, "mm.rss_stat[2].count", "mm.rss_stat.count[2].counter");
        Set(TaskField.SharedPages, "mm.rss_stat[3].count", "mm.rss_stat.count[3].counter");
        Set(TaskField.PendingFilePages);
        Set(TaskField.PendingAnonymousPages);
        Set(TaskField.PendingSwappedPages);
        Set(TaskField.PendingSharedPages);
        Set(TaskField.FilePagesAfter, "mm.rss_stat[0].count", "mm.rss_stat.count[0].counter");
        Set(TaskField.AnonymousPagesAfter, "mm.rss_stat[1].count", "mm.rss_stat.count[1].counter");
        Set(TaskField.SharedPagesAfter, "mm.rss_stat[3].count", "mm.rss_stat.count[3].counter");
        Set(TaskField.DataPages, "mm.data_vm");
        Set(TaskField.StackPages, "mm.stack_vm");
        Set(TaskField.CodeStart, "mm.start_code");
        Set(TaskField.CodeEnd, "mm.end_code");
        Set(TaskField.StackStart, "mm.start_stack");
        Set(TaskField.MemoryAfter, "mm");
        Set(TaskField.Uid, "real_cred.uid.val");
        Set(TaskField.EffectiveUid, "real_cred.euid.val");
        Set(TaskField.SavedUid, "real_cred.suid.val");
        Set(TaskField.FileSystemUid, "real_cred.fsuid.val");
        Set(TaskField.Gid, "real_cred.gid.val");
        Set(TaskField.EffectiveGid, "real_cred.egid.val");
        Set(TaskField.SavedGid, "real_cred.sgid.val");
        Set(TaskField.FileSystemGid, "real_cred.fsgid.val");
        Set(TaskField.InheritableCapabilities, "real_cred.cap_inheritable.val", "real_cred.cap_inheritable.cap[0]");
        Set(TaskField.PermittedCapabilities, "real_cred.cap_permitted.val", "real_cred.cap_permitted.cap[0]");
        Set(TaskField.EffectiveCapabilities, "real_cred.cap_effective.val", "real_cred.cap_effective.cap[0]");
        Set(TaskField.BoundingCapabilities, "real_cred.cap_bset.val", "real_cred.cap_bset.cap[0]");
        Set(TaskField.AmbientCapabilities, "real_cred.cap_ambient.val", "real_cred.cap_ambient.cap[0]");
        Set(TaskField.CgroupId, "cgroups.dfl_cgrp.kn.id");
        Set(TaskField.CgroupSet, "cgroups");
        Set(TaskField.SequenceAfter, "signal.stats_lock.seqcount.sequence", "signal.stats_lock.seqcount.seqcount.sequence");
    }

    internal static ReadOnlySpan<string> Of(TaskField field) => Paths[(int)field];

    /// <summary>Whether the path is of the first element of an array that a slot takes 8 bytes of.</summary>
    internal static bool IsOfArray(TaskField field) =>
        field is TaskField.Comm or TaskField.CommRest or (>= TaskField.InheritableCapabilities and <= TaskField.AmbientCapabilities);

    private static void Set(TaskField field, params string[] paths) => Paths[(int)field] = paths;
}

/// <summary>Which fields the running kernel has.</summary>
internal sealed class TaskFields
{
    // Without these, a pass cannot tell which threads exist and have run.
    private static readonly TaskField[] Needed =
    [
        TaskField.Pid, TaskField.Tgid, TaskField.RealParentTgid, TaskField.StartBootTime, TaskField.OnCpu, TaskField.RunTime, TaskField.Slices,
    ];

    private readonly bool[] _known = new bool[(int)TaskField.Count];

    internal bool this[TaskField field]
    {
        get => _known[(int)field];
        set => _known[(int)field] = value;
    }

    internal static bool IsNeeded(TaskField field) => Needed.Contains(field);

    /// <summary>Whether a pass is possible.</summary>
    internal bool AreEnough => Have(Needed);

    internal bool Have(params ReadOnlySpan<TaskField> fields)
    {
        foreach (TaskField field in fields)
            if (!this[field]) return false;
        return true;
    }
}

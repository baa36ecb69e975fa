using Vmon.Kernel;
using Vmon.Parsing.Processes;
using Vmon.Sources.Processes;

namespace Vmon.Sources;

/// <summary>Which records of /proc a pass over the tasks can replace. It depends on the kernel, and on what this process may read.</summary>
/// <param name="fields">The fields of the pass.</param>
/// <param name="mayReadAll">Whether no file of /proc would refuse what the pass has.</param>
internal sealed class PassedFields(TaskFields fields, bool mayReadAll)
{
    private static readonly TaskField[] OfStat =
    [
        TaskField.Comm, TaskField.CommRest, TaskField.State, TaskField.ExitState, TaskField.Flags, TaskField.Priority, TaskField.StaticPriority,
        TaskField.RealTimePriority, TaskField.Policy, TaskField.Cpu, TaskField.ExitCode, TaskField.ExitSignal, TaskField.UserTime, TaskField.SystemTime,
        TaskField.GuestTime, TaskField.MinorFaults, TaskField.MajorFaults, TaskField.Sequence, TaskField.Threads, TaskField.ProcessGroup, TaskField.Session, TaskField.TtyMajor,
        TaskField.TtyMinorStart, TaskField.TtyIndex, TaskField.TtyProcessGroup, TaskField.ResidentLimit, TaskField.ExitedRunTime, TaskField.ExitedUserTime,
        TaskField.ExitedSystemTime, TaskField.ShownUserTime, TaskField.ShownSystemTime, TaskField.ExitedGuestTime, TaskField.ChildUserTime,
        TaskField.ChildSystemTime, TaskField.ChildGuestTime, TaskField.ExitedMinorFaults, TaskField.ExitedMajorFaults, TaskField.ChildMinorFaults,
        TaskField.ChildMajorFaults, TaskField.ChildSignalHandler, TaskField.ChildSignalFlags, TaskField.VirtualPages, TaskField.FilePages,
        TaskField.AnonymousPages, TaskField.SharedPages, TaskField.CodeStart, TaskField.StackStart,
    ];

    private static readonly TaskField[] OfIo =
    [
        TaskField.ReadChars, TaskField.WriteChars, TaskField.ReadCalls, TaskField.WriteCalls, TaskField.ReadBytes, TaskField.WriteBytes,
        TaskField.CancelledWriteBytes, TaskField.ExitedReadChars, TaskField.ExitedWriteChars, TaskField.ExitedReadCalls, TaskField.ExitedWriteCalls,
        TaskField.ExitedReadBytes, TaskField.ExitedWriteBytes, TaskField.ExitedCancelledWriteBytes,
    ];

    private static readonly TaskField[] OfMemory =
    [
        TaskField.VirtualPages, TaskField.FilePages, TaskField.AnonymousPages, TaskField.SharedPages, TaskField.PendingFilePages, TaskField.PendingAnonymousPages,
        TaskField.PendingSharedPages, TaskField.FilePagesAfter, TaskField.AnonymousPagesAfter, TaskField.SharedPagesAfter, TaskField.DataPages, TaskField.StackPages,
        TaskField.CodeStart, TaskField.CodeEnd,
    ];

    private static readonly TaskField[] OfUsers =
    [
        TaskField.Uid, TaskField.EffectiveUid, TaskField.SavedUid, TaskField.FileSystemUid,
        TaskField.Gid, TaskField.EffectiveGid, TaskField.SavedGid, TaskField.FileSystemGid,
    ];

    private static readonly TaskField[] OfTraits =
    [
        TaskField.InheritableCapabilities, TaskField.PermittedCapabilities, TaskField.EffectiveCapabilities, TaskField.BoundingCapabilities,
        TaskField.AmbientCapabilities, TaskField.OomScoreAdj,
    ];

    // Most processes have those of another one.
    private TaskTraits? _traits;

    /// <summary>Whether no file of /proc would refuse what the pass has.</summary>
    internal bool MayReadAll { get; } = mayReadAll;

    /// <summary>All that stat has. The delays are zero on a kernel without their accounting.</summary>
    internal bool HasStat { get; } = fields.Have(OfStat);

    /// <summary>The counters of io.</summary>
    internal bool HasIo { get; } = fields.Have(OfIo);

    /// <summary>The sizes of statm.</summary>
    internal bool HasMemory { get; } = fields.Have(OfMemory);

    /// <summary>Users and groups.</summary>
    internal bool HasUsers { get; } = fields.Have(OfUsers);

    /// <summary>Capabilities, and what else a <see cref="TaskTraits"/> needs.</summary>
    internal bool HasTraits { get; } = fields.Have(OfTraits);

    /// <summary>The control group.</summary>
    internal bool HasCgroups { get; } = fields[TaskField.CgroupId];

    /// <summary>The set of control groups.</summary>
    internal bool HasCgroupSet { get; } = fields[TaskField.CgroupSet];

    /// <summary>The number of programs executed.</summary>
    internal bool HasExecs { get; } = fields[TaskField.SelfExecId];

    /// <summary>Gets the data sets of a process or thread that a pass has.</summary>
    /// <param name="process">Its earlier records.</param>
    /// <param name="task">The record of the thread, or of the main thread.</param>
    internal PassedSets SetsOf(ProcessRecords process, in TaskRecord task)
    {
        ref readonly TaskTally tally = ref process.Activity.Tasks;
        IoCounters? io = HasIo && (MayReadAll || process.Io.Reading.IsKnown) ? TaskReading.ReadIo(task, tally, process.IsThread) : null;
        TaskCounters? counters = HasStat ? TaskReading.ReadCounters(task, HasMemory && !process.IsThread) : null;
        if (process.IsThread) return new PassedSets(null, io, null, counters, null, null);
        return new PassedSets(
            HasMemory ? TaskReading.ReadMemory(task) : null,
            io,
            HasUsers ? TaskReading.ReadUsers(task) : null,
            counters,
            HasTraits ? _traits = TaskReading.ReadTraits(task, HasCgroups, process.LastTraits ?? _traits) : null,
            HasCgroupSet ? new CgroupSet(task[TaskField.CgroupSet], task[TaskField.CgroupId]) : null);
    }
}

using System.Buffers.Binary;
using System.Numerics;
using Vmon.Kernel;
using Vmon.Native;
using Vmon.Parsing.Processes;
using Vmon.Sources.Processes;

namespace Vmon.Sources;

/// <summary>Converts the fields of a pass over the tasks to the records of /proc.</summary>
internal static class TaskReading
{
    private const int Idle = 0x402; // TASK_IDLE
    private const int LockWait = 0x1000; // TASK_RTLOCK_WAIT
    private const int Frozen = 0x8000; // TASK_FROZEN
    private const int Reported = 0x7f; // TASK_REPORT
    private const int FirstPriority = 100;
    private const int FirstNice = 120;
    private const long Ignored = 1; // SIG_IGN
    private const long Unwaited = 2; // SA_NOCLDWAIT

    /// <summary>
    /// Whether the fields of memory and terminal are each of one object, no thread exited while they were copied, and the main thread has not left a process that goes on.
    /// </summary>
    internal static bool IsConsistent(in TaskRecord main) =>
        main[TaskField.Sequence] == main[TaskField.SequenceAfter] && main[TaskField.Sequence] % 2 == 0
        && main[TaskField.Memory] == main[TaskField.MemoryAfter] && main[TaskField.Tty] == main[TaskField.TtyAfter]
        && (main.Int32(TaskField.ExitState) == 0 || main.Int32(TaskField.Threads) <= 1);

    /// <summary>Gets the stat of a process; of a thread, its own fields.</summary>
    /// <param name="task">The record of the thread, or of the main thread.</param>
    /// <param name="tally">The threads of the process, or the thread.</param>
    /// <param name="isThread">Whether it is of a thread.</param>
    /// <param name="previous">The last stat, below which no time decreases.</param>
    /// <param name="tick">Nanoseconds per clock tick.</param>
    /// <param name="stat">The record.</param>
    internal static void ReadStat(in TaskRecord task, in TaskTally tally, bool isThread, in ProcStat previous, long tick, out ProcStat stat)
    {
        stat = default;
        ReadThread(task, ref stat, tick);
        stat.UserTime = previous.UserTime;
        stat.SystemTime = previous.SystemTime;
        long total = task[TaskField.RunTime] + tally.Others(TaskField.RunTime) + tally.Pending;
        long user = task[TaskField.UserTime] + tally.Others(TaskField.UserTime);
        long system = task[TaskField.SystemTime] + tally.Others(TaskField.SystemTime);
        if (!isThread)
        {
            ReadProcess(task, tally, ref stat);
            total += task[TaskField.ExitedRunTime];
            user += task[TaskField.ExitedUserTime];
            system += task[TaskField.ExitedSystemTime];
            stat.UserTime = Math.Max(stat.UserTime, task[TaskField.ShownUserTime]);
            stat.SystemTime = Math.Max(stat.SystemTime, task[TaskField.ShownSystemTime]);
        }

        RunTimes.Divide(ref stat, Math.Max(total, previous.RunTime), user, system);
    }

    /// <summary>Gets the io counters of a process, or of a thread.</summary>
    internal static IoCounters ReadIo(in TaskRecord task, in TaskTally tally, bool isThread)
    {
        IoCounters io = new()
        {
            ReadChars = Own(task, tally, TaskField.ReadChars),
            WriteChars = Own(task, tally, TaskField.WriteChars),
            ReadCalls = Own(task, tally, TaskField.ReadCalls),
            WriteCalls = Own(task, tally, TaskField.WriteCalls),
            ReadBytes = Own(task, tally, TaskField.ReadBytes),
            WriteBytes = Own(task, tally, TaskField.WriteBytes),
            CancelledWriteBytes = Own(task, tally, TaskField.CancelledWriteBytes),
        };
        if (isThread) return io;
        io.ReadChars += task[TaskField.ExitedReadChars];
        io.WriteChars += task[TaskField.ExitedWriteChars];
        io.ReadCalls += task[TaskField.ExitedReadCalls];
        io.WriteCalls += task[TaskField.ExitedWriteCalls];
        io.ReadBytes += task[TaskField.ExitedReadBytes];
        io.WriteBytes += task[TaskField.ExitedWriteBytes];
        io.CancelledWriteBytes += task[TaskField.ExitedCancelledWriteBytes];
        return io;
    }

    /// <summary>Gets the sizes of the memory of a process. Null if a CPU added its counters to the common ones meanwhile.</summary>
    internal static ProcStatm? ReadMemory(in TaskRecord task)
    {
        if (task[TaskField.FilePages] != task[TaskField.FilePagesAfter] || task[TaskField.AnonymousPages] != task[TaskField.AnonymousPagesAfter]
            || task[TaskField.SharedPages] != task[TaskField.SharedPagesAfter]) return null;
        long page = SystemConstants.PageSize;
        long shared = AllPages(task, TaskField.FilePages, TaskField.PendingFilePages) + AllPages(task, TaskField.SharedPages, TaskField.PendingSharedPages);
        return new ProcStatm
        {
            Size = task[TaskField.VirtualPages],
            Shared = shared,
            Resident = shared + AllPages(task, TaskField.AnonymousPages, TaskField.PendingAnonymousPages),
            Text = ((task[TaskField.CodeEnd] + page - 1) / page) - (task[TaskField.CodeStart] / page),
            Data = task[TaskField.DataPages] + task[TaskField.StackPages],
        };
    }

    /// <summary>Gets the users and groups of a process.</summary>
    internal static ProcessIds ReadUsers(in TaskRecord task)
    {
        ProcessIds ids = default;
        for (int i = 0; i < ProcessIds.Count; i++) ids[i] = (uint)task[TaskField.Uid + i];
        return ids;
    }

    /// <summary>Gets counters of a thread, or of the main thread.</summary>
    /// <param name="task">The record.</param>
    /// <param name="hasMemory">Whether it has the pages of the process.</param>
    internal static TaskCounters ReadCounters(in TaskRecord task, bool hasMemory) => new()
    {
        VoluntarySwitches = task[TaskField.VoluntarySwitches],
        InvoluntarySwitches = task[TaskField.InvoluntarySwitches],
        RunTime = task[TaskField.RunTime],
        RunDelay = task[TaskField.RunDelay],
        Slices = task[TaskField.Slices],
        SwappedPages = hasMemory ? AllPages(task, TaskField.SwappedPages, TaskField.PendingSwappedPages) : null,
    };

    /// <summary>Gets the last traits of a process, or others if they changed.</summary>
    internal static TaskTraits ReadTraits(in TaskRecord task, bool hasCgroups, TaskTraits? last)
    {
        bool isSame = last is not null
            && last.Effective == task[TaskField.EffectiveCapabilities] && last.Permitted == task[TaskField.PermittedCapabilities]
            && last.Inheritable == task[TaskField.InheritableCapabilities] && last.Bounding == task[TaskField.BoundingCapabilities]
            && last.Ambient == task[TaskField.AmbientCapabilities] && last.OomScoreAdjustment == (short)task[TaskField.OomScoreAdj]
            && last.CgroupId == (hasCgroups ? task[TaskField.CgroupId] : null);
        return isSame
            ? last!
            : new TaskTraits(
                task[TaskField.InheritableCapabilities], task[TaskField.PermittedCapabilities], task[TaskField.EffectiveCapabilities],
                task[TaskField.BoundingCapabilities], task[TaskField.AmbientCapabilities], (short)task[TaskField.OomScoreAdj],
                hasCgroups ? task[TaskField.CgroupId] : null);
    }

    private static void ReadThread(in TaskRecord task, ref ProcStat stat, long tick)
    {
        stat.Id = task.ThreadId;
        stat.Comm = Name(task);
        stat.State = StateOf(task.Int32(TaskField.State), task.Int32(TaskField.ExitState));
        stat.ParentId = task.Int32(TaskField.RealParentTgid);
        stat.Flags = (uint)task[TaskField.Flags];
        stat.Priority = task.Int32(TaskField.Priority) - FirstPriority;
        stat.Nice = task.Int32(TaskField.StaticPriority) - FirstNice;
        stat.RealTimePriority = task.Int32(TaskField.RealTimePriority);
        stat.Policy = task.Int32(TaskField.Policy);
        stat.Processor = task.Int32(TaskField.Cpu);
        stat.ExitSignal = task.Int32(TaskField.ExitSignal);
        stat.ExitCode = task.Int32(TaskField.ExitCode);
        stat.StartTime = task[TaskField.StartBootTime] / tick;
        stat.BlockIoDelay = task[TaskField.BlockIoDelay];
        stat.MinorFaults = task[TaskField.MinorFaults];
        stat.MajorFaults = task[TaskField.MajorFaults];
        stat.GuestTime = task[TaskField.GuestTime];
    }

    private static void ReadProcess(in TaskRecord task, in TaskTally tally, ref ProcStat stat)
    {
        stat.ThreadCount = task.Int32(TaskField.Threads);
        stat.ProcessGroup = task.Int32(TaskField.ProcessGroup);
        stat.SessionId = task.Int32(TaskField.Session);
        bool hasTerminal = task[TaskField.Tty] != 0;
        int minor = task.Int32(TaskField.TtyMinorStart) + task.Int32(TaskField.TtyIndex);
        stat.Terminal = hasTerminal ? (minor & 0xff) | (task.Int32(TaskField.TtyMajor) << 8) | ((minor & ~0xff) << 12) : 0; // new_encode_dev
        stat.ForegroundGroup = hasTerminal ? task.Int32(TaskField.TtyProcessGroup) : -1;
        stat.MinorFaults = Own(task, tally, TaskField.MinorFaults) + task[TaskField.ExitedMinorFaults];
        stat.MajorFaults = Own(task, tally, TaskField.MajorFaults) + task[TaskField.ExitedMajorFaults];
        stat.GuestTime = Own(task, tally, TaskField.GuestTime) + task[TaskField.ExitedGuestTime];
        stat.ChildMinorFaults = task[TaskField.ChildMinorFaults];
        stat.ChildMajorFaults = task[TaskField.ChildMajorFaults];
        stat.ChildUserTime = task[TaskField.ChildUserTime];
        stat.ChildSystemTime = task[TaskField.ChildSystemTime];
        stat.ChildGuestTime = task[TaskField.ChildGuestTime];
        stat.VirtualSize = task[TaskField.VirtualPages] * SystemConstants.PageSize;
        stat.ResidentPages = Pages(task, TaskField.FilePages) + Pages(task, TaskField.AnonymousPages) + Pages(task, TaskField.SharedPages);
        stat.ResidentLimit = (ulong)task[TaskField.ResidentLimit];
        stat.CodeStart = (ulong)task[TaskField.CodeStart];
        stat.StackStart = (ulong)task[TaskField.StackStart];
        bool discardsChildren = task[TaskField.ChildSignalHandler] == Ignored || (task[TaskField.ChildSignalFlags] & Unwaited) != 0;
        stat.IgnoredSignals = discardsChildren ? ProcStat.ChildSignal : 0;
    }

    private static long Own(in TaskRecord task, in TaskTally tally, TaskField counter) => task[counter] + tally.Others(counter);

    // A counter of a few pages that other CPUs have not added yet can be negative.
    private static long Pages(in TaskRecord task, TaskField field) => Math.Max(0, task[field]);

    private static long AllPages(in TaskRecord task, TaskField common, TaskField pending) => Math.Max(0, task[common] + task.Int32(pending));

    private static Comm Name(in TaskRecord task)
    {
        Span<byte> name = stackalloc byte[2 * sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(name, task[TaskField.Comm]);
        BinaryPrimitives.WriteInt64LittleEndian(name[sizeof(long)..], task[TaskField.CommRest]);
        int end = name.IndexOf((byte)0);
        return new Comm(end < 0 ? name : name[..end]);
    }

    // task_state_index: the highest bit of the state decides.
    private static ProcessState StateOf(int state, int exitState)
    {
        if (state == Idle) return ProcessState.Idle;
        if ((state & (LockWait | Frozen)) != 0) state = 2;
        int index = 32 - BitOperations.LeadingZeroCount((uint)(state | exitState) & Reported);
        return index < StateLetters.Length ? (ProcessState)StateLetters[index] : ProcessState.Unknown;
    }

    private static ReadOnlySpan<byte> StateLetters => "RSDTtXZP"u8;
}

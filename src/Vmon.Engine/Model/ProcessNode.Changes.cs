using Vmon.Parsing.Processes;
using Vmon.Sources;
using static Vmon.ProcessChanges;

namespace Vmon.Model;

// Changes are computed from the two records on demand, so that no flags need to be maintained.
internal sealed partial class ProcessNode
{
    internal ProcessChanges ChangesIn(long sample)
    {
        if (Phase == NodePhase.New) return None;
        return OfStat() | OfMemory() | OfIo()
            | When(Records.RenamedIn == sample, ProcessChanges.Name)
            | When(Records.Command.PathChangedIn == sample, ProcessChanges.Path)
            | When(Records.Command.ArgumentsChangedIn == sample, CommandLine)
            | When(Records.User.ChangedIn == sample, ProcessChanges.User)
            | When(ChildrenChangedIn == sample, ProcessChanges.Children)
            | When(ThreadsChangedIn == sample, Threads)
            | (Records.Details?.ChangesIn(sample) ?? None);
    }

    private ProcessChanges OfStat()
    {
        Reading<ProcStat> stat = Records.WholeStat;
        if (!stat.IsPaired) return None;
        ref readonly ProcStat now = ref stat.Current;
        ref readonly ProcStat then = ref stat.Previous;
        return When(now.State != then.State, State)
            | When(now.ParentId != then.ParentId, ProcessChanges.Parent)
            | Of(StatField.pgrp, now.ProcessGroup != then.ProcessGroup, ProcessGroup)
            | Of(StatField.session, now.SessionId != then.SessionId, SessionId)
            | Of(StatField.tty_nr, now.Terminal != then.Terminal, Terminal)
            | Of(StatField.tpgid, now.ForegroundGroup != then.ForegroundGroup, ForegroundProcessGroup)
            | Of(StatField.flags, now.Flags != then.Flags, KernelFlags)
            | Of(StatField.minflt, now.MinorFaults != then.MinorFaults, MinorFaults)
            | Of(StatField.cminflt, now.ChildMinorFaults != then.ChildMinorFaults, ChildrenMinorFaults)
            | Of(StatField.majflt, now.MajorFaults != then.MajorFaults, MajorFaults)
            | Of(StatField.cmajflt, now.ChildMajorFaults != then.ChildMajorFaults, ChildrenMajorFaults)
            | Of(StatField.utime, now.UserTime != then.UserTime, UserTime)
            | Of(StatField.stime, now.SystemTime != then.SystemTime, PrivilegedTime)
            | Of(StatField.cutime, now.ChildUserTime != then.ChildUserTime, ChildrenUserTime)
            | Of(StatField.cstime, now.ChildSystemTime != then.ChildSystemTime, ChildrenPrivilegedTime)
            | Of(StatField.priority, now.Priority != then.Priority, Priority)
            | Of(StatField.nice, now.Nice != then.Nice, Nice)
            | Of(StatField.num_threads, now.ThreadCount != then.ThreadCount, ThreadCount)
            | Of(StatField.vsize, now.VirtualSize != then.VirtualSize, VirtualMemory)
            | Of(StatField.rsslim, now.ResidentLimit != then.ResidentLimit, RssLimit)
            | Of(StatField.exit_signal, now.ExitSignal != then.ExitSignal, ExitSignal)
            | Of(StatField.processor, now.Processor != then.Processor, Processor)
            | Of(StatField.rt_priority, now.RealTimePriority != then.RealTimePriority, RealTimePriority)
            | Of(StatField.policy, now.Policy != then.Policy, ProcessChanges.SchedulingPolicy)
            | Of(StatField.delayacct_blkio_ticks, now.BlockIoDelay != then.BlockIoDelay, BlockIODelay)
            | Of(StatField.guest_time, now.GuestTime != then.GuestTime, GuestTime)
            | Of(StatField.cguest_time, now.ChildGuestTime != then.ChildGuestTime, ChildrenGuestTime);
    }

    // A value that is unknown in one of the two has not changed.
    private ProcessChanges Of(StatField field, bool isOther, ProcessChanges change) =>
        When(isOther && Records.Stat.Reading.Current.Has(field) && Records.Stat.Reading.Previous.Has(field), change);

    private ProcessChanges OfMemory()
    {
        ref readonly Reading<ProcStatm> memory = ref Records.Memory.Reading;
        if (!memory.IsPaired) return None;
        ref readonly ProcStatm now = ref memory.Current;
        ref readonly ProcStatm then = ref memory.Previous;
        return Of(now[StatmField.size] - then[StatmField.size], VirtualMemory)
            | Of(now[StatmField.resident] - then[StatmField.resident], WorkingSet)
            | Of(now[StatmField.shared] - then[StatmField.shared], SharedMemory)
            | Of(now[StatmField.text] - then[StatmField.text], TextMemory)
            | Of(now[StatmField.data] - then[StatmField.data], DataMemory);
    }

    private ProcessChanges OfIo()
    {
        ref readonly Reading<ProcIo> io = ref Records.Io.Reading;
        if (!io.IsPaired) return None;
        ref readonly ProcIo now = ref io.Current;
        ref readonly ProcIo then = ref io.Previous;
        return Of(now[IoField.rchar] - then[IoField.rchar], IoReadChars)
            | Of(now[IoField.wchar] - then[IoField.wchar], IoWriteChars)
            | Of(now[IoField.syscr] - then[IoField.syscr], IoReadCalls)
            | Of(now[IoField.syscw] - then[IoField.syscw], IoWriteCalls)
            | Of(now[IoField.read_bytes] - then[IoField.read_bytes], IoRead)
            | Of(now[IoField.write_bytes] - then[IoField.write_bytes], IoWrite)
            | Of(now[IoField.cancelled_write_bytes] - then[IoField.cancelled_write_bytes], IoCancelledWrite);
    }

    private static ProcessChanges Of(long? difference, ProcessChanges change) => When(difference is not (null or 0), change);

    private static ProcessChanges When(bool isSo, ProcessChanges change) => isSo ? change : None;
}

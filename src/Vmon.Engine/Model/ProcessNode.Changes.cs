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
            | Of(StatField.ProcessGroup, now.ProcessGroup != then.ProcessGroup, ProcessGroup)
            | Of(StatField.SessionId, now.SessionId != then.SessionId, SessionId)
            | Of(StatField.Terminal, now.Terminal != then.Terminal, Terminal)
            | Of(StatField.ForegroundGroup, now.ForegroundGroup != then.ForegroundGroup, ForegroundProcessGroup)
            | Of(StatField.Flags, now.Flags != then.Flags, KernelFlags)
            | Of(StatField.MinorFaults, now.MinorFaults != then.MinorFaults, MinorFaults)
            | Of(StatField.ChildMinorFaults, now.ChildMinorFaults != then.ChildMinorFaults, ChildrenMinorFaults)
            | Of(StatField.MajorFaults, now.MajorFaults != then.MajorFaults, MajorFaults)
            | Of(StatField.ChildMajorFaults, now.ChildMajorFaults != then.ChildMajorFaults, ChildrenMajorFaults)
            | Of(StatField.UserTime, now.UserTime != then.UserTime, UserTime)
            | Of(StatField.SystemTime, now.SystemTime != then.SystemTime, PrivilegedTime)
            | Of(StatField.ChildUserTime, now.ChildUserTime != then.ChildUserTime, ChildrenUserTime)
            | Of(StatField.ChildSystemTime, now.ChildSystemTime != then.ChildSystemTime, ChildrenPrivilegedTime)
            | Of(StatField.Priority, now.Priority != then.Priority, Priority)
            | Of(StatField.Nice, now.Nice != then.Nice, Nice)
            | Of(StatField.ThreadCount, now.ThreadCount != then.ThreadCount, ThreadCount)
            | Of(StatField.VirtualSize, now.VirtualSize != then.VirtualSize, VirtualMemory)
            | Of(StatField.ResidentLimit, now.ResidentLimit != then.ResidentLimit, RssLimit)
            | Of(StatField.ExitSignal, now.ExitSignal != then.ExitSignal, ExitSignal)
            | Of(StatField.Processor, now.Processor != then.Processor, Processor)
            | Of(StatField.RealTimePriority, now.RealTimePriority != then.RealTimePriority, RealTimePriority)
            | Of(StatField.Policy, now.Policy != then.Policy, ProcessChanges.SchedulingPolicy)
            | Of(StatField.BlockIoDelay, now.BlockIoDelay != then.BlockIoDelay, BlockIODelay)
            | Of(StatField.GuestTime, now.GuestTime != then.GuestTime, GuestTime)
            | Of(StatField.ChildGuestTime, now.ChildGuestTime != then.ChildGuestTime, ChildrenGuestTime);
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
        return Of(now[StatmField.Size] - then[StatmField.Size], VirtualMemory)
            | Of(now[StatmField.Resident] - then[StatmField.Resident], WorkingSet)
            | Of(now[StatmField.Shared] - then[StatmField.Shared], SharedMemory)
            | Of(now[StatmField.Text] - then[StatmField.Text], TextMemory)
            | Of(now[StatmField.Data] - then[StatmField.Data], DataMemory);
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

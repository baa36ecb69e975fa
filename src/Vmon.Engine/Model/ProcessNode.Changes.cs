using Vmon.Parsing;
using Vmon.Sampling;
using static Vmon.ProcessChanges;

namespace Vmon.Model;

// What changed is asked of the two records when somebody wants to know: no flag is kept, so none can be forgotten.
internal sealed partial class ProcessNode
{
    internal ProcessChanges ChangesIn(long sample)
    {
        if (Phase == NodePhase.New) return None;
        return OfStat() | OfMemory() | OfIo()
            | When(_renamedIn == sample, ProcessChanges.Name)
            | When(Command.PathChangedIn == sample, ProcessChanges.Path)
            | When(Command.ArgumentsChangedIn == sample, CommandLine)
            | When(User.ChangedIn == sample, ProcessChanges.User)
            | When(ChildrenChangedIn == sample, ProcessChanges.Children)
            | When(ThreadsChangedIn == sample, Threads)
            | (Details?.ChangesIn(sample) ?? None);
    }

    private ProcessChanges OfStat()
    {
        ref readonly Reading<ProcStat> stat = ref Stat.Reading;
        if (!stat.IsPaired) return None;
        ref readonly ProcStat now = ref stat.Current;
        ref readonly ProcStat then = ref stat.Previous;
        return When(now.State != then.State, State)
            | When(now.ParentId != then.ParentId, ProcessChanges.Parent)
            | When(now.ProcessGroup != then.ProcessGroup, ProcessGroup)
            | When(now.SessionId != then.SessionId, SessionId)
            | When(now.Terminal != then.Terminal, Terminal)
            | When(now.ForegroundGroup != then.ForegroundGroup, ForegroundProcessGroup)
            | When(now.Flags != then.Flags, KernelFlags)
            | When(now.MinorFaults != then.MinorFaults, MinorFaults)
            | When(now.ChildMinorFaults != then.ChildMinorFaults, ChildrenMinorFaults)
            | When(now.MajorFaults != then.MajorFaults, MajorFaults)
            | When(now.ChildMajorFaults != then.ChildMajorFaults, ChildrenMajorFaults)
            | When(now.UserTime != then.UserTime, UserTime)
            | When(now.SystemTime != then.SystemTime, PrivilegedTime)
            | When(now.ChildUserTime != then.ChildUserTime, ChildrenUserTime)
            | When(now.ChildSystemTime != then.ChildSystemTime, ChildrenPrivilegedTime)
            | When(now.Priority != then.Priority, Priority)
            | When(now.Nice != then.Nice, Nice)
            | When(now.ThreadCount != then.ThreadCount, ThreadCount)
            | When(now.VirtualSize != then.VirtualSize, VirtualMemory)
            | When(now.ResidentLimit != then.ResidentLimit, RssLimit)
            | When(now.ExitSignal != then.ExitSignal, ExitSignal)
            | When(now.Processor != then.Processor, Processor)
            | When(now.RealTimePriority != then.RealTimePriority, RealTimePriority)
            | When(now.Policy != then.Policy, SchedulingPolicy)
            | When(now.BlockIoDelay != then.BlockIoDelay, BlockIODelay)
            | When(now.GuestTime != then.GuestTime, GuestTime)
            | When(now.ChildGuestTime != then.ChildGuestTime, ChildrenGuestTime);
    }

    private ProcessChanges OfMemory()
    {
        ref readonly Reading<ProcStatm> memory = ref Memory.Reading;
        if (!memory.IsPaired) return None;
        ref readonly ProcStatm now = ref memory.Current;
        ref readonly ProcStatm then = ref memory.Previous;
        return When(now.Size != then.Size, VirtualMemory)
            | When(now.Resident != then.Resident, WorkingSet)
            | When(now.Shared != then.Shared, SharedMemory)
            | When(now.Text != then.Text, TextMemory)
            | When(now.Data != then.Data, DataMemory);
    }

    private ProcessChanges OfIo()
    {
        ref readonly Reading<ProcIo> io = ref Io.Reading;
        if (!io.IsPaired) return None;
        ref readonly ProcIo now = ref io.Current;
        ref readonly ProcIo then = ref io.Previous;
        return When(now.ReadChars != then.ReadChars, IoReadChars)
            | When(now.WriteChars != then.WriteChars, IoWriteChars)
            | When(now.ReadCalls != then.ReadCalls, IoReadCalls)
            | When(now.WriteCalls != then.WriteCalls, IoWriteCalls)
            | When(now.ReadBytes != then.ReadBytes, IoRead)
            | When(now.WriteBytes != then.WriteBytes, IoWrite)
            | When(now.CancelledWriteBytes != then.CancelledWriteBytes, IoCancelledWrite);
    }

    private static ProcessChanges When(bool isSo, ProcessChanges change) => isSo ? change : None;
}

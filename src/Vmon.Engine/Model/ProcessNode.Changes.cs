using Vmon.Parsing;
using Vmon.Sampling;

namespace Vmon.Model;

// What changed is asked of the two records when somebody wants to know: no flag is kept, so none can be forgotten.
internal sealed partial class ProcessNode
{
    internal ProcessChanges ChangesIn(long sample)
    {
        if (Phase == NodePhase.New) return ProcessChanges.None;
        return OfStat() | OfMemory() | OfIo()
            | When(_renamedIn == sample, ProcessChanges.Name)
            | When(Command.ChangedIn == sample, ProcessChanges.Command)
            | When(WaitChannel.ChangedIn == sample, ProcessChanges.WaitChannel);
    }

    private ProcessChanges OfStat()
    {
        ref readonly Reading<ProcStat> stat = ref Stat.Reading;
        if (!stat.IsPaired) return ProcessChanges.None;
        ref readonly ProcStat now = ref stat.Current;
        ref readonly ProcStat then = ref stat.Previous;
        return When(now.State != then.State, ProcessChanges.State)
            | When(
                now.UserTime != then.UserTime || now.SystemTime != then.SystemTime || now.ChildUserTime != then.ChildUserTime
                || now.ChildSystemTime != then.ChildSystemTime || now.BlockIoDelay != then.BlockIoDelay,
                ProcessChanges.Cpu)
            | When(
                now.MinorFaults != then.MinorFaults || now.MajorFaults != then.MajorFaults
                || now.ChildMinorFaults != then.ChildMinorFaults || now.ChildMajorFaults != then.ChildMajorFaults,
                ProcessChanges.Faults)
            | When(now.ThreadCount != then.ThreadCount, ProcessChanges.Threads)
            | When(
                now.Priority != then.Priority || now.Nice != then.Nice || now.Policy != then.Policy
                || now.RealTimePriority != then.RealTimePriority || now.Processor != then.Processor,
                ProcessChanges.Scheduling)
            | When(
                now.ParentId != then.ParentId || now.ProcessGroup != then.ProcessGroup || now.SessionId != then.SessionId
                || now.Terminal != then.Terminal || now.ForegroundGroup != then.ForegroundGroup,
                ProcessChanges.Parentage)
            | When(now.VirtualSize != then.VirtualSize || now.ResidentLimit != then.ResidentLimit, ProcessChanges.Memory);
    }

    private ProcessChanges OfMemory()
    {
        ref readonly Reading<ProcStatm> memory = ref Memory.Reading;
        ref readonly ProcStatm now = ref memory.Current;
        ref readonly ProcStatm then = ref memory.Previous;
        return When(
            memory.IsPaired && (now.Size != then.Size || now.Resident != then.Resident || now.Shared != then.Shared
                || now.Text != then.Text || now.Data != then.Data),
            ProcessChanges.Memory);
    }

    private ProcessChanges OfIo()
    {
        ref readonly Reading<ProcIo> io = ref Io.Reading;
        ref readonly ProcIo now = ref io.Current;
        ref readonly ProcIo then = ref io.Previous;
        return When(
            io.IsPaired && (now.ReadChars != then.ReadChars || now.WriteChars != then.WriteChars
                || now.ReadCalls != then.ReadCalls || now.WriteCalls != then.WriteCalls || now.ReadBytes != then.ReadBytes
                || now.WriteBytes != then.WriteBytes || now.CancelledWriteBytes != then.CancelledWriteBytes),
            ProcessChanges.IO);
    }

    private static ProcessChanges When(bool isSo, ProcessChanges change) => isSo ? change : ProcessChanges.None;
}

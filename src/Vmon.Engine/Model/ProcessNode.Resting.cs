using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Sources;

namespace Vmon.Model;

internal sealed partial class ProcessNode
{
    internal Activity Activity;

    private ProcessDataSets? AskedDataSets => IsSelected ? DataSets : null;

    private void Rest(SamplingContext context, long order)
    {
        bool isFirst = Activity.Rest(context.SampleNumber);
        _detailedIn = context.SampleNumber;
        Beat(context, context.HasTasks ? context.TasksTimestamp : context.Clock.Time.GetTimestamp(), order, hasInterval: true);
        if (!isFirst) return;
        Stat.Reading.Rest();
        Memory.Reading.Rest();
        Io.Reading.Rest();
        Details?.Rest();
        if (context.Budget.IsShort) CloseFiles(context.Budget);
    }

    private void NoteRead(ReadStatus status)
    {
        ref readonly Reading<ProcStat> stat = ref Stat.Reading;
        Activity.NoteRead(
            AskedDataSets,
            isSettled: status == ReadStatus.Ok && IsSettled(Memory.Reading.Status) && IsSettled(Io.Reading.Status),
            isQuiet: (IsThread || stat.Current.ThreadCount == 1) && stat.Current.State != ProcessState.Running
                && (!stat.IsPaired || HasSameCounters(stat.Current, stat.Previous)));
    }

    private static bool HasSameCounters(in ProcStat now, in ProcStat then) =>
        now.UserTime == then.UserTime && now.SystemTime == then.SystemTime
        && now.MinorFaults == then.MinorFaults && now.MajorFaults == then.MajorFaults;

    private static bool IsSettled(ReadStatus status) => status is ReadStatus.Ok or ReadStatus.Denied or ReadStatus.NotRead;
}

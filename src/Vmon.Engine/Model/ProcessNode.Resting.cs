using Vmon.Parsing;
using Vmon.Proc;
using Vmon.Sampling;

namespace Vmon.Model;

// A thread that has not run cannot have changed its own counters, so that nothing of it need be read. What others can change of it
// meanwhile (resident memory, nice, process group and the like) is seen when its turn of a full reading comes, and its parent at once.
internal sealed partial class ProcessNode
{
    private RunGate _gate;
    private bool _isQuiet;
    private ProcessWants? _readFor;

    /// <summary>The number of the last sample in which it had not run, and nothing but that was read.</summary>
    internal long RestedIn { get; private set; }

    /// <summary>Whether it is to be read whole the next time, run or not.</summary>
    internal bool MustBeRead { get; set; }

    /// <summary>Reads its stat after it was found resting: it has another parent now.</summary>
    internal void RereadStat(SamplingContext context)
    {
        ProcDirectory directory = Open(context);
        ReadStatus status = Stat.Read(ref directory, context, out ProcStat stat);
        directory.Dispose();
        if (status == ReadStatus.Ok && stat.StartTime == Identity.StartTicks) Stat.Reading.Current = stat;
    }

    private bool TryRest(ref ProcDirectory directory, SamplingContext context)
    {
        bool mayRest = _isQuiet && !MustBeRead && !context.IsRefreshDue(Id) && _readFor == (IsSelected ? Wants : null);
        MustBeRead = false;
        if (!mayRest || _gate.HasRun(ref directory, context)) return false;

        RestedIn = _detailedIn = context.SampleNumber;
        Beat(context);
        Stat.Reading.Rest();
        Memory.Reading.Rest();
        Io.Reading.Rest();
        Details?.Rest();
        return true;
    }

    // One that is busy is not asked whether it has run: it has.
    private void NoteQuiet(ReadStatus status, SamplingContext context)
    {
        ref readonly Reading<ProcStat> stat = ref Stat.Reading;
        _readFor = IsSelected ? Wants : null;
        _isQuiet = context.MayRest && status == ReadStatus.Ok
            && (IsThread || stat.Current.ThreadCount == 1)
            && stat.Current.State != ProcessState.Running
            && (!stat.IsPaired || HasSameCounters(stat.Current, stat.Previous))
            && IsSettled(Memory.Reading.Status) && IsSettled(Io.Reading.Status);
    }

    private static bool HasSameCounters(in ProcStat now, in ProcStat then) =>
        now.UserTime == then.UserTime && now.SystemTime == then.SystemTime
        && now.MinorFaults == then.MinorFaults && now.MajorFaults == then.MajorFaults;

    private static bool IsSettled(ReadStatus status) => status is ReadStatus.Ok or ReadStatus.Denied or ReadStatus.NotRead;
}

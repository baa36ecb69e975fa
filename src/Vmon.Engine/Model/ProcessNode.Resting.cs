using Vmon.Parsing;
using Vmon.Proc;
using Vmon.Sampling;

namespace Vmon.Model;

// The counters of a process that did not run cannot have changed, and are not read. Values that others can change
// (resident memory, nice, process group) are read at the next refresh, its parent at once.
internal sealed partial class ProcessNode
{
    private RunTally _tally;
    private RunGate _gate;
    private bool _isSettled;
    private bool _isQuiet;
    private ProcessDataSets? _readFor;

    /// <summary>Number of the last sample in which it did not run and was not read.</summary>
    internal long RestedIn { get; private set; }

    /// <summary>Whether the next sample must read it even if it did not run.</summary>
    internal bool MustBeRead { get; set; }

    /// <summary>One of its threads, or the thread itself, in the pass of the current sample.</summary>
    internal void Tally(in TaskRun task, int index, long sample) => _tally.Add(task, index, sample);

    private bool HasRun(ref ProcDirectory directory, SamplingContext context)
    {
        if (!context.HasTasks) return !_isQuiet || context.IsExact || !context.IsTickOver || _gate.HasRun(ref directory, context);
        _gate.Close(context.Budget);
        return _tally.HasRun(context.SampleNumber);
    }

    private bool MayRest(SamplingContext context) =>
        _isSettled && !MustBeRead && !context.IsExact && !context.IsRestOver(Id) && _readFor == (IsSelected ? DataSets : null);

    private void Rest(SamplingContext context, long order)
    {
        bool isFirst = RestedIn != context.SampleNumber - 1;
        RestedIn = _detailedIn = context.SampleNumber;
        Beat(context, context.HasTasks ? context.TasksTimestamp : context.Clock.Time.GetTimestamp(), order, hasInterval: true);
        if (!isFirst) return;
        Stat.Reading.Rest();
        Memory.Reading.Rest();
        Io.Reading.Rest();
        Details?.Rest();
        if (context.Budget.IsShort) CloseFiles(context.Budget);
    }

    // Without a stream, a busy process is read without checking whether it ran.
    private void NoteQuiet(ReadStatus status)
    {
        ref readonly Reading<ProcStat> stat = ref Stat.Reading;
        MustBeRead = false;
        _readFor = IsSelected ? DataSets : null;
        _isSettled = status == ReadStatus.Ok && IsSettled(Memory.Reading.Status) && IsSettled(Io.Reading.Status);
        _isQuiet = _isSettled
            && (IsThread || stat.Current.ThreadCount == 1)
            && stat.Current.State != ProcessState.Running
            && (!stat.IsPaired || HasSameCounters(stat.Current, stat.Previous));
    }

    private static bool HasSameCounters(in ProcStat now, in ProcStat then) =>
        now.UserTime == then.UserTime && now.SystemTime == then.SystemTime
        && now.MinorFaults == then.MinorFaults && now.MajorFaults == then.MajorFaults;

    private static bool IsSettled(ReadStatus status) => status is ReadStatus.Ok or ReadStatus.Denied or ReadStatus.NotRead;
}

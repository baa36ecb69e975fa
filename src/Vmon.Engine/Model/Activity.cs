using Vmon.Kernel;
using Vmon.ProcFs;
using Vmon.Sources;

namespace Vmon.Model;

/// <summary>
/// Whether a process has run since the previous sample. One that has not cannot have changed its own counters, so that they need not be read: it rests.
/// What others can change of it meanwhile (resident memory, nice, process group) is read when its turn comes, and its parent at once.
/// </summary>
internal struct Activity
{
    private RunTally _tally;
    private RunGate _gate;
    private bool _isSettled;
    private bool _isQuiet;
    private ProcessDataSets? _readFor;

    /// <summary>The number of the last sample in which it had not run, and nothing but that was read.</summary>
    internal long RestedIn { readonly get; private set; }

    /// <summary>Whether it is to be read in the next sample even if it has not run.</summary>
    internal bool MustBeRead { readonly get; set; }

    /// <summary>Where its only thread stands in the pass of the task stream of the sample; null if it has several, and without a stream.</summary>
    internal readonly int? OnlyThread(SamplingContext context) => context.HasTasks ? _tally.OnlyThread(context.SampleNumber) : null;

    /// <summary>Adds one of its threads, or the thread that it is, in the pass of the sample under way.</summary>
    internal void Tally(in TaskRun task, int index, long sample) => _tally.Add(task, index, sample);

    internal bool HasRun(ref ProcDirectory directory, SamplingContext context)
    {
        if (!context.HasTasks) return !_isQuiet || context.IsExact || !context.IsTickOver || _gate.HasRun(ref directory, context);
        _gate.Close(context.Budget);
        return _tally.HasRun(context.SampleNumber);
    }

    /// <summary>Whether nothing needs to be read of a process that has not run.</summary>
    /// <param name="id">Its id, by which it has its turn of being read.</param>
    /// <param name="asked">The data sets to read; null if it is not selected.</param>
    /// <param name="context">That of its watch.</param>
    internal readonly bool MayRest(int id, ProcessDataSets? asked, SamplingContext context) =>
        _isSettled && !MustBeRead && !context.IsExact && !context.IsRestOver(id) && _readFor == asked;

    /// <summary>Notes that it rests in a sample.</summary>
    /// <returns>Whether it did not in the previous one.</returns>
    internal bool Rest(long sample)
    {
        bool isFirst = RestedIn != sample - 1;
        RestedIn = sample;
        return isFirst;
    }

    /// <summary>Notes a reading.</summary>
    /// <param name="asked">The data sets that it was for; null if it is not selected.</param>
    /// <param name="isSettled">Whether everything could be read.</param>
    /// <param name="isQuiet">Whether the schedstat of one thread tells the next time that it has not run. A busy process is not asked: it has.</param>
    internal void NoteRead(ProcessDataSets? asked, bool isSettled, bool isQuiet)
    {
        MustBeRead = false;
        _readFor = asked;
        _isSettled = isSettled;
        _isQuiet = isSettled && isQuiet;
    }

    /// <summary>It was read again in the same sample.</summary>
    internal void NoteReread() => RestedIn = 0;

    internal void Close(DescriptorBudget budget) => _gate.Close(budget);
}

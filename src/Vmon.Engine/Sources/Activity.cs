using System.Diagnostics.CodeAnalysis;
using Vmon.Kernel;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;

namespace Vmon.Sources;

/// <summary>
/// Whether a process has run since the previous sample. If not, its own counters cannot have changed, and are not read: it rests. Values that other processes can
/// change (resident memory, nice, process group) are read after <see cref="SamplingContext.RestAtMost"/> samples, a new parent at once.
/// </summary>
internal struct Activity
{
    private TaskTally _tally;
    private RunGate? _gate;
    private bool _isSettled;
    private bool _isQuiet;
    private ProcessDataSets? _readFor;

    /// <summary>Number of the last sample in which it had not run, and no file was read except to find that out.</summary>
    internal long RestedIn { readonly get; private set; }

    /// <summary>Whether the next sample reads it even if it has not run.</summary>
    internal bool MustBeRead { readonly get; set; }

    /// <summary>Its threads, or the thread that it is, in the passes over all tasks.</summary>
    [UnscopedRef]
    internal ref TaskTally Tasks => ref _tally;

    /// <summary>Whether it has run, by the pass over all tasks.</summary>
    internal bool HasRunByTally(SamplingContext context)
    {
        _gate?.Close(context.Budget);
        return _tally.HasRun(context.SampleNumber);
    }

    /// <summary>Whether it has run, by its schedstat.</summary>
    internal bool HasRunByGate(ref ProcDirectory directory, SamplingContext context) =>
        !_isQuiet || context.IsExact || !context.State.IsTickOver || (_gate ??= new RunGate()).HasRun(ref directory, context);

    /// <summary>Whether nothing needs to be read of a process that has not run.</summary>
    /// <param name="asked">The data sets to read. Null if it is not selected.</param>
    /// <param name="context">The context of its source.</param>
    internal readonly bool MayRest(ProcessDataSets? asked, SamplingContext context) =>
        _isSettled && !MustBeRead && !context.IsExact && _readFor == asked;

    /// <summary>Records that it rests in a sample.</summary>
    /// <returns>Whether it did not in the previous one.</returns>
    internal bool Rest(long sample)
    {
        bool isFirst = RestedIn != sample - 1;
        RestedIn = sample;
        return isFirst;
    }

    /// <summary>Records a reading.</summary>
    /// <param name="asked">The data sets that were read. Null if it is not selected.</param>
    /// <param name="isSettled">Whether everything could be read.</param>
    /// <param name="isQuiet">Whether the schedstat of one thread can show that it has not run until the next sample. A busy process is not asked: it has.</param>
    internal void NoteRead(ProcessDataSets? asked, bool isSettled, bool isQuiet)
    {
        MustBeRead = false;
        _readFor = asked;
        _isSettled = isSettled;
        _isQuiet = isSettled && isQuiet;
    }

    /// <summary>Records that it was read again in the same sample.</summary>
    internal void NoteReread() => RestedIn = 0;

    internal void Close(DescriptorBudget budget) => _gate?.Close(budget);
}

/// <summary>
/// Determines from schedstat whether a thread ran since the last call. If not, its CPU, IO and faults did not change. Called before the
/// other files are read, so that the next sample detects later changes.
/// </summary>
internal sealed class RunGate
{
    private KeptFile _file;
    private SchedStat _last;
    private bool _isKnown;
    private bool _isUseless;

    /// <summary>True also if unknown: at the first call, and on a kernel without this accounting.</summary>
    internal bool HasRun(ref ProcDirectory directory, SamplingContext context)
    {
        if (_isUseless) return true;
        ReadStatus status = _file.Read(ref directory, SchedStat.FileName, context.Budget, context.Buffer, out int length);
        if (status is ReadStatus.Exhausted) return true;
        if (status != ReadStatus.Ok || !SchedStat.TryParse(context.Buffer.First(length), out SchedStat now) || !now.IsAccounted)
        {
            _isUseless = true;
            _file.Close(context.Budget);
            return true;
        }

        bool isSame = _isKnown && !now.DiffersFrom(_last);
        _last = now;
        _isKnown = true;
        return !isSame;
    }

    internal void Close(DescriptorBudget budget) => _file.Close(budget);
}

using Vmon.Parsing;
using Vmon.Proc;

namespace Vmon.Sampling;

/// <summary>
/// Tells, for the price of schedstat, whether a thread has run since it was last asked: one that has not has used no CPU, done no IO and
/// had no faults. It is asked before the other files are read, so that what happens between is seen the next time.
/// </summary>
internal struct RunGate
{
    private KeptFile _file;
    private SchedStat _last;
    private bool _isKnown;
    private bool _isUseless;

    /// <summary>True also where nobody can tell: at the first time, and on a kernel that does not account for it.</summary>
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

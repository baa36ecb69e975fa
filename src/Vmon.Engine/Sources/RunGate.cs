using Vmon.Parsing.Processes;
using Vmon.ProcFs;

namespace Vmon.Sources;

/// <summary>
/// Determines from schedstat whether a thread ran since the last call. If not, its CPU, IO and faults did not change. Called before the
/// other files are read, so that the next sample detects later changes.
/// </summary>
internal struct RunGate
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

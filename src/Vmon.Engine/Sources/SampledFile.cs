using Vmon.Parsing;
using Vmon.ProcFs;

namespace Vmon.Sources;

/// <summary>One numeric /proc file of one process, sampled: the file, kept open, and its last two records.</summary>
internal struct SampledFile<T>
    where T : unmanaged, IProcRecord<T>
{
    internal Reading<T> Reading;
    private KeptFile _file;

    internal void Sample(ref ProcDirectory directory, int pid, SamplingContext context)
    {
        if (Reading.Status == ReadStatus.Denied && !context.IsRefreshDue(pid)) return;
        Accept(Read(ref directory, context, out T record), record);
    }

    /// <summary>Reads without accepting, for a caller that must first verify the process of the record.</summary>
    internal ReadStatus Read(ref ProcDirectory directory, SamplingContext context, out T record)
    {
        record = default;
        ReadStatus status = _file.Read(ref directory, T.FileName, context.Budget, context.Buffer, out int length);
        return status == ReadStatus.Ok && !T.TryParse(context.Buffer.First(length), out record) ? ReadStatus.Malformed : status;
    }

    internal void Accept(ReadStatus status, in T record)
    {
        if (status == ReadStatus.Ok) Reading.Advance(record);
        else Reading.Fail(status);
    }

    internal void Forget(DescriptorBudget budget)
    {
        if (Reading.Status == ReadStatus.NotRead) return;
        Close(budget);
        Reading = default;
    }

    internal void Close(DescriptorBudget budget) => _file.Close(budget);
}

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

/// <summary>One /proc file of one process that is text, sampled: the file, kept open, and its last bytes, which are replaced only when they change.</summary>
internal struct SampledText
{
    private KeptFile _file;

    internal ReadStatus Status { get; private set; }

    /// <summary>The last bytes read. Null before the first read. Never modified, so that samples can share them.</summary>
    internal byte[]? Bytes { get; private set; }

    /// <summary>Number of the sample in which the bytes last changed; 0 if never.</summary>
    internal long ChangedIn { get; private set; }

    internal void Sample(ref ProcDirectory directory, scoped ReadOnlySpan<byte> name, SamplingContext context)
    {
        Status = _file.Read(ref directory, name, context.Budget, context.Buffer, out int length);
        if (Status != ReadStatus.Ok) return;
        ReadOnlySpan<byte> bytes = context.Buffer.First(length);
        if (Bytes is not null && bytes.SequenceEqual(Bytes)) return;
        if (Bytes is not null) ChangedIn = context.SampleNumber;
        Bytes = bytes.ToArray();
    }

    /// <summary>Accepts what a recording has.</summary>
    internal void Restore(ReadStatus status, byte[]? bytes, long sample)
    {
        Status = status;
        if (bytes is null || (Bytes is not null && bytes.AsSpan().SequenceEqual(Bytes))) return;
        if (Bytes is not null) ChangedIn = sample;
        Bytes = bytes;
    }

    /// <summary>The kernel returns a placeholder instead of an error if access is denied.</summary>
    internal void Refuse() => Status = ReadStatus.Denied;

    internal void Close(DescriptorBudget budget) => _file.Close(budget);
}

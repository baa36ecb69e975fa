using Vmon.ProcFs;

namespace Vmon.Sources;

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

    /// <summary>The kernel returns a placeholder instead of an error if access is denied.</summary>
    internal void Refuse() => Status = ReadStatus.Denied;

    internal void Close(DescriptorBudget budget) => _file.Close(budget);
}

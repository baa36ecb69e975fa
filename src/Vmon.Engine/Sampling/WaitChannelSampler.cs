using Vmon.Proc;

namespace Vmon.Sampling;

/// <summary>The kernel function that a process sleeps in.</summary>
internal struct WaitChannelSampler
{
    private KeptFile _file;
    private byte[]? _bytes;
    private string? _name;

    internal ReadStatus Status { get; private set; }

    internal long ChangedIn { get; private set; }

    /// <summary>Empty for a process that does not sleep in the kernel; null where it could not be read.</summary>
    internal string? Name => Status == ReadStatus.Ok ? _name ??= ProcText.Decode(_bytes) : null;

    // do_epoll_wait       or 0 where it does not wait
    internal void Sample(ref ProcDirectory directory, SamplingContext context)
    {
        Status = _file.Read(ref directory, "wchan\0"u8, context.Budget, context.Buffer, out int length);
        ReadOnlySpan<byte> bytes = context.Buffer.First(length);
        if (bytes.SequenceEqual("0"u8)) bytes = default;
        if (Status != ReadStatus.Ok || (_bytes is not null && bytes.SequenceEqual(_bytes))) return;
        _bytes = bytes.ToArray();
        _name = null;
        ChangedIn = context.SampleNumber;
    }

    internal void Close(DescriptorBudget budget) => _file.Close(budget);
}

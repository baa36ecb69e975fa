using Vmon.Recording;
using Vmon.Sources.Machine;

namespace Vmon;

/// <summary>Samples the machine repeatedly.</summary>
public sealed class SystemWatch : SampleWatch
{
    private readonly SystemSampler _sampler;
    private readonly RecordedMachine? _recorded;
    private SystemSample? _current;

    internal SystemWatch(IWatchOwner owner, SystemSampler sampler)
        : base(owner) => _sampler = sampler;

    internal SystemWatch(IWatchOwner owner, RecordedMachine recorded)
        : this(owner, recorded.Sampler) => _recorded = recorded;

    /// <inheritdoc/>
    public override long SampleNumber => _sampler.State.Number;

    /// <summary>The last sample. Null before the first one.</summary>
    public SystemSample? Current => SampleNumber == 0 ? null : _current ??= new SystemSample(_sampler, Owner.Name);

    /// <summary>Gets the files of the last sample that are too large, or not in the expected format. Their values are null.</summary>
    public UnreadFiles UnreadFiles() => _sampler.Unread;

    internal SystemSampler Sampler => _sampler;

    private protected override Sources.SampleState State => _sampler.State;

    private protected override TimeProvider Time => _sampler.Host.Clock.Time;

    private protected override bool TakeSample(CancellationToken cancellation, out Action? afterwards)
    {
        afterwards = null;
        _current = null;
        if (_recorded is not null) return _recorded.TrySample(cancellation);
        _sampler.Sample();
        return true;
    }

    private protected override void Close()
    {
        _sampler.Close();
        _recorded?.Dispose();
    }

    private protected override void DescribeInside(System.Text.Json.Utf8JsonWriter json)
    {
    }
}

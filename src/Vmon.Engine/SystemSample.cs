using Vmon.Fields;
using Vmon.Sources.Machine;
using Vmon.Sources;

namespace Vmon;

/// <summary>
/// The machine in one sample. Immutable. Null is unknown: not requested, not readable (see <see cref="Denied"/>), not provided by this
/// kernel, or dependent on a previous sample. Zero is a measured zero. A counter that decreased is null for that interval.
/// </summary>
public sealed partial class SystemSample
{
    private readonly DateTimeOffset _timestamp;
    private readonly DateTimeOffset? _bootTime;

    internal SystemSample(SystemSampler sampler, SampleTime time, string session)
    {
        _timestamp = time.At(sampler.Context.State.Timestamp);
        _bootTime = sampler.Context.Host.Clock.BootTime;
        Machine = sampler.Context.Host.Machine;
        Session = session;
        Sample = sampler.Context.SampleNumber;
        Interval = sampler.Context.State.Interval;
        Uptime = sampler.Uptime;
        Denied = sampler.Denied;
        _stat = sampler.Stat.Values;
        _cpus = sampler.Stat.CpusIn(Interval?.TotalSeconds * Machine.TicksPerSecond);
        _memInfo = sampler.MemInfo.Values;
        _vmStat = sampler.VmStat.Values;
        _interrupts = sampler.Interrupts.Values;
        _softIrqs = sampler.SoftIrqs.Values;
        _load = sampler.Load.IsKnown ? sampler.Load.Current : null;
        CpuPressure = PressureSample.Of(sampler.CpuPressure, Interval);
        MemoryPressure = PressureSample.Of(sampler.MemoryPressure, Interval);
        IoPressure = PressureSample.Of(sampler.IoPressure, Interval);
        IrqPressure = PressureSample.Of(sampler.IrqPressure, Interval);
        Changed = ChangesOf(sampler);
    }

    /// <summary>Name of the session that took the sample.</summary>
    [Field(Group = "General")]
    public string Session { get; }

    /// <summary>Number of the sample in its watch, starting at 1.</summary>
    [Field(Group = "General")]
    public long Sample { get; }

    /// <summary>Time of the reading, local.</summary>
    [Field("clock", Group = "General")]
    public DateTimeOffset Timestamp => _timestamp.ToLocalTime();

    /// <summary>Length of the interval that differences, rates and percentages cover, on the monotonic clock. Null for the first sample.</summary>
    [Field("clock", OfInterval = true, Group = "General")]
    public TimeSpan? Interval { get; }

    /// <summary>Time since boot, suspended time included. Null if a captured tree does not contain it.</summary>
    [Field("boot clock", Group = "General", Metric = "system.uptime")]
    public TimeSpan? Uptime { get; }

    /// <summary>Boot time, local. Null if a captured tree does not contain it.</summary>
    [Field("boot clock", Group = "General")]
    public DateTimeOffset? BootTime => _bootTime?.ToLocalTime();

    /// <summary>What changed since the previous sample.</summary>
    [Field(Group = "General")]
    public SystemChanges Changed { get; }

    /// <summary>Data sets that the kernel denied.</summary>
    [Field(Group = "General")]
    public SystemDataSets Denied { get; }

    /// <summary>Properties of the machine that its files depend on.</summary>
    internal SampledMachine Machine { get; }

    /// <summary>Number and time of the sample.</summary>
    public override string ToString() => FormattableString.Invariant($"Sample {Sample} of {Session}, {Timestamp:HH:mm:ss}");

    private double? PerSecond(long? increase) => Interval is TimeSpan elapsed && elapsed > TimeSpan.Zero ? increase / elapsed.TotalSeconds : null;
}

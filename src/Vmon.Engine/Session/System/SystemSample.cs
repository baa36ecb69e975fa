using Vmon.Sampling;

namespace Vmon;

/// <summary>
/// The machine as one sample saw it. Immutable. Null is what could not be read (<see cref="Denied"/> says where the kernel refused),
/// was not wanted, is not told by this kernel, or needs a sample before; zero is a measured zero. A counter that ran backwards gives
/// null for that interval.
/// </summary>
public sealed partial class SystemSample
{
    private readonly DateTimeOffset _timestamp;
    private readonly DateTimeOffset? _bootTime;

    internal SystemSample(SystemSampler sampler, SampleTime time, string session)
    {
        _timestamp = time.At(sampler.Timestamp);
        _bootTime = sampler.Context.Clock.BootTime;
        Machine = sampler.Context.Machine;
        Session = session;
        Sample = sampler.Context.SampleNumber;
        Interval = sampler.Elapsed;
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

    /// <summary>Name of the session that sampled it.</summary>
    public string Session { get; }

    /// <summary>Number of the sample within its watch, from 1.</summary>
    public long Sample { get; }

    /// <summary>When it was read, local time.</summary>
    public DateTimeOffset Timestamp => _timestamp.ToLocalTime();

    /// <summary>The interval that differences, rates and percentages are of, on the monotonic clock; null at the first sample.</summary>
    public TimeSpan? Interval { get; }

    /// <summary>Time since boot, suspended time included; null where a captured tree does not tell.</summary>
    public TimeSpan? Uptime { get; }

    /// <summary>When the machine started, local time; null where a captured tree does not tell.</summary>
    public DateTimeOffset? BootTime => _bootTime?.ToLocalTime();

    /// <summary>What differs from the sample before.</summary>
    public SystemChanges Changed { get; }

    /// <summary>Which data sets the kernel refused.</summary>
    public SystemDataSets Denied { get; }

    /// <summary>What must be known of the machine to understand its files.</summary>
    internal SampledMachine Machine { get; }

    /// <summary>Number and time of the sample.</summary>
    public override string ToString() => FormattableString.Invariant($"Sample {Sample} of {Session}, {Timestamp:HH:mm:ss}");

    private double? PerSecond(long? increase) => Interval is TimeSpan elapsed && elapsed > TimeSpan.Zero ? increase / elapsed.TotalSeconds : null;
}

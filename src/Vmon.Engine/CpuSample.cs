using System.Globalization;
using Vmon.Fields;
using Vmon.Parsing.Machine;
using Vmon.Sources.Machine;
using Vmon.Sources;

namespace Vmon;

/// <summary>
/// Times of one CPU, or of all CPUs, by mode (/proc/stat). Guest time is part of user time and guest nice time part of nice time; the
/// percentages of the other eight modes add up to 100. Null as in <see cref="SystemSample"/>.
/// </summary>
public sealed class CpuSample
{
    private readonly CpuReading _reading;
    private readonly SampledMachine _machine;
    private readonly long? _total;

    internal CpuSample(CpuReading reading, SystemSample sample)
    {
        _reading = reading;
        _machine = sample.Machine;
        _total = reading.Total is > 0 and long total ? total : null;
        Sample = sample.Sample;
        Timestamp = sample.Timestamp;
        Interval = sample.Interval;
    }

    /// <summary>Number of the CPU. Null for all CPUs together.</summary>
    [Field("/proc/stat")]
    public int? Number => _reading.Times.Number == CpuTimes.Whole ? null : _reading.Times.Number;

    /// <summary>Number of the sample in its watch, starting at 1.</summary>
    [Field]
    public long Sample { get; }

    /// <summary>Time of the reading, local.</summary>
    [Field("clock")]
    public DateTimeOffset Timestamp { get; }

    /// <summary>Length of the interval that percentages cover. Null for the first sample.</summary>
    [Field("clock", OfInterval = true)]
    public TimeSpan? Interval { get; }

    /// <summary>Percentage of time busy, that is, neither idle nor waiting for IO. At most 100, also for all CPUs together.</summary>
    [Field("/proc/stat", Unit = "%", OfInterval = true)]
    public double? CpuPercent =>
        Busy(CpuMode.User) + Busy(CpuMode.Nice) + Busy(CpuMode.System) + Busy(CpuMode.Irq) + Busy(CpuMode.SoftIrq) + Busy(CpuMode.Steal);

    /// <summary>Percentage of time in user mode, guests included.</summary>
    [Field("/proc/stat", Unit = "%", OfInterval = true, Metric = "system.cpu.utilization{cpu.mode=user}")]
    public double? UserPercent => Percent(CpuMode.User);

    /// <summary>Percentage of time in user mode at low priority, guests at low priority included.</summary>
    [Field("/proc/stat", Unit = "%", OfInterval = true, Metric = "system.cpu.utilization{cpu.mode=nice}")]
    public double? NicePercent => Percent(CpuMode.Nice);

    /// <summary>Percentage of time in kernel mode, interrupts excluded.</summary>
    [Field("/proc/stat", Unit = "%", OfInterval = true, Metric = "system.cpu.utilization{cpu.mode=system}")]
    public double? SystemPercent => Percent(CpuMode.System);

    /// <summary>Percentage of time idle, without IO outstanding.</summary>
    [Field("/proc/stat", Unit = "%", OfInterval = true, Metric = "system.cpu.utilization{cpu.mode=idle}")]
    public double? IdlePercent => Percent(CpuMode.Idle);

    /// <summary>Percentage of time idle with IO outstanding.</summary>
    [Field("/proc/stat", Unit = "%", OfInterval = true, Metric = "system.cpu.utilization{cpu.mode=iowait}")]
    public double? IoWaitPercent => Percent(CpuMode.IoWait);

    /// <summary>Percentage of time in interrupts.</summary>
    [Field("/proc/stat", Unit = "%", OfInterval = true, Metric = "system.cpu.utilization{cpu.mode=interrupt}")]
    public double? IrqPercent => Percent(CpuMode.Irq);

    /// <summary>Percentage of time in softirqs.</summary>
    [Field("/proc/stat", Unit = "%", OfInterval = true)]
    public double? SoftIrqPercent => Percent(CpuMode.SoftIrq);

    /// <summary>Percentage of time that the hypervisor gave to other virtual machines.</summary>
    [Field("/proc/stat", Unit = "%", OfInterval = true, Metric = "system.cpu.utilization{cpu.mode=steal}")]
    public double? StealPercent => Percent(CpuMode.Steal);

    /// <summary>Percentage of time spent running virtual machines. Part of the user time.</summary>
    [Field("/proc/stat", Unit = "%", OfInterval = true)]
    public double? GuestPercent => Percent(CpuMode.Guest);

    /// <summary>Percentage of time spent running virtual machines at low priority. Part of the nice time.</summary>
    [Field("/proc/stat", Unit = "%", OfInterval = true)]
    public double? GuestNicePercent => Percent(CpuMode.GuestNice);

    /// <summary>Time in user mode since boot, guests included.</summary>
    [Field("/proc/stat", Metric = "system.cpu.time{cpu.mode=user}")]
    public TimeSpan? UserTime => Time(CpuMode.User);

    /// <summary>Time in user mode at low priority since boot, guests at low priority included.</summary>
    [Field("/proc/stat", Metric = "system.cpu.time{cpu.mode=nice}")]
    public TimeSpan? NiceTime => Time(CpuMode.Nice);

    /// <summary>Time in kernel mode since boot, interrupts excluded.</summary>
    [Field("/proc/stat", Metric = "system.cpu.time{cpu.mode=system}")]
    public TimeSpan? SystemTime => Time(CpuMode.System);

    /// <summary>Time idle since boot, without IO outstanding.</summary>
    [Field("/proc/stat", Metric = "system.cpu.time{cpu.mode=idle}")]
    public TimeSpan? IdleTime => Time(CpuMode.Idle);

    /// <summary>Time idle since boot with IO outstanding.</summary>
    [Field("/proc/stat", Metric = "system.cpu.time{cpu.mode=iowait}")]
    public TimeSpan? IoWaitTime => Time(CpuMode.IoWait);

    /// <summary>Time in interrupts since boot.</summary>
    [Field("/proc/stat", Metric = "system.cpu.time{cpu.mode=interrupt}")]
    public TimeSpan? IrqTime => Time(CpuMode.Irq);

    /// <summary>Time in softirqs since boot.</summary>
    [Field("/proc/stat")]
    public TimeSpan? SoftIrqTime => Time(CpuMode.SoftIrq);

    /// <summary>Time since boot that the hypervisor gave to other virtual machines.</summary>
    [Field("/proc/stat", Metric = "system.cpu.time{cpu.mode=steal}")]
    public TimeSpan? StealTime => Time(CpuMode.Steal);

    /// <summary>Time since boot spent running virtual machines. Part of the user time.</summary>
    [Field("/proc/stat")]
    public TimeSpan? GuestTime => Time(CpuMode.Guest);

    /// <summary>Time since boot spent running virtual machines at low priority. Part of the nice time.</summary>
    [Field("/proc/stat")]
    public TimeSpan? GuestNiceTime => Time(CpuMode.GuestNice);

    /// <summary>Number and busy percentage of the CPU.</summary>
    public override string ToString()
    {
        string name = Number is int number ? string.Create(CultureInfo.InvariantCulture, $"CPU {number}") : "All CPUs";
        return CpuPercent is double percent ? string.Create(CultureInfo.InvariantCulture, $"{name}: {percent:0.0} %") : name;
    }

    private double? Percent(CpuMode mode) => _reading.Increase(mode) * 100.0 / _total;

    // A mode that this kernel does not report is part of another mode.
    private double? Busy(CpuMode mode) => _reading.Times[mode] is null ? _total * 0.0 : Percent(mode);

    private TimeSpan? Time(CpuMode mode) => _reading.Times[mode] is long ticks ? _machine.FromTicks(ticks) : null;
}

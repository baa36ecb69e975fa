using System.Globalization;
using Vmon.Parsing;
using Vmon.Sampling;

namespace Vmon;

/// <summary>
/// The times of one CPU, or of all together, by mode (/proc/stat). Guest time is part of user time, guest nice time of nice time,
/// as the kernel counts; the percentages of the eight other modes add up to 100. Null as in <see cref="SystemSample"/>.
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

    /// <summary>The kernel's number of the CPU; null for all together.</summary>
    public int? Number => _reading.Times.Number == CpuTimes.Whole ? null : _reading.Times.Number;

    /// <summary>Number of the sample within its watch, from 1.</summary>
    public long Sample { get; }

    /// <summary>When it was read, local time.</summary>
    public DateTimeOffset Timestamp { get; }

    /// <summary>The interval that percentages are of; null at the first sample.</summary>
    public TimeSpan? Interval { get; }

    /// <summary>Per cent of its time that it was busy: not idle, not waiting for IO. 100 is all of it, also for all CPUs together.</summary>
    public double? CpuPercent =>
        Busy(CpuMode.User) + Busy(CpuMode.Nice) + Busy(CpuMode.System) + Busy(CpuMode.Irq) + Busy(CpuMode.SoftIrq) + Busy(CpuMode.Steal);

    /// <summary>Per cent of its time in user mode, guests included.</summary>
    public double? UserPercent => Percent(CpuMode.User);

    /// <summary>Per cent of its time in user mode at low priority, such guests included.</summary>
    public double? NicePercent => Percent(CpuMode.Nice);

    /// <summary>Per cent of its time in kernel mode, interrupts excluded.</summary>
    public double? SystemPercent => Percent(CpuMode.System);

    /// <summary>Per cent of its time idle, without IO outstanding.</summary>
    public double? IdlePercent => Percent(CpuMode.Idle);

    /// <summary>Per cent of its time idle with IO outstanding.</summary>
    public double? IoWaitPercent => Percent(CpuMode.IoWait);

    /// <summary>Per cent of its time in interrupts.</summary>
    public double? IrqPercent => Percent(CpuMode.Irq);

    /// <summary>Per cent of its time in softirqs.</summary>
    public double? SoftIrqPercent => Percent(CpuMode.SoftIrq);

    /// <summary>Per cent of its time that a hypervisor gave to others.</summary>
    public double? StealPercent => Percent(CpuMode.Steal);

    /// <summary>Per cent of its time that it ran virtual machines, part of the user time.</summary>
    public double? GuestPercent => Percent(CpuMode.Guest);

    /// <summary>Per cent of its time that it ran virtual machines at low priority, part of the nice time.</summary>
    public double? GuestNicePercent => Percent(CpuMode.GuestNice);

    /// <summary>Time in user mode since boot, guests included.</summary>
    public TimeSpan? UserTime => Time(CpuMode.User);

    /// <summary>Time in user mode at low priority since boot, such guests included.</summary>
    public TimeSpan? NiceTime => Time(CpuMode.Nice);

    /// <summary>Time in kernel mode since boot, interrupts excluded.</summary>
    public TimeSpan? SystemTime => Time(CpuMode.System);

    /// <summary>Time idle since boot, without IO outstanding.</summary>
    public TimeSpan? IdleTime => Time(CpuMode.Idle);

    /// <summary>Time idle since boot with IO outstanding.</summary>
    public TimeSpan? IoWaitTime => Time(CpuMode.IoWait);

    /// <summary>Time in interrupts since boot.</summary>
    public TimeSpan? IrqTime => Time(CpuMode.Irq);

    /// <summary>Time in softirqs since boot.</summary>
    public TimeSpan? SoftIrqTime => Time(CpuMode.SoftIrq);

    /// <summary>Time since boot that a hypervisor gave to others.</summary>
    public TimeSpan? StealTime => Time(CpuMode.Steal);

    /// <summary>Time since boot that it ran virtual machines, part of the user time.</summary>
    public TimeSpan? GuestTime => Time(CpuMode.Guest);

    /// <summary>Time since boot that it ran virtual machines at low priority, part of the nice time.</summary>
    public TimeSpan? GuestNiceTime => Time(CpuMode.GuestNice);

    /// <summary>Which CPU, and how busy.</summary>
    public override string ToString()
    {
        string name = Number is int number ? string.Create(CultureInfo.InvariantCulture, $"CPU {number}") : "All CPUs";
        return CpuPercent is double percent ? string.Create(CultureInfo.InvariantCulture, $"{name}: {percent:0.0} %") : name;
    }

    private double? Percent(CpuMode mode) => _reading.Increase(mode) * 100.0 / _total;

    // A mode that this kernel does not tell is part of another.
    private double? Busy(CpuMode mode) => _reading.Times[mode] is null ? _total * 0.0 : Percent(mode);

    private TimeSpan? Time(CpuMode mode) => _reading.Times[mode] is long ticks ? _machine.FromTicks(ticks) : null;
}

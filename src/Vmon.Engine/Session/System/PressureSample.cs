using Vmon.Parsing;
using Vmon.Sampling;

namespace Vmon;

/// <summary>
/// How much of the time work waited for one resource (/proc/pressure). "Some" is while at least one thread waited, "full" while all
/// that were not idle did. What this kernel does not tell is null.
/// </summary>
public sealed class PressureSample
{
    private readonly Pressure _now;
    private readonly Pressure? _before;
    private readonly TimeSpan? _elapsed;

    private PressureSample(Pressure now, Pressure? before, TimeSpan? elapsed)
    {
        _now = now;
        _before = before;
        _elapsed = elapsed;
    }

    /// <summary>Per cent of this interval in which some waited; null at the first sample.</summary>
    public double? SomePercent => Percent(_now.Some, _before?.Some);

    /// <summary>Per cent of the last 10 seconds in which some waited, as the kernel averages.</summary>
    public double? SomeAverage10 => _now.Some.Average10;

    /// <summary>Per cent of the last minute in which some waited.</summary>
    public double? SomeAverage60 => _now.Some.Average60;

    /// <summary>Per cent of the last five minutes in which some waited.</summary>
    public double? SomeAverage300 => _now.Some.Average300;

    /// <summary>Time since boot in which some waited.</summary>
    public TimeSpan? SomeTotal => Total(_now.Some);

    /// <summary>Per cent of this interval in which all waited; null at the first sample.</summary>
    public double? FullPercent => Percent(_now.Full, _before?.Full);

    /// <summary>Per cent of the last 10 seconds in which all waited, as the kernel averages.</summary>
    public double? FullAverage10 => _now.Full.Average10;

    /// <summary>Per cent of the last minute in which all waited.</summary>
    public double? FullAverage60 => _now.Full.Average60;

    /// <summary>Per cent of the last five minutes in which all waited.</summary>
    public double? FullAverage300 => _now.Full.Average300;

    /// <summary>Time since boot in which all waited.</summary>
    public TimeSpan? FullTotal => Total(_now.Full);

    internal static PressureSample? Of(SystemRecordFile<Pressure> file, TimeSpan? elapsed) =>
        file.IsKnown ? new PressureSample(file.Current, file.IsPaired ? file.Previous : null, elapsed) : null;

    /// <summary>The averages of ten seconds.</summary>
    public override string ToString() => string.Join(", ", Shown());

    private IEnumerable<string> Shown()
    {
        if (SomeAverage10 is double some) yield return FormattableString.Invariant($"some {some:0.00} %");
        if (FullAverage10 is double full) yield return FormattableString.Invariant($"full {full:0.00} %");
    }

    private static TimeSpan? Total(in PressureLine line) => line.TotalMicroseconds is long total ? TimeSpan.FromMicroseconds(total) : null;

    // The file is read a moment after the interval's end; it cannot have been more than all of the time.
    private double? Percent(in PressureLine now, in PressureLine? before) =>
        Total(now) - (before is PressureLine line ? Total(line) : null) is TimeSpan stalled && stalled >= TimeSpan.Zero && _elapsed > TimeSpan.Zero
            ? Math.Min(100, stalled / _elapsed.Value * 100)
            : null;
}

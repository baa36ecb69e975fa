using Vmon.Fields;
using Vmon.Parsing.Machine;
using Vmon.Sources.Machine;

namespace Vmon;

/// <summary>
/// Pressure stall information for one resource (/proc/pressure). "Some": at least one thread waited. "Full": all non-idle threads waited.
/// Null if this kernel does not provide it.
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

    /// <summary>Percentage of the interval in which at least one thread waited. Null for the first sample.</summary>
    [Field("pressure", Unit = "%", OfInterval = true)]
    public double? SomePercent => Percent(_now.Some, _before?.Some);

    /// <summary>Percentage of the last 10 seconds in which at least one thread waited, as averaged by the kernel.</summary>
    [Field("pressure", Unit = "%")]
    public double? SomeAverage10 => _now.Some.Average10;

    /// <summary>Percentage of the last minute in which at least one thread waited.</summary>
    [Field("pressure", Unit = "%")]
    public double? SomeAverage60 => _now.Some.Average60;

    /// <summary>Percentage of the last five minutes in which at least one thread waited.</summary>
    [Field("pressure", Unit = "%")]
    public double? SomeAverage300 => _now.Some.Average300;

    /// <summary>Time since boot in which at least one thread waited.</summary>
    [Field("pressure")]
    public TimeSpan? SomeTotal => Total(_now.Some);

    /// <summary>Percentage of the interval in which all non-idle threads waited. Null for the first sample.</summary>
    [Field("pressure", Unit = "%", OfInterval = true)]
    public double? FullPercent => Percent(_now.Full, _before?.Full);

    /// <summary>Percentage of the last 10 seconds in which all non-idle threads waited, as averaged by the kernel.</summary>
    [Field("pressure", Unit = "%")]
    public double? FullAverage10 => _now.Full.Average10;

    /// <summary>Percentage of the last minute in which all non-idle threads waited.</summary>
    [Field("pressure", Unit = "%")]
    public double? FullAverage60 => _now.Full.Average60;

    /// <summary>Percentage of the last five minutes in which all non-idle threads waited.</summary>
    [Field("pressure", Unit = "%")]
    public double? FullAverage300 => _now.Full.Average300;

    /// <summary>Time since boot in which all non-idle threads waited.</summary>
    [Field("pressure")]
    public TimeSpan? FullTotal => Total(_now.Full);

    internal static PressureSample Of(in Pressure now, in Pressure? before, TimeSpan? elapsed) => new(now, before, elapsed);

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

    // The file is read slightly after the end of the interval, so that the value can exceed 100 and is capped.
    private double? Percent(in PressureLine now, in PressureLine? before) =>
        Total(now) - (before is PressureLine line ? Total(line) : null) is TimeSpan stalled && stalled >= TimeSpan.Zero && _elapsed > TimeSpan.Zero
            ? Math.Min(100, stalled / _elapsed.Value * 100)
            : null;
}

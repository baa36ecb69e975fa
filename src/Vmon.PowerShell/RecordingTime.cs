using System.Globalization;
using System.Management.Automation;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell;

/// <summary>A time in a recording: a point in time, a date and time on the clock of the recorded host, or a time of day.</summary>
public sealed class RecordingTime
{
    private readonly DateTimeOffset? _point;
    private readonly DateTime? _onClock;
    private readonly TimeOnly? _ofDay;

    private RecordingTime(DateTimeOffset? point, DateTime? onClock, TimeOnly? ofDay) => (_point, _onClock, _ofDay) = (point, onClock, ofDay);

    /// <summary>Converts a value. Null if it is not a time.</summary>
    internal static RecordingTime? From(object? value) => value switch
    {
        RecordingTime time => time,
        DateTimeOffset point => new(point, null, null),
        DateTime { Kind: DateTimeKind.Unspecified } clock => new(null, clock, null),
        DateTime point => new(point, null, null),
        TimeOnly ofDay => new(null, null, ofDay),
        string text => Parse(text.Trim()),
        _ => null,
    };

    /// <summary>The point in time. A time of day is the last one before the end of the recording.</summary>
    internal DateTimeOffset In(VmonRecording recording)
    {
        if (_point is { } point) return point;
        if (_onClock is { } clock) return recording.OnHostClock(clock);
        DateTime end = recording.ToHostTime(recording.EndTime ?? DateTimeOffset.Now).DateTime;
        DateTime last = end.Date + _ofDay!.Value.ToTimeSpan();
        return recording.OnHostClock(last > end ? last.AddDays(-1) : last);
    }

    /// <summary>As it was given.</summary>
    public override string ToString() =>
        _point?.ToString("O", CultureInfo.InvariantCulture) ?? _onClock?.ToString("s", CultureInfo.InvariantCulture) ?? _ofDay!.Value.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    // 03:10, 3:10:05, 2026-11-28 03:10, 2026-11-28T03:10:00Z
    private static RecordingTime? Parse(string text)
    {
        if (TimeOnly.TryParseExact(text, ["H:mm", "H:mm:ss", "H:mm:ss.FFFFFFF"], CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly ofDay)) return new(null, null, ofDay);
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTime time)) return null;
        return time.Kind == DateTimeKind.Unspecified ? new(null, time, null) : new(time, null, null);
    }
}

/// <summary>Converts dates, times and text to a time in a recording.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RecordingTimeTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? input = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return input is null ? null : RecordingTime.From(input)
            ?? throw new ArgumentTransformationMetadataException($"'{PrintableText.Of($"{input}")}' is not a valid time. Use '03:10', '2026-11-28 03:10' or a DateTime.");
    }
}

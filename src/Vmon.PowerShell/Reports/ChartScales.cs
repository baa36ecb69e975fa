using System.Globalization;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell.Reports;

/// <summary>The value axis of a picture: from zero to a round number, in the unit of the property.</summary>
/// <param name="unit">The declared unit. Null for none.</param>
/// <param name="largest">The largest value.</param>
internal sealed class ValueScale(string? unit, double largest)
{
    private readonly bool _isBytes = unit?.StartsWith("bytes", StringComparison.Ordinal) == true;
    private readonly double _step = Step(largest, unit?.StartsWith("bytes", StringComparison.Ordinal) == true);

    /// <summary>The value at the upper end.</summary>
    internal double Top => Math.Max(1, Math.Ceiling(largest / _step)) * _step;

    internal IEnumerable<double> Marks
    {
        get
        {
            for (int i = 0; i * _step <= Top * 1.0001; i++) yield return i * _step;
        }
    }

    /// <summary>A value with its unit.</summary>
    internal string Format(double value) => _isBytes ? Units.Bytes(value) + unit!["bytes".Length..] : value.ToString("#,0.##", CultureInfo.InvariantCulture) + Suffix;

    private string Suffix => unit switch
    {
        null or "count" => "",
        "% of a core" or "%" => " %",
        _ => " " + unit,
    };

    // 1, 2 or 5 of a power of ten; of bytes, of a power of two.
    private static double Step(double largest, bool isBytes)
    {
        double rough = Math.Max(largest, isBytes ? 4 : 1e-9) / 5;
        if (largest <= 0) rough = isBytes ? 256 : 0.25;
        double magnitude = isBytes ? Math.Pow(1024, Math.Floor(Math.Log(rough, 1024))) : 1;
        double inUnit = rough / magnitude;
        double power = Math.Pow(10, Math.Floor(Math.Log10(inUnit)));
        double factor = inUnit / power;
        return magnitude * power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
    }
}

/// <summary>The time axis of a picture.</summary>
/// <param name="start">Its beginning.</param>
/// <param name="end">Its end.</param>
internal sealed class TimeScale(DateTimeOffset start, DateTimeOffset end)
{
    private const int MostMarks = 9;

    private static readonly int[] Steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800];

    /// <summary>Times at round numbers of the clock, with their labels.</summary>
    internal IEnumerable<(DateTimeOffset Time, string Label)> Marks
    {
        get
        {
            double seconds = (end - start).TotalSeconds;
            int step = Steps.FirstOrDefault(step => seconds / step <= MostMarks, Steps[^1]);
            string format = step < 60 ? "HH:mm:ss" : step < 86400 ? "HH:mm" : "MM-dd";
            long ticks = step * TimeSpan.TicksPerSecond;
            DateTime clock = new((start.DateTime.Ticks + ticks - 1) / ticks * ticks);
            for (DateTimeOffset time = new(clock, start.Offset); time <= end; time += TimeSpan.FromTicks(ticks))
                yield return (time, time.ToString(format, CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The place of a time, from 0 to 1.</summary>
    internal double Part(DateTimeOffset time) => end > start ? (time - start) / (end - start) : 0.5;
}

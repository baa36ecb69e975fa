using System.Globalization;

namespace Vmon.PowerShell.Text;

/// <summary>Numbers for tables, in at most seven characters.</summary>
internal static class Units
{
    internal const string Unknown = "-";
    private static readonly string[] Prefixes = ["B", "K", "M", "G", "T", "P", "E"];

    /// <summary>Bytes in powers of 1024: 0, 512B, 1.5K, 23.4M, 1023M.</summary>
    internal static string Bytes(double? bytes)
    {
        if (bytes is null || !double.IsFinite(bytes.Value)) return Unknown;
        if (bytes.Value < 0) return "-" + Bytes(-bytes);
        double value = bytes.Value;
        if (value < 0.5) return "0";
        int prefix = 0;
        while (value >= 1023.5 && prefix < Prefixes.Length - 1)
        {
            value /= 1024;
            prefix++;
        }

        return value.ToString(prefix == 0 || value >= 99.95 ? "0" : "0.0", CultureInfo.InvariantCulture) + Prefixes[prefix];
    }

    /// <summary>Seconds in at most seven characters: 0.34, 9999.99, 12345.6, 1234567.</summary>
    internal static string Seconds(double? seconds) =>
        seconds?.ToString(seconds < 9999.995 ? "0.00" : seconds < 99999.95 ? "0.0" : "0", CultureInfo.InvariantCulture) ?? Unknown;

    /// <summary>An average in at most five characters: 0.25, 99.99, 100.0, 1234.</summary>
    internal static string Average(double? number) =>
        number?.ToString(number < 99.995 ? "0.00" : number < 999.95 ? "0.0" : "0", CultureInfo.InvariantCulture) ?? Unknown;

    /// <summary>A number per second in at most seven characters: 0.3, 9999.9, 1234567.</summary>
    internal static string Rate(double? number) => number?.ToString(number < 9999.95 ? "0.0" : "0", CultureInfo.InvariantCulture) ?? Unknown;

    /// <summary>Time between samples: 250ms, 1s, 90s.</summary>
    internal static string Interval(TimeSpan? interval) => interval switch
    {
        null => Unknown,
        { } time when time < TimeSpan.FromSeconds(1) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.###}ms"),
        { } time => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###}s"),
    };

    internal static string Percent(double? percent) => percent?.ToString("0.0", CultureInfo.InvariantCulture) ?? Unknown;
}

using System.Globalization;

namespace Vmon.PowerShell;

/// <summary>Numbers as people read them, in at most seven characters.</summary>
internal static class Units
{
    private const string Unknown = "-";
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

    internal static string Percent(double? percent) => percent?.ToString("0.0", CultureInfo.InvariantCulture) ?? Unknown;
}

namespace Vmon.Services.Configuration;

/// <summary>A number of bytes as text: 512MB, 1GB, 1.5 TB. Units are those of PowerShell: 1KB is 1,024 bytes. A number is bytes.</summary>
internal static class ByteSize
{
    private static readonly string[] Units = ["", "KB", "MB", "GB", "TB"];

    /// <summary>Parses a number of bytes of at least one. Null if it is not one.</summary>
    internal static long? Parse(ReadOnlySpan<char> text)
    {
        if (Quantity.Cut(ref text, out ReadOnlySpan<char> unit) is not double amount || !text.IsEmpty) return null;
        for (int power = 0; power < Units.Length; power++)
        {
            if (!unit.Equals(Units[power], StringComparison.OrdinalIgnoreCase)) continue;
            double bytes = amount * Math.Pow(1024, power);
            return bytes is >= 1 and < long.MaxValue ? (long)bytes : null;
        }

        return null;
    }
}

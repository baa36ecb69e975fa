namespace Vmon.Services.Configuration;

/// <summary>A duration as text: 5s, 500ms, 1h30m, 28d. A number is seconds.</summary>
internal static class Duration
{
    private static readonly (string Name, double Seconds)[] Units = [("ms", 1e-3), ("min", 60), ("s", 1), ("m", 60), ("h", 3600), ("d", 86400)];

    /// <summary>Parses a duration greater than zero. Null if it is not one.</summary>
    internal static TimeSpan? Parse(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return null;
        double seconds = 0;
        for (bool isFirst = true; !text.IsEmpty; isFirst = false)
        {
            if (Quantity.Cut(ref text, out ReadOnlySpan<char> unit) is not double amount) return null;
            if (unit.IsEmpty && !isFirst) return null;
            if (UnitOf(unit) is not double scale) return null;
            seconds += amount * scale;
        }

        return seconds * TimeSpan.TicksPerSecond is >= 1 and < long.MaxValue ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static double? UnitOf(ReadOnlySpan<char> unit)
    {
        if (unit.IsEmpty) return 1;
        foreach ((string name, double seconds) in Units)
            if (unit.Equals(name, StringComparison.OrdinalIgnoreCase)) return seconds;
        return null;
    }
}

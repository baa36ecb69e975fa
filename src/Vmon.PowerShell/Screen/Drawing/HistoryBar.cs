using Vmon.PowerShell.Screen.Cells;
using Vmon.PowerShell.Screen.Frames;

namespace Vmon.PowerShell.Screen.Drawing;

/// <summary>Bars of the last samples, a column for each.</summary>
internal static class HistoryBar
{
    private const double Full = 100; // one core
    private const double FewBytes = 1024;
    private const double ManyBytes = 1L << 30;

    // A part that is smaller has no colour of its own.
    private const double LeastShare = 0.25;

    private static int Highest => 8;

    /// <summary>CPU: full is one core. User mode is below system mode; where the bar is not full, a cell has no third colour, and that of both shows that they are mixed.</summary>
    internal static Cell Cpu(Usage usage, Glyphs glyphs) => Bar(usage.User, usage.System, LinearLevel(usage.Cpu), Hue.User, Hue.System, glyphs);

    /// <summary>IO: each level is some six times the one below, from 1 KB/s to 1 GB/s. Reads are below writes.</summary>
    internal static Cell Io(Usage usage, Glyphs glyphs) => Bar(usage.Read, usage.Write, LogarithmicLevel(usage.Io), Hue.Read, Hue.Write, glyphs);

    /// <summary>The eighths of a bar for a percentage.</summary>
    internal static int LinearLevel(double percent) => percent <= 0 ? 0 : Math.Clamp((int)Math.Round(percent / Full * Highest), 1, Highest);

    /// <summary>The eighths of a bar for bytes per second.</summary>
    internal static int LogarithmicLevel(double bytes) => bytes < 1 ? 0 : Math.Clamp(1 + (int)Math.Floor(Math.Log(bytes / FewBytes) / Math.Log(ManyBytes / FewBytes) * (Highest - 1)), 1, Highest);

    private static Cell Bar(double below, double above, int level, Hue belowHue, Hue aboveHue, Glyphs glyphs)
    {
        if (level == 0) return Cell.Blank;
        double share = below / (below + above);
        if (share >= 1 - LeastShare) return new Cell(glyphs.Levels[level], new Style(belowHue));
        if (share <= LeastShare) return new Cell(glyphs.Levels[level], new Style(aboveHue));
        return level < Highest
            ? new Cell(glyphs.Levels[level], new Style(Hue.Both))
            : new Cell(glyphs.Levels[Math.Clamp((int)Math.Round(share * Highest), 1, Highest - 1)], new Style(belowHue, aboveHue));
    }
}

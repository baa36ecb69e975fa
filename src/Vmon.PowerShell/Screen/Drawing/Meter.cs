using Vmon.PowerShell.Screen.Cells;

namespace Vmon.PowerShell.Screen.Drawing;

/// <summary>A bar of which parts are filled, with a label before it and a number at its end.</summary>
internal static class Meter
{
    internal static void Draw(CellGrid grid, int x, int y, int width, string label, string text, (double Percent, Hue Hue) first, (double Percent, Hue Hue) second)
    {
        int inside = width - label.Length - 2;
        if (inside < 1) return;
        x = grid.Write(x, y, label, Style.Faint);
        x = grid.Write(x, y, "[", Style.Faint);
        grid.Set(x + inside, y, new Cell("]", Style.Faint));
        int one = Columns(first.Percent, inside);
        int both = Math.Max(one, Columns(first.Percent + second.Percent, inside));
        grid.Fill(x, y, one, "|", new Style(first.Hue));
        grid.Fill(x + one, y, both - one, "|", new Style(second.Hue));
        grid.WriteRight(x + inside, y, text, Style.Plain, inside);
    }

    private static int Columns(double percent, int width) => (int)Math.Clamp(Math.Round(percent / 100 * width), 0, width);
}

using Vmon.PowerShell.Screen.Cells;
using Vmon.PowerShell.Screen.Keys;
using Vmon.PowerShell.Screen.View;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell.Screen.Drawing;

/// <summary>What is asked or shown over the list.</summary>
internal static class DialogPanel
{
    private const int KeysWidth = 26;

    internal static void Draw(CellGrid grid, Dialog? dialog, Glyphs glyphs)
    {
        switch (dialog)
        {
            case HelpPage page:
                DrawHelp(grid, page);
                break;
            case Picker picker:
                DrawPicker(grid, picker, glyphs);
                break;
        }
    }

    /// <summary>The lines of the help: a heading for each group, and its keys.</summary>
    internal static IReadOnlyList<(string Keys, string Text)> HelpLines() =>
        [.. KeyTable.All.GroupBy(static binding => binding.Group).SelectMany(static group => group.Select(static binding => (binding.Names, binding.Help)).Prepend(("", group.Key)).Append(("", "")))];

    private static void DrawHelp(CellGrid grid, HelpPage page)
    {
        grid.Clear();
        IReadOnlyList<(string Keys, string Text)> lines = HelpLines();
        int height = grid.Height - 2;
        int top = Math.Clamp(page.Top, 0, Math.Max(0, lines.Count - height));
        grid.Fill(0, 0, grid.Width, " ", Style.Title);
        _ = grid.Write(1, 0, "Keys of Show-Vmon", Style.Title);
        for (int i = 0; i < height && top + i < lines.Count; i++)
        {
            (string keys, string text) = lines[top + i];
            if (keys.Length == 0) _ = grid.Write(1, i + 1, text, Style.Strong);
            else _ = grid.Write(grid.Write(2, i + 1, keys.PadRight(KeysWidth), new Style(Hue.Key)), i + 1, text, Style.Plain);
        }

        _ = grid.Write(1, grid.Height - 1, top + height < lines.Count ? "More below: Down, PgDn. Any other key closes the help." : "Any key closes the help.", Style.Faint);
    }

    private static void DrawPicker(CellGrid grid, Picker picker, Glyphs glyphs)
    {
        int width = Math.Min(grid.Width, Math.Max(TextWidth.Of(picker.Title), picker.Items.Max(static item => TextWidth.Of(PrintableText.Of(item)))) + 4);
        int height = Math.Min(grid.Height - 2, picker.Items.Count + 1);
        int left = Math.Max(0, (grid.Width - width) / 2);
        int top = Math.Max(0, (grid.Height - height) / 2);
        int shown = height - 1;
        int first = Math.Clamp(picker.Index - (shown / 2), 0, Math.Max(0, picker.Items.Count - shown));
        grid.Fill(left, top, width, " ", Style.Title);
        _ = grid.Write(left + 1, top, picker.Title, Style.Title, width - 2);
        for (int i = 0; i < shown; i++)
        {
            int y = top + 1 + i;
            grid.Fill(left, y, width, " ", Style.Plain);
            _ = grid.Write(left + 1, y, PrintableText.Of(picker.Items[first + i]), Style.Plain, width - 2);
            if (first + i == picker.Index) grid.Select(left, y, width);
        }

        if (first + shown < picker.Items.Count) _ = grid.Write(left + width - 1, top + shown, glyphs.More, Style.Faint);
    }
}

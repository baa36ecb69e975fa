using Vmon.PowerShell.Screen.Cells;
using Vmon.PowerShell.Screen.View;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell.Screen.Drawing;

/// <summary>The last line: what is typed or asked, what happened, or the most important keys.</summary>
internal static class FooterPanel
{
    private static readonly (string Key, string Text)[] Keys =
        [("F1", "Help"), ("F3", "Search"), ("F4", "Filter"), ("F5", "Tree"), ("F6", "Sort"), ("F9", "Signal"), ("F10", "Quit"), ("←→", "Time"), ("Z", "Freeze"), ("Tab", "Details")];

    /// <summary>Draws the line. Returns the column of the cursor, or null if nothing is typed.</summary>
    internal static int? Draw(CellGrid grid, int y, ViewState state)
    {
        switch (state.Dialog)
        {
            case Prompt prompt:
                string label = prompt.Kind == PromptKind.Search ? "Search: " : "Filter (text, or a condition): ";
                int start = grid.Write(0, y, label, Style.Strong);
                string before = PrintableText.Of(prompt.Text[..prompt.Cursor]);

                // The end of a long line is shown.
                int room = grid.Width - start - 1;
                while (TextWidth.Of(before) > room && before.Length > 0) before = before[1..];
                int cursor = grid.Write(start, y, before, Style.Plain);
                int end = grid.Write(cursor, y, PrintableText.Of(prompt.Text[prompt.Cursor..]), Style.Plain);
                if (state.Message.Length > 0) _ = grid.Write(end + 2, y, PrintableText.Of(state.Message), new Style(Hue.Bad));
                return cursor;
            case SignalQuestion question:
                _ = grid.Write(0, y, question.Question, new Style(Hue.Bad, Hue.Plain, Emphasis.Bold));
                return null;
            case Picker:
                _ = grid.Write(0, y, "Enter chooses, Esc cancels.", Style.Faint);
                return null;
        }

        if (state.Message.Length > 0)
        {
            _ = grid.Write(0, y, PrintableText.Of(state.Message), Style.Strong);
            return null;
        }

        int x = 0;
        foreach ((string key, string text) in Keys)
        {
            if (x + key.Length + text.Length > grid.Width) break;
            x = grid.Write(x, y, key, new Style(Hue.Key, Hue.Plain, Emphasis.Bold));
            x = grid.Write(x, y, text, Style.Plain) + 1;
        }

        return null;
    }
}

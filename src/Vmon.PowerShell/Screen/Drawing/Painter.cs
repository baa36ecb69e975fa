using System.Globalization;
using Vmon.PowerShell.Screen.Cells;
using Vmon.PowerShell.Screen.Frames;
using Vmon.PowerShell.Screen.View;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell.Screen.Drawing;

/// <summary>What is to be drawn.</summary>
/// <param name="State">What the user chose.</param>
/// <param name="Rows">The lines of the list.</param>
/// <param name="Window">The sample, last, and those before it.</param>
/// <param name="Host">Name of the host.</param>
/// <param name="IsRecording">Whether the samples are recorded.</param>
/// <param name="IsReading">Whether another sample was asked for that has not arrived.</param>
/// <param name="Newest">The latest sample in memory.</param>
/// <param name="Lines">Lines of the details.</param>
internal sealed record Picture(ViewState State, Rows Rows, Frame?[] Window, string Host, bool IsRecording, bool IsReading, Frame Newest, IReadOnlyList<string> Lines)
{
    internal Frame Frame => Window[^1]!;
}

/// <summary>Draws the whole screen.</summary>
internal static class Painter
{
    /// <summary>Draws. Returns where the cursor is to be: on the selected line, or where text is typed.</summary>
    internal static (int X, int Y) Paint(CellGrid grid, Layout layout, Picture picture, Glyphs glyphs)
    {
        grid.Clear();
        if (grid.Width < Layout.LeastWidth || grid.Height < Layout.LeastHeight)
        {
            _ = grid.Write(0, 0, string.Create(CultureInfo.InvariantCulture, $"Too small: {Layout.LeastWidth}x{Layout.LeastHeight}"), Style.Plain);
            return (0, 0);
        }

        ViewState state = picture.State;
        MachinePanel.Draw(grid, layout.MachineHeight, TitleOf(picture), picture.Frame, picture.Host, glyphs);
        new ListPanel(grid, picture.Rows, state, picture.Window, glyphs).Draw(layout);
        ProcessSample? selected = picture.Rows.Count > 0 ? picture.Rows.SampleAt(Math.Min(state.SelectedRow, picture.Rows.Count - 1)) : null;
        DetailPanel.Draw(grid, layout, state, selected, picture.Frame, picture.Lines, glyphs);
        DialogPanel.Draw(grid, state.Dialog, glyphs);
        if (state.Dialog is HelpPage) return (0, grid.Height - 1);
        return FooterPanel.Draw(grid, layout.FooterTop, state) is { } cursor ? (Math.Min(cursor, grid.Width - 1), layout.FooterTop)
            : (0, Math.Clamp(layout.ListTop + state.SelectedRow - state.Top, 0, grid.Height - 1));
    }

    /// <summary>How many processes there are, what is left out, and which sample it is.</summary>
    private static (string Text, Style Style) TitleOf(Picture picture)
    {
        ViewState state = picture.State;
        List<string> parts = [string.Create(CultureInfo.InvariantCulture, $"{picture.Rows.Accepted} processes")];
        if (state.Tagged.Count > 0) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{state.Tagged.Count} tagged"));
        if (!state.Filter.IsNone) parts.Add("filtered");
        if (state.User is { } user) parts.Add(PrintableText.Of(user));
        if (picture.IsReading) parts.Add("reading…");
        bool isPast = state.Position is not null;
        if (picture.IsRecording) parts.Add($"recording {picture.Frame.Time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}{(isPast ? "" : " playing")}");
        else if (isPast) parts.Add($"frozen {ProcessText.Of(TimeSpan.FromSeconds(Math.Round((picture.Newest.Time - picture.Frame.Time).TotalSeconds)))} ago");
        else parts.Add("live");
        return (string.Join(" · ", parts), isPast && !picture.IsRecording ? new Style(Hue.Notice, Hue.Plain, Emphasis.Reversed) : Style.Strong);
    }
}

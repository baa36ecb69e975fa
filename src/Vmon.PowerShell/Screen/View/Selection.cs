namespace Vmon.PowerShell.Screen.View;

/// <summary>Which line is selected, and which lines are on the screen.</summary>
internal static class Selection
{
    /// <summary>
    /// Finds the selected process again. If it is gone, the line is selected that is in its place. If the list was sorted again by itself, the selection stays on its line, unless it
    /// follows its process. A filter that has changed selects a process that meets it.
    /// </summary>
    internal static ViewState Adjust(ViewState state, Rows rows, bool isResorted, bool isRefiltered)
    {
        if (rows.Count == 0) return state with { Selected = null, SelectedRow = 0 };
        int row = isResorted && !state.Follows ? -1 : rows.IndexOf(state.Selected);
        if (row < 0) row = Math.Clamp(state.SelectedRow, 0, rows.Count - 1);
        if (isRefiltered) row = rows.AcceptedFrom(row);
        return state with { SelectedRow = row, Selected = rows.KeyAt(row) };
    }

    /// <summary>Moves the list as little as possible, so that the selected line is on the screen.</summary>
    internal static ViewState Scroll(ViewState state, Rows rows, int height)
    {
        int top = Math.Clamp(state.Top, Math.Max(0, state.SelectedRow - height + 1), Math.Max(0, state.SelectedRow));
        return state with { Top = Math.Clamp(top, 0, Math.Max(0, rows.Count - height)) };
    }
}

using System.Globalization;
using Vmon.PowerShell.Screen.Cells;
using Vmon.PowerShell.Screen.Frames;
using Vmon.PowerShell.Screen.View;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell.Screen.Drawing;

/// <summary>The processes: a line for each that is on the screen.</summary>
internal sealed class ListPanel
{
    // Deeper ancestors have no line of their own, so that the name stays in sight.
    private const int MostLevels = 12;

    private const int MarkWidth = 1;

    private readonly CellGrid _grid;
    private readonly Rows _rows;
    private readonly ViewState _state;
    private readonly Frame?[] _window;
    private readonly Glyphs _glyphs;
    private readonly Column[] _columns;
    private readonly Usage[] _usage;

    internal ListPanel(CellGrid grid, Rows rows, ViewState state, Frame?[] window, Glyphs glyphs)
    {
        _grid = grid;
        _rows = rows;
        _state = state;
        _window = window;
        _glyphs = glyphs;
        _columns = Column.Of(grid.Width, state.ShowsNetwork);
        _usage = new Usage[window.Length];
    }

    /// <summary>How many samples the history bars show on a screen.</summary>
    internal static int HistoryOf(int width) => Column.Of(width, hasNetwork: false).Single(static column => column.Kind == ColumnKind.CpuHistory).Width;

    /// <summary>The column at a place of the screen. Null if there is none.</summary>
    internal static Column? ColumnAt(int width, bool hasNetwork, int x)
    {
        int start = MarkWidth;
        foreach (Column column in Column.Of(width, hasNetwork))
        {
            if (x >= start && (column.Width == 0 || x < start + column.Width)) return column;
            start += column.Width + 1;
        }

        return null;
    }

    internal void Draw(Layout layout)
    {
        DrawHeadings(layout.HeadingTop);
        for (int i = 0; i < layout.ListHeight && _state.Top + i < _rows.Count; i++)
        {
            int y = layout.ListTop + i;
            DrawRow(y, _rows[_state.Top + i]);
            if (_state.Top + i == _state.SelectedRow) _grid.Select(0, y, _grid.Width);
        }

        if (_rows.Count == 0 && layout.ListHeight > 0) _ = _grid.Write(MarkWidth, layout.ListTop, "No process matches. \\ changes the filter, u the user.", Style.Faint);
    }

    private void DrawHeadings(int y)
    {
        _grid.Fill(0, y, _grid.Width, " ", Style.Title);
        int x = MarkWidth;
        foreach (Column column in _columns)
        {
            bool isSorted = !_state.IsTree && column.Sort == _state.Sort && column.Kind is not (ColumnKind.CpuHistory or ColumnKind.IoHistory);
            Style style = isSorted ? Style.Title with { Emphasis = Emphasis.Reversed | Emphasis.Bold | Emphasis.Underlined } : Style.Title;
            if (column.IsNumber) _grid.WriteRight(x + column.Width, y, column.Title, style, column.Width);
            else _ = _grid.Write(x, y, column.Title, style);
            x += column.Width + 1;
        }
    }

    private void DrawRow(int y, Row row)
    {
        Forest forest = _rows.Forest;
        ProcessSample process = forest[row.Node];
        ProcessKey key = ProcessKey.Of(process);
        Frame frame = _window[^1]!;
        Totals? totals = row.IsFolded ? Totals.Of(forest, row.Node, frame) : null;
        Style style = process.HasExited ? Style.Faint : _state.Tagged.Contains(key) ? new Style(Hue.Notice, Hue.Plain, Emphasis.Bold) : Style.Plain;
        if (_state.Tagged.Contains(key)) _ = _grid.Write(0, y, "*", style);
        if (row.IsFolded) History.OfTree(_window, forest, row.Node, _usage);
        else History.Of(_window, key, _usage);

        int x = MarkWidth;
        foreach (Column column in _columns)
        {
            if (column.Kind is ColumnKind.CpuHistory or ColumnKind.IoHistory) DrawHistory(x, y, column);
            else if (column.Kind == ColumnKind.Command) DrawCommand(x, y, row, process, totals, style);
            else if (column.IsNumber) _grid.WriteRight(x + column.Width, y, TextOf(column.Kind, process, totals), style, column.Width);
            else _ = _grid.Write(x, y, TextOf(column.Kind, process, totals), column.Kind == ColumnKind.State ? StyleOf(process, style) : style, column.Width);
            x += column.Width + 1;
        }
    }

    private void DrawHistory(int x, int y, Column column)
    {
        for (int i = 0; i < column.Width; i++)
        {
            Usage usage = _usage[_usage.Length - column.Width + i];
            Cell cell = column.Kind == ColumnKind.CpuHistory ? HistoryBar.Cpu(usage, _glyphs) : HistoryBar.Io(usage, _glyphs);
            if (cell != Cell.Blank) _grid.Set(x + i, y, cell);
        }
    }

    private void DrawCommand(int x, int y, Row row, ProcessSample process, Totals? totals, Style style)
    {
        for (int level = Math.Max(1, row.Depth - MostLevels); level < row.Depth; level++) x = _grid.Write(x, y, (row.Lines & (1UL << level)) != 0 ? _glyphs.Line : "  ", Style.Faint);
        if (row.Depth > 0) x = _grid.Write(x, y, row.IsLast ? _glyphs.LastBranch : _glyphs.Branch, Style.Faint);
        if (row.IsFolded) x = _grid.Write(x, y, string.Create(CultureInfo.InvariantCulture, $"+{totals?.Processes} "), new Style(Hue.Notice, Hue.Plain, Emphasis.Bold));
        if (ExitOf(process) is { } exit) x = _grid.Write(x, y, exit, new Style(Hue.Bad));
        string command = process.IsThread
            ? string.Create(CultureInfo.InvariantCulture, $"{PrintableText.Of(process.ProcessName)} (thread)")
            : CommandText.Of(process.ProcessName, process.CommandLine);
        Style text = process.HasExited || process.IsThread || process.IsKernelThread == true || !row.IsAccepted ? Style.Faint : style;
        int width = _grid.Width - x;
        bool isCut = TextWidth.Of(command.AsSpan(0, Math.Min(command.Length, width + 1))) > width;
        int end = _grid.Write(x, y, command, text, isCut ? width - 1 : width);
        if (isCut) _ = _grid.Write(end, y, _glyphs.More, Style.Faint);
    }

    private static string TextOf(ColumnKind kind, ProcessSample process, Totals? totals) => kind switch
    {
        ColumnKind.Id => (process.ThreadId ?? process.Id).ToString(CultureInfo.InvariantCulture),
        ColumnKind.User => PrintableText.Of(process.UserName ?? process.EffectiveUserId?.ToString(CultureInfo.InvariantCulture)),
        ColumnKind.State => process.HasExited ? "X" : process.State == ProcessState.Unknown ? "?" : ((char)process.State).ToString(),
        ColumnKind.Cpu => Percent(totals is { } sum ? sum.Cpu : process.CpuPercent),
        ColumnKind.Memory => process.IsThread ? "" : Units.Bytes(totals is { } sum ? sum.Memory : process.WorkingSet),
        ColumnKind.Read => IoOf(process, totals is { } sum ? sum.Read : process.IoReadRate),
        ColumnKind.Write => IoOf(process, totals is { } sum ? sum.Write : process.IoWriteRate),
        ColumnKind.Receive => process.IsThread ? "" : Units.Bytes(totals is { } sum ? sum.Receive : NetworkRates.Received(process)),
        ColumnKind.Send => process.IsThread ? "" : Units.Bytes(totals is { } sum ? sum.Send : NetworkRates.Sent(process)),
        ColumnKind.Time => Units.Seconds(totals is { } sum ? sum.Time : process.CPU),
        ColumnKind.Threads => (totals is { } sum ? sum.Threads : process.ThreadCount)?.ToString(CultureInfo.InvariantCulture) ?? Units.Unknown,
        ColumnKind.Unit => PrintableText.Of(process.UserUnit ?? process.Unit ?? process.ContainerName),
        _ => "",
    };

    private static string IoOf(ProcessSample process, double? rate) => rate is null && process.Denied.HasFlag(ProcessDataSets.IO) ? "denied" : Units.Bytes(rate);

    // 1234.5 has no room for its tenths in five columns.
    private static string Percent(double? percent) => percent >= 999.95 ? percent.Value.ToString("0", CultureInfo.InvariantCulture) : Units.Percent(percent);

    private static string? ExitOf(ProcessSample process) => !process.HasExited ? null
        : process.ExitSignal is { } signal ? $"({SignalName.Of(signal)}) "
        : process.ExitCode is { } code ? string.Create(CultureInfo.InvariantCulture, $"(exit {code}) ")
        : "(exited) ";

    private static Style StyleOf(ProcessSample process, Style style) => process.State switch
    {
        ProcessState.Running => new Style(Hue.Good, Hue.Plain, Emphasis.Bold),
        ProcessState.DiskSleep => new Style(Hue.Notice, Hue.Plain, Emphasis.Bold),
        ProcessState.Zombie or ProcessState.Dead or ProcessState.Exited => new Style(Hue.Bad, Hue.Plain, Emphasis.Bold),
        _ => process.HasStarted ? new Style(Hue.Good) : style,
    };
}

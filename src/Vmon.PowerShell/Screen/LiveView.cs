using System.Buffers;
using Vmon.PowerShell.Screen.Cells;
using Vmon.PowerShell.Screen.Details;
using Vmon.PowerShell.Screen.Drawing;
using Vmon.PowerShell.Screen.Frames;
using Vmon.PowerShell.Screen.Input;
using Vmon.PowerShell.Screen.Keys;
using Vmon.PowerShell.Screen.Output;
using Vmon.PowerShell.Screen.Terminal;
using Vmon.PowerShell.Screen.View;

namespace Vmon.PowerShell.Screen;

/// <summary>The view: takes samples and keys as they come, and draws what changed. Samples are taken by another thread, so a key is answered at once.</summary>
internal sealed class LiveView
{
    private static readonly TimeSpan PlayInterval = TimeSpan.FromSeconds(1);

    // Of the wheel of a mouse.
    private const int WheelLines = 3;

    private readonly IFrameSource _source;
    private readonly DetailLoader _details;
    private readonly IViewActions _actions;
    private readonly Glyphs _glyphs;
    private readonly ProcessDataSets _usual;
    private readonly GridDiff _diff;
    private readonly ArrayBufferWriter<byte> _output = new();
    private CellGrid? _shown;
    private Frame? _frame;
    private ViewContext? _context;
    private Layout? _layout;
    private Effect? _quit;
    private RowsInput _made;
    private long _playedAt;
    private int _direction;
    private CellGrid? _spare;
    private WatchOptions _options;

    internal LiveView(IFrameSource source, DetailLoader details, IViewActions actions, TerminalFacts facts)
    {
        _source = source;
        _details = details;
        _actions = actions;
        _usual = source.DataSets;
        State = new ViewState { ShowsNetwork = _usual.HasFlag(ProcessDataSets.Network) };
        _glyphs = Glyphs.Of(facts.HasLines, facts.HasFineBlocks);
        _diff = new GridDiff(new Palette(facts.Depth));
    }

    /// <summary>What the user chose.</summary>
    internal ViewState State { get; private set; }

    /// <summary>Whether the user asked to stop the script as well.</summary>
    internal bool IsInterrupted => _quit is QuitEffect { IsInterrupt: true };

    /// <summary>Shows the view until the user quits, or it is cancelled.</summary>
    internal void Run(TerminalScreen screen, TerminalInput input, CancellationToken stop)
    {
        List<Key> keys = [];
        bool isDue = true;
        while (_quit is null && !stop.IsCancellationRequested && !screen.IsLost && !input.IsClosed)
        {
            isDue |= Advance();
            if (screen.TakeIsUnknown()) _shown = null;
            if (isDue || _shown is null || HasResized()) Draw(screen);
            keys.Clear();
            input.Wait(UntilNextPlayed(), keys);
            foreach (Key key in keys) Press(key);

            // Something else than a key woke it: a sample, details, or another size.
            isDue = true;
            screen.UseMouse(State.HasMouse);
        }
    }

    /// <summary>Begins at a frame, of a recording.</summary>
    internal void Begin(Frame frame) => Stand(frame);

    /// <summary>The tagged processes, or the selected one, in the order of the tree, as they are in the frame.</summary>
    internal IReadOnlyList<ProcessSample> Chosen()
    {
        if (_context is null) return [];
        HashSet<ProcessKey> targets = [.. State.Targets];
        Forest forest = _context.Rows.Forest;
        return [.. Enumerable.Range(0, forest.Count).Select(node => forest[node]).Where(process => targets.Contains(ProcessKey.Of(process)))];
    }

    /// <summary>Takes a key. For the loop and for tests.</summary>
    internal void Press(Key key)
    {
        if (_context is null)
        {
            if (KeyTable.Of(key) is Command.Quit or Command.Interrupt) _quit = new QuitEffect(KeyTable.Of(key) == Command.Interrupt);
            return;
        }

        Refresh();
        Effect? effect = null;
        State = State.Dialog is not null ? DialogKeys.Apply(State, key, _context, out effect)
            : key.Code is KeyCode.Click or KeyCode.WheelUp or KeyCode.WheelDown ? Point(key)
            : ViewCommands.Apply(State, KeyTable.Of(key), _context, out effect);
        Do(effect);
        if (effect is not FilterEffect) ChangeOptions();
    }

    // The latest sample, or of a recording the one that was asked for, or the next one while it is played.
    private bool Advance()
    {
        bool hasArrived = _source.Refresh();
        if (!_source.IsRecording)
        {
            if (State.Position is null) _frame = _source.Frames.Last;
            return hasArrived;
        }

        if (_source.TakeArrived() is { } arrived) Arrive(arrived);
        if (_frame is not null && State.Position is null && UntilNextPlayed() == TimeSpan.Zero)
        {
            _playedAt = TimeProvider.System.GetTimestamp();
            if (_source.Move(_frame, 1) is { } next) Arrive(next);
            hasArrived = true;
        }

        if (_frame is not null) _source.Look(_frame);
        return hasArrived;
    }

    private TimeSpan? UntilNextPlayed() => !_source.IsRecording || State.Position is not null ? null
        : PlayInterval - TimeProvider.System.GetElapsedTime(_playedAt) is { } left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    private void Stand(Frame frame)
    {
        _frame = frame;
        State = State with { Position = frame.Number };
    }

    private void Do(Effect? effect)
    {
        switch (effect)
        {
            case QuitEffect:
                _quit = effect;
                break;
            case MoveEffect move:
                Move(move.Samples);
                break;
            case FreezeEffect when State.Position is not null:
                State = State with { Position = null };
                _playedAt = TimeProvider.System.GetTimestamp();
                break;
            case FreezeEffect:
                Stand(_frame!);
                break;
            case SuspendEffect when JobControl.HasShell:
                JobControl.Ask();
                break;
            case SuspendEffect:
                State = State with { Message = "No shell waits for this process, so that nothing would continue it." };
                break;
            case RedrawEffect:
                _shown = null;
                break;
            case FilterEffect filter:
                Filter(filter.Text);
                break;
            case SignalEffect signal:
                State = State with { Message = _actions.Send(signal.Signal, signal.Targets, key => _context!.Find(key)?.ToString() ?? $"process {key.Process.Id}"), Tagged = [] };
                break;
        }
    }

    private void Move(int samples)
    {
        _direction = samples;
        Frame? next = samples is int.MinValue or int.MaxValue ? _source.End(isLast: samples > 0) : _source.Move(_frame!, samples);
        if (next is not null) Arrive(next);
    }

    // Where a move led, at once or when it was read.
    private void Arrive(Frame next)
    {
        bool isEnd = next == _frame && !_source.IsReading;
        bool isPlayed = _source.IsRecording && State.Position is null;
        if (isPlayed && !isEnd) _frame = next;
        else if (!_source.IsRecording && next == _source.Frames.Last && _direction > 0) State = State with { Position = null };
        else Stand(next);
        _frame = next;
        if (isEnd && State.Position is not null) State = State with { Message = _direction < 0 ? "This is the oldest sample." : "This is the latest sample." };
    }

    private void Filter(string text)
    {
        if (!ProcessFilter.IsCondition(text))
        {
            State = State with { Filter = new ProcessFilter(text, null) };
            ChangeOptions();
            return;
        }

        ScriptCondition? condition = _actions.Compile(text, out string? reason);
        State = condition is null
            ? State with { Message = reason!, Dialog = new Prompt(PromptKind.Filter, text, text.Length) }
            : State with { Filter = new ProcessFilter(text, condition) };
        ChangeOptions();
    }

    // What is read follows what is shown, and what a condition names.
    private void ChangeOptions()
    {
        ProcessDataSets more = (State.ShowsNetwork ? ProcessDataSets.Network : ProcessDataSets.None) | (State.Filter.Condition?.DataSets ?? ProcessDataSets.None);
        WatchOptions options = new(State.ShowsThreads, more & ~_usual);
        if (options == _options || _frame is null) return;
        _options = options;
        _source.Change(options, _frame);
        ProcessDataSets missing = more & ~_source.DataSets;
        if (missing != ProcessDataSets.None) State = State with { Message = $"Not recorded: {missing}. Its properties are null." };
    }

    private ViewState Point(Key mouse)
    {
        if (mouse.Code != KeyCode.Click) return ViewCommands.Move(State, _context!, State.SelectedRow + (mouse.Code == KeyCode.WheelUp ? -WheelLines : WheelLines));
        Layout layout = _layout!;
        if (mouse.Y == layout.HeadingTop && ListPanel.ColumnAt(layout.Width, State.ShowsNetwork, mouse.X) is { } column) return ViewCommands.Sort(State, column.Sort);
        int row = State.Top + mouse.Y - layout.ListTop;
        if (mouse.Y < layout.ListTop || mouse.Y >= layout.DetailTop || row >= _context!.Rows.Count) return State;

        // A second click on a process folds or unfolds it.
        return row == State.SelectedRow ? ViewCommands.Apply(State, Command.ToggleFold, _context, out _) : ViewCommands.Move(State, _context, row);
    }

    private bool HasResized() => _layout is null || (_layout.Width, _layout.Height) != TerminalScreen.Size;

    private void Draw(TerminalScreen screen)
    {
        if (_frame is null) return;
        (int width, int height) = TerminalScreen.Size;
        CellGrid next = _spare is { } spare && (spare.Width, spare.Height) == (width, height) ? spare : new CellGrid(width, height);
        (int x, int y) = Paint(next);
        _output.ResetWrittenCount();
        _diff.Write(_shown, next, _output);
        GridDiff.MoveTo(x, y, _output);
        screen.Write(_output.WrittenSpan);
        (_spare, _shown) = (_shown, next);
    }

    /// <summary>Draws on a grid, without a terminal.</summary>
    internal (int X, int Y) Paint(CellGrid grid)
    {
        _ = Advance();
        if (_frame is null) return (0, 0);
        _layout = Layout.Of(grid.Width, grid.Height, MachinePanel.HeightOf(_frame.Machine, grid.Width), State.ShowsDetail);
        Frame?[] window = Refresh();
        Rows rows = _context!.Rows;
        IReadOnlyList<string> lines = State is { ShowsDetail: true, Tab: not DetailTab.Process, Selected: { } selected } ? _details.Of(State.Tab, selected, _frame) : [];
        if (State.Filter.Condition is ScriptCondition { Failure: { } failure } && State.Message.Length == 0) State = State with { Message = failure };
        return Painter.Paint(grid, _layout, new Picture(State, rows, window, _source.HostName, _source.IsRecording, _source.IsReading, _source.Frames.Last ?? _frame, lines), _glyphs);
    }

    // Brings lines and selection up to date.
    private Frame?[] Refresh()
    {
        Layout layout = _layout!;
        Frame?[] window = new Frame?[Math.Max(ListPanel.HistoryOf(layout.Width), Forest.ShownExited + 1)];
        _source.Frames.CopyTo(window, _frame!.Number);
        window[^1] = _frame;
        RowsInput input = new(_frame, window[^(Forest.ShownExited + 1)], State.IsTree, State.Sort, State.IsInverted, State.Order, State.Folded, State.ShowsThreads, State.ShowsKernelThreads, State.User, State.Filter, State.Resorting);
        if (_context is null || input != _made)
        {
            Forest forest = _context is not null && _made.Frame == _frame && _made.Oldest == input.Oldest ? _context.Rows.Forest : Forest.Of(window, _context?.Rows.Forest);
            Rows rows = Rows.Of(forest, State, _frame.Number, _context?.Rows);
            bool isResorted = rows.Order is not null && State.Order is not null && rows.Order != State.Order;
            bool isRefiltered = _context is not null && (_made.Filter != input.Filter || _made.User != input.User);
            State = Selection.Adjust(State with { Order = rows.Order }, rows, isResorted, isRefiltered);
            _context = new ViewContext(rows, _frame, layout.ListHeight);
            _made = input with { Order = rows.Order };
        }

        _context = _context with { PageSize = layout.ListHeight };
        State = Selection.Scroll(State, _context.Rows, layout.ListHeight);
        return window;
    }

    // What lines are made of.
    private readonly record struct RowsInput(
        Frame Frame,
        Frame? Oldest,
        bool IsTree,
        SortField Sort,
        bool IsInverted,
        HeldOrder? Order,
        System.Collections.Immutable.ImmutableHashSet<ProcessKey> Folded,
        bool ShowsThreads,
        bool ShowsKernelThreads,
        string? User,
        ProcessFilter Filter,
        Resorting Resorting);
}

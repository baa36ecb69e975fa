using Vmon.PowerShell.Screen.Frames;
using Vmon.PowerShell.Screen.View;

namespace Vmon.PowerShell.Screen.Keys;

/// <summary>What each command makes of the view.</summary>
internal static class ViewCommands
{
    private const int Far = 10;

    internal static ViewState Apply(ViewState state, Command command, ViewContext context, out Effect? effect)
    {
        state = state with { Message = "" };
        effect = EffectOf(command);
        return command switch
        {
            Command.Up => Move(state, context, state.SelectedRow - 1),
            Command.Down => Move(state, context, state.SelectedRow + 1),
            Command.PageUp => Move(state, context, state.SelectedRow - context.PageSize),
            Command.PageDown => Move(state, context, state.SelectedRow + context.PageSize),
            Command.First => Move(state, context, 0),
            Command.Last => Move(state, context, int.MaxValue),
            Command.Tree => state with { IsTree = !state.IsTree, Order = null },
            Command.Fold => Fold(state, context, isFolded: true),
            Command.Unfold => Fold(state, context, isFolded: false),
            Command.ToggleFold => Fold(state, context, state.Selected is { } selected && !state.Folded.Contains(selected)),
            Command.FoldAll => FoldAll(state, context),
            Command.Search => state with { Dialog = new Prompt(PromptKind.Search, "", 0) },
            Command.SearchNext => Find(state, context, state.SelectedRow + 1),
            Command.Filter => state with { Dialog = new Prompt(PromptKind.Filter, state.Filter.Text, state.Filter.Text.Length) },
            Command.User => PickUser(state, context),
            Command.SortPicker => state with { Dialog = new Picker(PickerKind.Sort, "Sort by", Enum.GetNames<SortField>(), (int)state.Sort) },
            Command.SortCpu => Sort(state, SortField.Cpu),
            Command.SortMemory => Sort(state, SortField.Memory),
            Command.SortTime => Sort(state, SortField.Time),
            Command.SortId => Sort(state, SortField.Id),
            Command.Invert => state with { IsInverted = !state.IsInverted, Order = null, Message = state.IsTree ? "A tree has no other order. P, M, T and N sort." : "" },
            Command.Resorting => Resort(state),
            Command.Follow => state with { Follows = !state.Follows, Message = state.Follows ? "The selection stays on its line." : "The selection follows its process." },
            Command.Tag => Move(Toggle(state), context, state.SelectedRow + 1),
            Command.TagTree => TagTree(state, context),
            Command.Untag => state with { Tagged = [] },
            Command.Signal => PickSignal(state),
            Command.Threads => state with { ShowsThreads = !state.ShowsThreads },
            Command.KernelThreads => state with { ShowsKernelThreads = !state.ShowsKernelThreads },
            Command.Network => state with { ShowsNetwork = !state.ShowsNetwork },
            Command.Detail => state with { ShowsDetail = !state.ShowsDetail },
            Command.NextTab => Show(state, state.Tab == DetailTab.Threads ? DetailTab.Process : state.Tab + 1),
            Command.PreviousTab => Show(state, state.Tab == DetailTab.Process ? DetailTab.Threads : state.Tab - 1),
            Command.Files => Show(state, DetailTab.Files),
            Command.DetailDown => state with { DetailTop = state.DetailTop + 1 },
            Command.DetailUp => state with { DetailTop = Math.Max(0, state.DetailTop - 1) },
            Command.Mouse => state with { HasMouse = !state.HasMouse, Message = state.HasMouse ? "Mouse off." : "Mouse on: click a process or a column, and turn the wheel." },
            Command.Help => state with { Dialog = new HelpPage(0) },
            _ => state,
        };
    }

    /// <summary>Sorts by a key, as a list. The selection goes to the first line unless it follows its process.</summary>
    internal static ViewState Sort(ViewState state, SortField key)
    {
        ViewState sorted = state with { IsTree = false, Sort = key, IsInverted = state.Sort == key && !state.IsTree && state.IsInverted, Order = null, Dialog = null };
        return state.Follows ? sorted : sorted with { Selected = null, SelectedRow = 0, Top = 0 };
    }

    /// <summary>Selects a line.</summary>
    internal static ViewState Move(ViewState state, ViewContext context, int row)
    {
        if (context.Rows.Count == 0) return state;
        row = Math.Clamp(row, 0, context.Rows.Count - 1);
        ProcessKey selected = context.Rows.KeyAt(row);
        return state with { SelectedRow = row, Selected = selected, DetailTop = selected == state.Selected ? state.DetailTop : 0 };
    }

    /// <summary>Selects the next line that the search matches, from a line on and around the end.</summary>
    internal static ViewState Find(ViewState state, ViewContext context, int from)
    {
        int count = context.Rows.Count;
        if (state.Search.Length == 0) return state with { Message = "Search with / first." };
        for (int i = 0; i < count; i++)
        {
            int row = (from + i) % count;
            if (ProcessFilter.Contains(context.Rows.SampleAt(row), state.Search)) return Move(state, context, row);
        }

        return state with { Message = $"No process on the list matches '{state.Search}'." };
    }

    private static Effect? EffectOf(Command command) => command switch
    {
        Command.Quit => new QuitEffect(IsInterrupt: false),
        Command.Interrupt => new QuitEffect(IsInterrupt: true),
        Command.Back => new MoveEffect(-1),
        Command.Forward => new MoveEffect(1),
        Command.BackFar => new MoveEffect(-Far),
        Command.ForwardFar => new MoveEffect(Far),
        Command.Beginning => new MoveEffect(int.MinValue),
        Command.Now => new MoveEffect(int.MaxValue),
        Command.Freeze => new FreezeEffect(),
        Command.Redraw => new RedrawEffect(),
        Command.Suspend => new SuspendEffect(),
        _ => null,
    };

    private static ViewState Show(ViewState state, DetailTab tab) => state with { ShowsDetail = true, Tab = tab, DetailTop = 0 };

    // A process without children stands for its parent, as in htop.
    private static ViewState Fold(ViewState state, ViewContext context, bool isFolded)
    {
        if (!state.IsTree || context.Rows.Count == 0) return state with { Message = "Only a tree can be folded. F5 shows it." };
        Row row = context.Rows[Math.Min(state.SelectedRow, context.Rows.Count - 1)];
        Forest forest = context.Rows.Forest;
        int node = row.HasChildren || !isFolded ? row.Node : forest.ParentOf(row.Node);
        if (node < 0) return state;
        ProcessKey key = ProcessKey.Of(forest[node]);
        return isFolded ? state with { Folded = state.Folded.Add(key), Selected = key } : state with { Folded = state.Folded.Remove(key) };
    }

    private static ViewState FoldAll(ViewState state, ViewContext context)
    {
        if (!state.IsTree) return state with { Message = "Only a tree can be folded. F5 shows it." };
        if (state.Folded.Count > 0) return state with { Folded = [] };
        Forest forest = context.Rows.Forest;
        IEnumerable<int> parents = Enumerable.Range(0, forest.Count).Where(node => forest.EndOf(node) > node + 1);
        return state with { Folded = [.. parents.Select(node => ProcessKey.Of(forest[node]))], Selected = null, SelectedRow = 0 };
    }

    private static ViewState Toggle(ViewState state) => state.Selected is not { } selected ? state
        : state with { Tagged = state.Tagged.SymmetricExcept([selected]) };

    private static ViewState TagTree(ViewState state, ViewContext context)
    {
        if (context.Rows.Count == 0) return state;
        Forest forest = context.Rows.Forest;
        int node = context.Rows[Math.Min(state.SelectedRow, context.Rows.Count - 1)].Node;
        IEnumerable<ProcessKey> subtree = Enumerable.Range(node, forest.EndOf(node) - node).Where(at => !forest[at].IsThread && !forest[at].HasExited).Select(at => ProcessKey.Of(forest[at]));
        return state with { Tagged = state.Tagged.Union(subtree) };
    }

    private static ViewState Resort(ViewState state)
    {
        Resorting next = state.Resorting == Resorting.Always ? Resorting.OnKey : state.Resorting + 1;
        return state with
        {
            Resorting = next,
            Message = next switch
            {
                Resorting.OnKey => "The order is kept until a key sorts.",
                Resorting.Sometimes => $"Lists are sorted every {ViewState.SamplesBetweenOrders} samples.",
                _ => "Lists are sorted in every sample.",
            },
        };
    }

    private static ViewState PickUser(ViewState state, ViewContext context)
    {
        string[] users = [.. context.Frame.Processes.Select(static process => process.UserName).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        return state with { Dialog = new Picker(PickerKind.User, "Show processes of", ["All users", .. users], Math.Max(0, Array.IndexOf(users, state.User) + 1)) };
    }

    private static ViewState PickSignal(ViewState state)
    {
        if (state.Targets is not { Count: > 0 } targets) return state with { Message = "No process is selected." };
        return state with { Dialog = new Picker(PickerKind.Signal, "Send signal", SignalList.Names, SignalList.IndexOf(Signals.SIGTERM)) { Targets = targets } };
    }
}

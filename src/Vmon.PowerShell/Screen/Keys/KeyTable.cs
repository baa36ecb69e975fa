using Vmon.PowerShell.Screen.Input;

namespace Vmon.PowerShell.Screen.Keys;

/// <summary>The keys of a command, and what it does. The help of the view and docs/live-view.md have the same table.</summary>
/// <param name="Command">The command.</param>
/// <param name="Group">Heading in the help.</param>
/// <param name="Help">What it does.</param>
/// <param name="Keys">The keys. The help shows all of them.</param>
internal sealed record KeyBinding(Command Command, string Group, string Help, params Key[] Keys)
{
    /// <summary>The keys as the help shows them.</summary>
    internal string Names => string.Join(' ', Keys.Select(static key => key.ToString()));
}

/// <summary>Every key of the view.</summary>
internal static class KeyTable
{
    private const string Moving = "Moving";
    private const string Times = "Time";
    private const string Showing = "Showing";
    private const string Sorting = "Sorting";
    private const string Acting = "Processes";
    private const string Others = "Other";

    internal static readonly KeyBinding[] All =
    [
        new(Command.Up, Moving, "Previous process", new Key(KeyCode.Up), Key.Control('p')),
        new(Command.Down, Moving, "Next process", new Key(KeyCode.Down), Key.Control('n')),
        new(Command.PageUp, Moving, "Previous page", new Key(KeyCode.PageUp), Key.Control('b')),
        new(Command.PageDown, Moving, "Next page", new Key(KeyCode.PageDown), Key.Control('f')),
        new(Command.First, Moving, "First process", new Key(KeyCode.Home), Key.Of('g')),
        new(Command.Last, Moving, "Last process", new Key(KeyCode.End), Key.Of('G')),
        new(Command.Search, Moving, "Search names, command lines and PIDs", new Key(KeyCode.F3), Key.Of('/')),
        new(Command.SearchNext, Moving, "Next match of the search", Key.Of('n')),
        new(Command.Follow, Moving, "Selection follows its process when a list is sorted again", Key.Of('F')),
        new(Command.Back, Times, "One sample back", new Key(KeyCode.Left)),
        new(Command.Forward, Times, "One sample forward", new Key(KeyCode.Right)),
        new(Command.BackFar, Times, "Ten samples back", new Key(KeyCode.Left, default, KeyModifiers.Shift), new Key(KeyCode.Left, default, KeyModifiers.Control), Key.Of('[')),
        new(Command.ForwardFar, Times, "Ten samples forward", new Key(KeyCode.Right, default, KeyModifiers.Shift), new Key(KeyCode.Right, default, KeyModifiers.Control), Key.Of(']')),
        new(Command.Beginning, Times, "Oldest sample", Key.Of('{')),
        new(Command.Now, Times, "Latest sample, and on with the present", Key.Of('}')),
        new(Command.Freeze, Times, "Freeze the display while sampling goes on; play a recording", Key.Of('Z'), Key.Of('z')),
        new(Command.Tree, Showing, "Tree or sorted list", new Key(KeyCode.F5), Key.Of('t')),
        new(Command.Unfold, Showing, "Unfold the process", Key.Of('+'), Key.Of('=')),
        new(Command.Fold, Showing, "Fold the process: it shows the totals of its tree", Key.Of('-')),
        new(Command.FoldAll, Showing, "Fold or unfold all", Key.Of('*')),
        new(Command.Filter, Showing, "Filter by text, or by a condition such as CpuPercent -gt 5", new Key(KeyCode.F4), Key.Of('\\')),
        new(Command.User, Showing, "Only processes of a user", Key.Of('u')),
        new(Command.Threads, Showing, "Threads", Key.Of('H')),
        new(Command.KernelThreads, Showing, "Kernel threads", Key.Of('K')),
        new(Command.Network, Showing, "Bytes that each process receives and sends (reads the data set Network)", Key.Of('b')),
        new(Command.SortCpu, Sorting, "Sort by CPU", Key.Of('P')),
        new(Command.SortMemory, Sorting, "Sort by memory", Key.Of('M')),
        new(Command.SortTime, Sorting, "Sort by CPU time", Key.Of('T')),
        new(Command.SortId, Sorting, "Sort by PID", Key.Of('N')),
        new(Command.SortPicker, Sorting, "Choose what to sort by", new Key(KeyCode.F6), Key.Of('>'), Key.Of('<'), Key.Of('.'), Key.Of(',')),
        new(Command.Invert, Sorting, "Invert the order", Key.Of('I')),
        new(Command.Resorting, Sorting, "Keep the order until a key sorts, sort every five samples, or always", Key.Of('o')),
        new(Command.Tag, Acting, "Tag the process, and go to the next", Key.Of(' ')),
        new(Command.TagTree, Acting, "Tag the process and its descendants", Key.Of('c')),
        new(Command.Untag, Acting, "Untag all", Key.Of('U')),
        new(Command.Signal, Acting, "Send a signal to the tagged processes, or to the selected one", new Key(KeyCode.F9), Key.Of('k')),
        new(Command.Detail, Acting, "Show or hide the details of the selected process", new Key(KeyCode.Enter), Key.Of('i')),
        new(Command.NextTab, Acting, "Next details: files, pipes, connections, threads", new Key(KeyCode.Tab)),
        new(Command.PreviousTab, Acting, "Previous details", new Key(KeyCode.BackTab)),
        new(Command.Files, Acting, "Open files of the process", Key.Of('l')),
        new(Command.DetailDown, Acting, "Next line of the details", Key.Of('j')),
        new(Command.DetailUp, Acting, "Previous line of the details", Key.Of('J')),
        new(Command.Mouse, Others, "Turn the mouse on or off", Key.Of('m')),
        new(Command.Redraw, Others, "Draw the screen again", Key.Control('l')),
        new(Command.Suspend, Others, "Stop, and give the terminal back to the shell; fg goes on", Key.Control('z')),
        new(Command.Help, Others, "This help", new Key(KeyCode.F1), Key.Of('?'), Key.Of('h')),
        new(Command.Quit, Others, "Quit", new Key(KeyCode.F10), Key.Of('q')),
        new(Command.Interrupt, Others, "Quit, and stop the script as well", Key.Control('c')),
    ];

    private static readonly Dictionary<Key, Command> Commands = All.SelectMany(static binding => binding.Keys.Select(key => (key, binding.Command))).ToDictionary();

    /// <summary>The command of a key. None if it has none.</summary>
    internal static Command Of(Key key) => Commands.GetValueOrDefault(key with { X = 0, Y = 0 });
}

using Vmon.PowerShell.Screen.Frames;

namespace Vmon.PowerShell.Screen.View;

/// <summary>Something that takes the keys until it is closed.</summary>
internal abstract record Dialog;

/// <summary>What a line that is typed is for.</summary>
internal enum PromptKind
{
    Search,
    Filter,
}

/// <summary>A line that is typed.</summary>
/// <param name="Kind">What for.</param>
/// <param name="Text">What was typed.</param>
/// <param name="Cursor">Where the next character goes.</param>
internal sealed record Prompt(PromptKind Kind, string Text, int Cursor) : Dialog;

/// <summary>What is chosen from a list.</summary>
internal enum PickerKind
{
    User,
    Sort,
    Signal,
}

/// <summary>A list of which one is chosen.</summary>
/// <param name="Kind">What for.</param>
/// <param name="Title">What is asked.</param>
/// <param name="Items">The choices.</param>
/// <param name="Index">The one that Enter takes.</param>
internal sealed record Picker(PickerKind Kind, string Title, IReadOnlyList<string> Items, int Index) : Dialog
{
    /// <summary>The processes that the choice is for.</summary>
    internal IReadOnlyList<ProcessKey> Targets { get; init; } = [];
}

/// <summary>A question whether to send a signal.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Targets">The processes.</param>
/// <param name="Question">The question.</param>
internal sealed record SignalQuestion(Signals Signal, IReadOnlyList<ProcessKey> Targets, string Question) : Dialog;

/// <summary>The list of keys.</summary>
/// <param name="Top">First line.</param>
internal sealed record HelpPage(int Top) : Dialog;

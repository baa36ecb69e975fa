using Vmon.PowerShell.Screen.Frames;

namespace Vmon.PowerShell.Screen.Keys;

/// <summary>What a key asks for beyond a change of the view.</summary>
internal abstract record Effect;

/// <summary>End the view.</summary>
/// <param name="IsInterrupt">Whether the script is to be stopped as well.</param>
internal sealed record QuitEffect(bool IsInterrupt) : Effect;

/// <summary>Show another sample.</summary>
/// <param name="Samples">How many samples from the one that is shown; int.MinValue and int.MaxValue are the ends.</param>
internal sealed record MoveEffect(int Samples) : Effect;

/// <summary>Freeze the display, or go on.</summary>
internal sealed record FreezeEffect : Effect;

/// <summary>Filter by a text.</summary>
/// <param name="Text">The text, or the condition.</param>
internal sealed record FilterEffect(string Text) : Effect;

/// <summary>Send a signal.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Targets">The processes.</param>
internal sealed record SignalEffect(Signals Signal, IReadOnlyList<ProcessKey> Targets) : Effect;

/// <summary>Stop this process as Ctrl+Z does, until it is continued.</summary>
internal sealed record SuspendEffect : Effect;

/// <summary>Draw everything again.</summary>
internal sealed record RedrawEffect : Effect;

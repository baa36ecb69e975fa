using Vmon.PowerShell.Screen.Frames;

namespace Vmon.PowerShell.Screen;

/// <summary>What the view does to processes, and asks of PowerShell.</summary>
internal interface IViewActions
{
    /// <summary>Sends a signal to exactly these processes. Returns what happened.</summary>
    string Send(Signals signal, IReadOnlyList<ProcessKey> targets, Func<ProcessKey, string> name);

    /// <summary>Makes a condition of a text. Null, with the reason, if it is not valid.</summary>
    ScriptCondition? Compile(string text, out string? reason);
}

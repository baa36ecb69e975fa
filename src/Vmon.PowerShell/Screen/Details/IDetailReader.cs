using Vmon.PowerShell.Screen.Frames;
using Vmon.PowerShell.Screen.View;

namespace Vmon.PowerShell.Screen.Details;

/// <summary>Reads what a frame does not have of a process: its files, pipes, connections and threads. Called by a thread of its own.</summary>
internal interface IDetailReader
{
    /// <summary>Lines for the screen, of which the first is a heading.</summary>
    /// <param name="tab">What to read.</param>
    /// <param name="process">Of which process.</param>
    /// <param name="time">When, in a recording.</param>
    IReadOnlyList<string> Read(DetailTab tab, ProcessKey process, DateTimeOffset time);
}

using Vmon.PowerShell.Screen.Frames;
using Vmon.PowerShell.Screen.View;

namespace Vmon.PowerShell.Screen.Keys;

/// <summary>What is on the screen when a key is pressed.</summary>
/// <param name="Rows">The lines.</param>
/// <param name="Frame">The sample.</param>
/// <param name="PageSize">How many lines there is room for.</param>
internal sealed record ViewContext(Rows Rows, Frame Frame, int PageSize)
{
    /// <summary>A process of the sample, or one that exited shortly before. Null if it is gone.</summary>
    internal ProcessSample? Find(ProcessKey key)
    {
        for (int node = 0; node < Rows.Forest.Count; node++)
            if (ProcessKey.Of(Rows.Forest[node]) == key) return Rows.Forest[node];
        return null;
    }
}

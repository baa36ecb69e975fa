namespace Vmon.PowerShell.Screen.Drawing;

/// <summary>Which lines of the screen each part has.</summary>
/// <param name="Width">Columns of the screen.</param>
/// <param name="Height">Lines of the screen.</param>
/// <param name="MachineHeight">Lines of the machine, at the top.</param>
/// <param name="ListHeight">Lines of the processes, below their headings.</param>
/// <param name="DetailHeight">Lines of the details with the rule above them. 0 if they are hidden.</param>
internal sealed record Layout(int Width, int Height, int MachineHeight, int ListHeight, int DetailHeight)
{
    /// <summary>A smaller screen shows a note instead.</summary>
    internal const int LeastWidth = 40;

    internal const int LeastHeight = 10;

    private const int LeastHeightWithDetail = 18;
    private const int FewestDetailLines = 5;
    private const int MostDetailLines = 14;

    internal int HeadingTop => MachineHeight;

    internal int ListTop => MachineHeight + 1;

    internal int DetailTop => ListTop + ListHeight;

    internal int FooterTop => Height - 1;

    internal static Layout Of(int width, int height, int machineHeight, bool showsDetail)
    {
        int machine = Math.Min(machineHeight, Math.Max(1, height / 3));
        int detail = showsDetail && height >= LeastHeightWithDetail ? Math.Clamp(height / 4, FewestDetailLines, MostDetailLines) : 0;
        return new Layout(width, height, machine, Math.Max(0, height - machine - detail - 2), detail);
    }
}

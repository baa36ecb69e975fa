using Vmon.Sources.Machine;

namespace Vmon.Recording.Machine;

/// <summary>The columns of the machine, counted from the first. The numbers are part of the format.</summary>
internal static class MachineColumns
{
    /// <summary>The time since boot, and how each file was read.</summary>
    internal const int Statuses = 0;

    private const int First = 1;
    private const int PerFile = 3;

    /// <summary>Whether most of the numbers of a file are counters. Those of vmstat are half and half, and take less if they are not.</summary>
    internal static bool IsSteady(int file) => (SystemFileId)file is not (SystemFileId.MemInfo or SystemFileId.VmStat);

    internal static int Shapes(SystemFileId file) => First + (PerFile * (int)file);

    internal static int Places(SystemFileId file) => Shapes(file) + 1;

    internal static int Differences(SystemFileId file) => Shapes(file) + 2;
}

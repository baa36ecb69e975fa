using Vmon.Sources.Machine;

namespace Vmon.Recording.Machine;

/// <summary>The columns of the machine, counted from the first. The numbers are part of the format.</summary>
internal static class MachineColumns
{
    /// <summary>The time since boot, and how each of the first files was read.</summary>
    internal const int Statuses = 0;

    /// <summary>Which of the other files were read, and how. A recording of a version that does not read them lacks the column.</summary>
    internal const int LaterStatuses = 63;

    /// <summary>Number of the files that every recording has a status of.</summary>
    internal const int FirstFiles = (int)SystemFileId.Interrupts + 1;

    private const int First = 1;
    private const int PerFile = 3;

    /// <summary>Whether most of the numbers of a file increase evenly. IO comes in bursts, and the numbers of vmstat are half and half: they take less without.</summary>
    internal static bool IsSteady(int file) => file < FirstFiles && (SystemFileId)file is not (SystemFileId.MemInfo or SystemFileId.VmStat);

    internal static int Shapes(SystemFileId file) => First + (PerFile * (int)file);

    internal static int Places(SystemFileId file) => Shapes(file) + 1;

    internal static int Differences(SystemFileId file) => Shapes(file) + 2;
}

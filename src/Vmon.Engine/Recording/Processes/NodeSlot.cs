using Vmon.Kernel.Events;
using Vmon.Parsing.Processes;
using Vmon.Sources.Processes;

namespace Vmon.Recording.Processes;

/// <summary>What the last frame that has a process has of it. A thread has a slot as well.</summary>
/// <param name="number">Number of the slot.</param>
/// <param name="isUnsampled">Whether it exited before any sample read it.</param>
internal sealed class NodeSlot(int number, bool isUnsampled)
{
    internal int Number { get; } = number;

    internal bool IsUnsampled { get; } = isUnsampled;

    internal bool IsNew { get; set; } = true;

    /// <summary>The numbers. Null before it was written, and after the frame that has its exit.</summary>
    internal long[]? Numbers { get; set; }

    /// <summary>The data sets beyond the default. Null if none is recorded.</summary>
    internal DetailWriter.State? Details { get; set; }

    /// <summary>The open descriptors. Null if they are not recorded.</summary>
    internal FileTableWriter.State? Files { get; set; }

    internal bool HasName { get; set; }

    internal Comm Name { get; set; }

    internal ProcessCommand? Command { get; set; }

    /// <summary>Whether the command line is longer than recorded.</summary>
    internal bool IsCommandTruncated { get; set; }

    internal ProcessUser? User { get; set; }

    internal TaskTraits? Traits { get; set; }

    internal ProcessCgroups? Cgroups { get; set; }

    internal ExitRecord? Exit { get; set; }

    internal int? ParentThreadId { get; set; }
}

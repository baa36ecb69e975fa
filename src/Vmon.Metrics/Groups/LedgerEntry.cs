using Vmon.Metrics.Declarations;

namespace Vmon.Metrics.Groups;

/// <summary>What the ledger knows of a process.</summary>
internal sealed class LedgerEntry
{
    /// <summary>The largest totals that were accounted.</summary>
    internal CounterValues Accounted;

    internal ProcessIdentity Process { get; set; }

    /// <summary>The group that what it uses next counts for. Null before it is known.</summary>
    internal Group? Group { get; set; }

    /// <summary>The object from which the group was derived. While a process has the same one, its group is the same.</summary>
    internal object? Origin { get; set; }

    /// <summary>Its open descriptors, when it was last seen to have run. Null if unknown.</summary>
    internal long? Descriptors { get; set; }

    /// <summary>Number of the last sample that has it.</summary>
    internal long SeenIn { get; set; }

    /// <summary>Whether the sample under way is the first that has it.</summary>
    internal bool IsNew { get; set; }
}

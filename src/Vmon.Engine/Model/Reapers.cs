namespace Vmon.Model;

/// <summary>Which processes can have reaped one that exited: its parent, and what can adopt it.</summary>
/// <param name="nodes">The processes of the table.</param>
internal sealed class Reapers(NodeSet nodes)
{
    private const int InitId = 1;

    private ProcessNode? _init;

    /// <summary>Begins with the processes of a sample.</summary>
    /// <param name="hasAll">Whether the table has all processes.</param>
    internal void Begin(bool hasAll) => _init = hasAll ? nodes.Find(InitId) : null;

    /// <summary>Whether a process has a reading of this sample: it is running, or exited after the read.</summary>
    internal static bool IsReaper(ProcessNode process) => process.Records.Interval is not null;

    /// <summary>The parent of a process at its exit. Null if it is not in the table.</summary>
    // It may have been adopted after it was read, and before it exited; or as a zombie, after both.
    internal ProcessNode? ParentOf(ProcessNode exited) =>
        (exited.Exit?.ParentId is int atExit ? ParentOf(exited, atExit) : null) ?? ParentOf(exited, exited.ParentId);

    /// <summary>The first process that can have reaped another one. Null for none.</summary>
    internal ProcessNode? First(ProcessNode exited) =>
        ParentOf(exited) is not { } parent ? Adopter(exited) : IsReaper(parent) ? parent : parent.HasTerminated ? Next(parent) : null;

    /// <summary>The next process that can have reaped another one. Null for none.</summary>
    // Only a living parent can have reaped it.
    internal ProcessNode? Next(ProcessNode exited, ProcessNode reaper) =>
        !reaper.HasTerminated && reaper == ParentOf(exited) ? null : Next(reaper);

    /// <summary>The next process that can have adopted what this one left behind, or did not reap. Null for none.</summary>
    internal ProcessNode? Next(ProcessNode reaper)
    {
        ProcessNode? next = reaper.Parent;
        while (next is { Id: not 0 } && !IsReaper(next)) next = next.Parent;
        return next is { Id: not 0 } ? next : LastReaper(reaper);
    }

    // The init of a PID namespace adopts the orphans of a process that entered it, and is not above them.
    private ProcessNode? ParentOf(ProcessNode exited, int id) => AncestorOf(exited, id) ?? nodes.FindParent(id, exited);

    private static ProcessNode? AncestorOf(ProcessNode exited, int id)
    {
        ProcessNode? ancestor = exited.Parent;
        while (ancestor is { Id: not 0 } && ancestor.Id != id) ancestor = ancestor.Parent;
        return ancestor is { Id: not 0 } ? ancestor : null;
    }

    // One whose parent is not known had it at its last reading. One that has none is reaped outside the namespace.
    private ProcessNode? Adopter(ProcessNode exited) => exited.ParentId == 0 ? null : LastReaper(exited);

    // It adopts whatever no other ancestor does.
    private ProcessNode? LastReaper(ProcessNode below) =>
        _init is { Phase: not NodePhase.Exited } init && init != below && IsReaper(init) ? init : null;
}

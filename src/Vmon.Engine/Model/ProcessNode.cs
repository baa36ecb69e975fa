using Vmon.Kernel.Events;
using Vmon.ProcFs;
using Vmon.Sources;

namespace Vmon.Model;

/// <summary>One process of the live table, or one thread of it: its records, its phase, why it is in the watch, and its place in the hierarchy.</summary>
/// <param name="id">PID, or TID of a thread.</param>
/// <param name="process">The process whose thread it is; null for a process.</param>
internal sealed class ProcessNode(int id, ProcessNode? process = null) : TreeNode<ProcessNode>
{
    /// <summary>Data sets that threads have of their own; the others are those of their process.</summary>
    private const ProcessDataSets OfThreads =
        ProcessDataSets.All & ~(ProcessDataSets.Memory | ProcessDataSets.Command | ProcessDataSets.Pss | ProcessDataSets.Oom | ProcessDataSets.Files | ProcessDataSets.Network);

    /// <summary>Why it is in the watch. Threads follow their process.</summary>
    internal Membership Membership;

    internal int Id { get; } = id;

    internal ProcessNode? Process { get; } = process;

    /// <summary>What its source has read of it.</summary>
    internal ProcessRecords Records { get; } = new(id, process?.Records);

    internal ProcessIdentity Identity => Records.Identity;

    internal int ParentId => Records.ParentId;

    internal string Name => Records.Name;

    internal NodePhase Phase { get; set; }

    internal override bool IsThread => Process is not null;

    private protected override bool IsSeen => Phase != NodePhase.Unseen;

    private protected override bool HasExited => Phase == NodePhase.Exited;

    /// <summary>Number of the sample that last named it, in a listing or among its parent's children.</summary>
    internal long NamedIn { get; set; }

    /// <summary>Number of the sample in which a pass over all tasks last named its threads.</summary>
    internal long ThreadsNamedIn { get; set; }

    /// <summary>The parent among whose children it was found. Null if it was listed or requested.</summary>
    internal ProcessNode? NamedBy { get; set; }

    /// <summary>Index in the table's list, for removal in O(1).</summary>
    internal int Index { get; set; }

    /// <summary>
    /// Position of the last check of all its children, in the order of all that is read and found. If this follows its reading, the reading agrees with their states.
    /// </summary>
    internal long CheckOrder { get; set; }

    /// <summary>Position at which it was found to have exited, in that order.</summary>
    internal long ExitOrder { get; private set; }

    /// <summary>How it exited, as an event reported it. Null if it did not, and without events.</summary>
    internal ExitRecord? Exit { get; set; }

    /// <summary>Whether it exited according to its last reading, or a later finding. Its parent may not have waited for it yet.</summary>
    internal bool HasTerminated => Phase == NodePhase.Exited || Records.Stat.Reading.Current is { State: ProcessState.Zombie or ProcessState.Dead };

    /// <summary>The thread of its parent that forked it, or adopted it since. Null if that was not read.</summary>
    internal int? ParentThreadId { get; set; }

    /// <summary>Number of selected nodes above it.</summary>
    internal int Depth { get; set; }

    /// <summary>Whether the table knows all its children.</summary>
    internal bool AreChildrenKnown { get; set; }

    /// <summary>The part of its counters that samples of its children have shown. Null until it has reaped one.</summary>
    internal ReapedChildren? ReapedOrNull { get; private set; }

    internal ReapedChildren Reaped => ReapedOrNull ??= new ReapedChildren();

    internal bool IsSelected => Process?.Membership.IncludesThreads ?? Membership.IsActive;

    /// <summary>The data sets to read of it if it is selected.</summary>
    internal ProcessDataSets DataSets => Process is null ? Membership.DataSets : Process.DataSets & OfThreads;

    /// <summary>Reads the records of the sample under way.</summary>
    internal ReadStatus Sample(IProcessSource source)
    {
        bool isNew = Phase == NodePhase.Unseen;
        bool isUncertain = isNew && Membership.Asked is { Target.Id: > 0 } && Records.ExpectedStart is null; // it may not be the requested process
        ReadStatus status = source.Read(Records, IsSelected && !isUncertain ? DataSets : null);
        if (status == ReadStatus.Gone || (status != ReadStatus.Ok && isNew)) return status;
        Phase = isNew ? NodePhase.New : NodePhase.Live;
        if (!isUncertain) return status;
        Membership.Refuse(Identity);
        if (IsSelected) source.ReadDataSets(Records, DataSets);
        return status;
    }

    /// <summary>Records its exit. It keeps its last values; if they are not of the current sample, its interval has no differences.</summary>
    internal void MarkExited(SampleState sample)
    {
        if (Phase == NodePhase.Unseen || Records.ReadOrder < sample.FirstOrder) Records.Freeze();
        Phase = NodePhase.Exited;
        ExitOrder = sample.NextOrder();
    }
}

/// <summary>Life cycle of a node. A process that exited is shown once more, and removed by the next sample.</summary>
internal enum NodePhase : byte
{
    /// <summary>Named by a directory or a parent, and not read yet. It may have exited already, or be hidden.</summary>
    Unseen,
    New,
    Live,
    Exited,
}

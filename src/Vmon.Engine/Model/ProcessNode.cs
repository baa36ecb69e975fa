using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Sources;
using Vmon.Sources.Processes;

namespace Vmon.Model;

/// <summary>One process of the live table, or one thread of it: its readings, its phase, and its place in the hierarchy.</summary>
/// <param name="id">Pid, or tid of a thread.</param>
/// <param name="process">The process that it is a thread of; null for a process.</param>
internal sealed partial class ProcessNode(int id, ProcessNode? process = null) : TreeNode<ProcessNode>, IGuardedCaller
{
    internal SampledFile<ProcStat> Stat;
    internal SampledFile<ProcStatm> Memory;
    internal SampledFile<ProcIo> Io;
    internal CommandSampler Command = new();
    internal UserSampler User;
    internal ChildrenSampler Children;

    /// <summary>Data sets beyond the default. Null if none are requested.</summary>
    internal ProcessDetails? Details { get; private set; }

    internal int Id { get; } = id;

    internal ProcessNode? Process { get; } = process;

    internal override bool IsThread => Process is not null;

    private protected override bool HasExited => Phase == NodePhase.Exited;

    internal ProcessIdentity Identity => new(Id, Stat.Reading.Current.StartTime);

    internal NodePhase Phase { get; set; }

    /// <summary>The number of the sample that last named it, in a listing or among its parent's children.</summary>
    internal long NamedIn { get; set; }

    /// <summary>The number of the sample in which the task stream last named its threads.</summary>
    internal long ThreadsNamedIn { get; set; }

    /// <summary>The parent whose children file named it. Null if it was listed or requested.</summary>
    internal ProcessNode? NamedBy { get; set; }

    /// <summary>Start time of the requested process. Null to accept any process with the PID.</summary>
    internal long? ExpectedStart { get; set; }

    /// <summary>Index in the table's list, for removal in O(1).</summary>
    internal int Index { get; set; }

    /// <summary>Monotonic time of the last reading.</summary>
    internal long Timestamp { get; private set; }

    /// <summary>When it was last read, in the order of all that the table reads and finds; of its files the first.</summary>
    internal long ReadOrder { get; private set; }

    /// <summary>When all its children were last checked, in that order. If this follows its reading, the reading agrees with their states.</summary>
    internal long CheckOrder { get; set; }

    /// <summary>When it was found to have exited, in that order.</summary>
    internal long ExitOrder { get; private set; }

    /// <summary>Length of the sample's interval. Null if the process has no reading from its beginning and did not start in it.</summary>
    internal TimeSpan? Elapsed { get; private set; }

    /// <summary>The stat record. Shared fields of a thread are copied from its process, because a resting thread is not read.</summary>
    internal Reading<ProcStat> WholeStat
    {
        get
        {
            Reading<ProcStat> stat = Stat.Reading;
            if (Process is null) return stat;
            ref readonly Reading<ProcStat> shared = ref Process.Stat.Reading;
            stat.Current.TakeShared(shared.Current);
            stat.Previous.TakeShared(shared.IsPaired ? shared.Previous : shared.Current);
            return stat;
        }
    }

    internal int ParentId => Stat.Reading.Current.ParentId;

    /// <summary>The thread of its parent that forked it, or adopted it since; null if that was not read.</summary>
    internal int? ParentThreadId { get; set; }

    /// <summary>How many selected nodes are above it.</summary>
    internal int Depth { get; set; }

    /// <summary>The part of its counters that samples of its children have shown; null until it has reaped one.</summary>
    internal ReapedChildren? ReapedOrNull { get; private set; }

    internal ReapedChildren Reaped => ReapedOrNull ??= new ReapedChildren();

    /// <summary>Whether the table knows all its children.</summary>
    internal bool AreChildrenKnown { get; set; }

    internal void Close(DescriptorBudget budget)
    {
        Activity.Close(budget);
        Children.Close(budget);
        CloseFiles(budget);
    }

    private void CloseFiles(DescriptorBudget budget)
    {
        Stat.Close(budget);
        Memory.Close(budget);
        Io.Close(budget);
        Details?.Close(budget);
    }
}

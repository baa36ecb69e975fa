namespace Vmon;

/// <summary>
/// A process sample with the totals of its subtree: the process and its descendants. A total is the sum of what is known;
/// <see cref="IsComplete"/> says whether that is all, and null that nothing of it is known.
/// </summary>
public sealed class ProcessTreeNode : ProcessSample
{
    private readonly List<ProcessTreeNode> _children = [];
    private readonly TimeSpan? _interval;

    internal ProcessTreeNode(ProcessSample process, ProcessTreeNode? above, TimeSpan? interval)
        : base(process)
    {
        Process = process;
        ShownParent = above;
        _interval = interval;
        if (process.IsThread) return;
        process = process.Unnoted(); // the totals ask for properties that the user did not name
        TreeCpuTime = Sum(process.CpuTime, process.ChildrenCpuTime);
        TreeIoRead = process.IoRead;
        TreeIoWrite = process.IoWrite;
        if (process.HasExited) return; // its memory is free, and its totals are in those of the process that reaped it
        TreeProcessCount = 1;
        TreeThreadCount = process.ThreadCount;
        TreeCPU = process.CPU + process.ChildrenCpu;
        TreeWorkingSet = process.WorkingSet;
        TreeProportionalMemory = process.ProportionalMemory;
        TreeIoReadTotal = process.IoReadTotal;
        TreeIoWriteTotal = process.IoWriteTotal;
        IsComplete = process.Denied == ProcessDataSets.None && process.DiscardsChildUsage != true
            && (interval is null || (process.CpuTime is not null && process.ChildrenCpuTime is not null));
    }

    /// <summary>A process that has exited, or whose descendants were adopted by others, with the totals of what is left of its tree.</summary>
    internal ProcessTreeNode(ProcessSample process, IEnumerable<ProcessTreeNode> left)
        : base(process)
    {
        Process = process;
        foreach (ProcessTreeNode node in left)
        {
            _interval = node._interval;
            Take(node);
        }
    }

    /// <summary>The sample from which the node was made.</summary>
    internal ProcessSample Process { get; }

    /// <summary>The node above, its Parent; null for a root.</summary>
    internal ProcessTreeNode? Above => ShownParent as ProcessTreeNode;

    /// <summary>The nodes below it, in the order in which they came: adopted ones after its own.</summary>
    public IReadOnlyList<ProcessTreeNode> Children => field ??= new ValueList<ProcessTreeNode>(_children);

    /// <summary>Whether it is the last of its parent's children: the end of a line when drawn.</summary>
    public bool IsLast => Above is null || Above._children[^1] == this;

    /// <summary>Number of processes of the subtree, itself included, without those that exited.</summary>
    public int TreeProcessCount { get; private set; }

    /// <summary>Number of threads of the subtree.</summary>
    public int? TreeThreadCount { get; private set; }

    /// <summary>CPU that the subtree used in the interval, that of exited children included: the sum of CpuTime and ChildrenCpuTime. Null without a sample before.</summary>
    public TimeSpan? TreeCpuTime { get; private set; }

    /// <summary>TreeCpuTime in per cent of one core.</summary>
    public double? TreeCpuPercent => _interval > TimeSpan.Zero ? TreeCpuTime / _interval * 100 : null;

    /// <summary>CPU seconds that the subtree used since each process started, those of exited children that were reaped included.</summary>
    public double? TreeCPU { get; private set; }

    /// <summary>Sum of the resident memory, in bytes; pages that several share count for each.</summary>
    public long? TreeWorkingSet { get; private set; }

    /// <summary>Sum of the shares of resident memory (Pss), in bytes, where wanted: what the subtree has.</summary>
    public long? TreeProportionalMemory { get; private set; }

    /// <summary>Bytes read from storage by the subtree in the interval.</summary>
    public long? TreeIoRead { get; private set; }

    /// <summary>Bytes written to storage by the subtree in the interval.</summary>
    public long? TreeIoWrite { get; private set; }

    /// <summary>Bytes read from storage by the subtree since each one's start.</summary>
    public long? TreeIoReadTotal { get; private set; }

    /// <summary>Bytes written to storage by the subtree since each one's start.</summary>
    public long? TreeIoWriteTotal { get; private set; }

    /// <summary>
    /// Whether the totals have everything. False if the kernel refused something, or discards what the children of a process used
    /// (<see cref="ProcessSample.DiscardsChildUsage"/>), or if a process could not be read at the beginning of the interval.
    /// </summary>
    public bool IsComplete { get; private set; } = true;

    internal void Add(ProcessTreeNode child) => _children.Add(child);

    internal void AddToParent() => Above?.Take(this);

    private void Take(ProcessTreeNode node)
    {
        TreeProcessCount += node.TreeProcessCount;
        TreeThreadCount = Sum(TreeThreadCount, node.TreeThreadCount);
        TreeCpuTime = Sum(TreeCpuTime, node.TreeCpuTime);
        TreeCPU = Sum(TreeCPU, node.TreeCPU);
        TreeWorkingSet = Sum(TreeWorkingSet, node.TreeWorkingSet);
        TreeProportionalMemory = Sum(TreeProportionalMemory, node.TreeProportionalMemory);
        TreeIoRead = Sum(TreeIoRead, node.TreeIoRead);
        TreeIoWrite = Sum(TreeIoWrite, node.TreeIoWrite);
        TreeIoReadTotal = Sum(TreeIoReadTotal, node.TreeIoReadTotal);
        TreeIoWriteTotal = Sum(TreeIoWriteTotal, node.TreeIoWriteTotal);
        IsComplete &= node.IsComplete;
    }

    private static TimeSpan? Sum(TimeSpan? one, TimeSpan? other) => one is null ? other : other is null ? one : one + other;

    private static T? Sum<T>(T? one, T? other)
        where T : struct, System.Numerics.INumber<T> =>
        one is null ? other : other is null ? one : one.Value + other.Value;
}

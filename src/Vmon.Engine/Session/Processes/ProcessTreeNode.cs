
namespace Vmon;

/// <summary>
/// One process with its descendants, and their totals. A total is the sum of what is known; <see cref="IsComplete"/> tells whether
/// that is all, and null that nothing of it is known.
/// </summary>
public sealed class ProcessTreeNode
{
    private readonly List<ProcessTreeNode> _children = [];

    internal ProcessTreeNode(ProcessSample process, ProcessTreeNode? parent, TimeSpan? elapsed)
    {
        Process = process;
        Parent = parent;
        Interval = elapsed;
        if (process.IsThread) return;
        process = process.Unnoted(); // nobody named what the totals ask for
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
            && (elapsed is null || (process.CpuTime is not null && process.ChildrenCpuTime is not null));
    }

    /// <summary>A process that has exited, or whose descendants were adopted by others, with the totals of what is left of its tree.</summary>
    internal ProcessTreeNode(ProcessSample process, IEnumerable<ProcessTreeNode> left)
    {
        Process = process;
        foreach (ProcessTreeNode node in left)
        {
            Interval = node.Interval;
            Take(node);
        }
    }

    /// <summary>The process itself, as the sample saw it.</summary>
    public ProcessSample Process { get; }

    /// <summary>Pid.</summary>
    public int Id => Process.Id;

    /// <summary>Name of the process.</summary>
    public string ProcessName => Process.ProcessName;

    /// <summary>What it is doing.</summary>
    public ProcessState State => Process.State;

    /// <summary>Pid of its parent, 0 for none that this /proc shows.</summary>
    public int ParentId => Process.ParentId;

    /// <summary>When it started, local time; null where a captured tree has no boot time.</summary>
    public DateTimeOffset? StartTime => Process.StartTime;

    /// <summary>Start of the process in clock ticks since boot: with the pid, what tells it from every other.</summary>
    public long StartTicks => Process.StartTicks;

    /// <summary>Whether its pid is that by which this machine's calls know it, so that it can be acted on.</summary>
    public bool IsLocal => Process.IsLocal;

    /// <summary>Its own CPU, in per cent of one core.</summary>
    public double? CpuPercent => Process.CpuPercent;

    /// <summary>CPU seconds that it used since its start, its children excluded.</summary>
    public double? CPU => Process.CPU;

    /// <summary>Its own resident memory, in bytes.</summary>
    public long? WorkingSet => Process.WorkingSet;

    /// <summary>Its command line.</summary>
    public string? CommandLine => Process.CommandLine;

    /// <summary>Level in the tree: 0 for a root.</summary>
    public int Depth => Process.Depth;

    /// <summary>The node above; null for a root.</summary>
    public ProcessTreeNode? Parent { get; }

    /// <summary>The nodes below it, in the order in which they came: adopted ones after its own.</summary>
    public IReadOnlyList<ProcessTreeNode> Children => field ??= new ValueList<ProcessTreeNode>(_children);

    /// <summary>Whether it is the last of its parent's children: the end of a line when drawn.</summary>
    public bool IsLast => Parent is null || Parent._children[^1] == this;

    /// <summary>The interval of the sample, on the monotonic clock; null for the first.</summary>
    public TimeSpan? Interval { get; }

    /// <summary>Number of processes of the subtree, itself included, without those that exited.</summary>
    public int TreeProcessCount { get; private set; }

    /// <summary>Number of threads of the subtree.</summary>
    public int? TreeThreadCount { get; private set; }

    /// <summary>CPU that the subtree used in the interval, that of exited children included: the sum of CpuTime and ChildrenCpuTime. Null without a sample before.</summary>
    public TimeSpan? TreeCpuTime { get; private set; }

    /// <summary>TreeCpuTime in per cent of one core.</summary>
    public double? TreeCpuPercent => Interval > TimeSpan.Zero ? TreeCpuTime / Interval * 100 : null;

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

    /// <summary>The process as .NET has it, for cmdlets that take Process objects.</summary>
    /// <exception cref="InvalidCastException">It has ended, whoever has its pid now.</exception>
    public static explicit operator System.Diagnostics.Process(ProcessTreeNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node.ToProcess();
    }

    /// <summary>The process as .NET has it.</summary>
    /// <exception cref="InvalidCastException">It has ended, whoever has its pid now.</exception>
    public System.Diagnostics.Process ToProcess() => Process.ToProcess();

    /// <summary>Name and pid.</summary>
    public override string ToString() => Process.ToString();

    internal void Add(ProcessTreeNode child) => _children.Add(child);

    internal void AddToParent() => Parent?.Take(this);

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

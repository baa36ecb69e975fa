
namespace Vmon;

/// <summary>
/// One process with its descendants and subtree totals. A total is the sum of the known values, and null if none is known. <see
/// cref="IsComplete"/> says whether all are known.
/// </summary>
public sealed class ProcessTreeNode
{
    private readonly List<ProcessTreeNode> _children = [];

    internal ProcessTreeNode(ProcessSample process, ProcessTreeNode? parent, TimeSpan? elapsed)
    {
        Process = process;
        Parent = parent;
        Elapsed = elapsed;
        if (process.IsThread) return;
        process = process.Unnoted(); // the totals do not count as a use by the script
        TreeCpuTime = Sum(process.CpuTime, process.ChildrenCpuTime);
        TreeIoRead = process.IoRead;
        TreeIoWrite = process.IoWrite;
        if (process.HasExited) return; // its memory is freed, and the process that reaped it has its totals
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

    /// <summary>Creates a node for a process that exited, or whose descendants were adopted, with the totals of the remaining tree.</summary>
    internal ProcessTreeNode(ProcessSample process, IEnumerable<ProcessTreeNode> left)
    {
        Process = process;
        foreach (ProcessTreeNode node in left)
        {
            Elapsed = node.Elapsed;
            Take(node);
        }
    }

    /// <summary>The process itself.</summary>
    public ProcessSample Process { get; }

    /// <summary>Process identifier (PID).</summary>
    public int Id => Process.Id;

    /// <summary>Name of the process.</summary>
    public string ProcessName => Process.ProcessName;

    /// <summary>State of the process.</summary>
    public ProcessState State => Process.State;

    /// <summary>PID of the parent. 0 if this /proc does not show a parent.</summary>
    public int ParentId => Process.ParentId;

    /// <summary>Start time, local. Null if a captured tree does not contain the boot time.</summary>
    public DateTimeOffset? StartTime => Process.StartTime;

    /// <summary>Start time of the process in clock ticks since boot. Together with the PID, it identifies the process.</summary>
    public long StartTicks => Process.StartTicks;

    /// <summary>Whether the PID is valid for system calls on this machine, so that the process can be stopped or waited for.</summary>
    public bool IsLocal => Process.IsLocal;

    /// <summary>CPU time of the process alone, as a percentage of one core.</summary>
    public double? CpuPercent => Process.CpuPercent;

    /// <summary>Resident memory of the process alone, in bytes.</summary>
    public long? WorkingSet => Process.WorkingSet;

    /// <summary>Command line.</summary>
    public string? CommandLine => Process.CommandLine;

    /// <summary>Level in the tree: 0 for a root.</summary>
    public int Depth => Process.Depth;

    /// <summary>Parent node. Null for a root.</summary>
    public ProcessTreeNode? Parent { get; }

    /// <summary>Child nodes in the order in which they appeared, adopted ones last.</summary>
    public IReadOnlyList<ProcessTreeNode> Children => field ??= new ValueList<ProcessTreeNode>(_children);

    /// <summary>Whether the node is the last child of its parent, which a drawn tree shows.</summary>
    public bool IsLast => Parent is null || Parent._children[^1] == this;

    /// <summary>Length of the sample's interval, on the monotonic clock. Null for the first sample.</summary>
    public TimeSpan? Elapsed { get; }

    /// <summary>Number of processes in the subtree, including this one and excluding exited ones.</summary>
    public int TreeProcessCount { get; private set; }

    /// <summary>Number of threads in the subtree.</summary>
    public int? TreeThreadCount { get; private set; }

    /// <summary>
    /// CPU time of the subtree in the interval, exited children included: the sum of CpuTime and ChildrenCpuTime. Null without a previous
    /// sample.
    /// </summary>
    public TimeSpan? TreeCpuTime { get; private set; }

    /// <summary>TreeCpuTime as a percentage of one core.</summary>
    public double? TreeCpuPercent => Elapsed > TimeSpan.Zero ? TreeCpuTime / Elapsed * 100 : null;

    /// <summary>CPU time of the subtree since each process started, in seconds, reaped children included.</summary>
    public double? TreeCPU { get; private set; }

    /// <summary>Resident memory of the subtree, in bytes. Shared pages are counted for each process.</summary>
    public long? TreeWorkingSet { get; private set; }

    /// <summary>Proportional set size (Pss) of the subtree, in bytes. Null if Pss was not requested.</summary>
    public long? TreeProportionalMemory { get; private set; }

    /// <summary>Bytes read from storage by the subtree in the interval.</summary>
    public long? TreeIoRead { get; private set; }

    /// <summary>Bytes written to storage by the subtree in the interval.</summary>
    public long? TreeIoWrite { get; private set; }

    /// <summary>Bytes read from storage by the subtree since each process started.</summary>
    public long? TreeIoReadTotal { get; private set; }

    /// <summary>Bytes written to storage by the subtree since each process started.</summary>
    public long? TreeIoWriteTotal { get; private set; }

    /// <summary>
    /// Whether the totals are complete. False if the kernel denied a file, or discards the usage of children (<see
    /// cref="ProcessSample.DiscardsChildUsage"/>), or if a process could not be read at the beginning of the interval.
    /// </summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>Converts to a .NET Process, for cmdlets that take Process objects.</summary>
    /// <exception cref="InvalidCastException">The process exited, even if its PID was reused.</exception>
    public static explicit operator System.Diagnostics.Process(ProcessTreeNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node.ToProcess();
    }

    /// <summary>Converts to a .NET Process.</summary>
    /// <exception cref="InvalidCastException">The process exited, even if its PID was reused.</exception>
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

using Vmon.Fields;
using Vmon.Parsing.Processes;

namespace Vmon;

/// <summary>
/// A process sample with the totals of its subtree: the process and its descendants. A total is the sum of the known values, and null if none
/// is known. <see cref="IsComplete"/> says whether all are known.
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
        if (above is not null) Depth = above.Depth + 1;
        _interval = interval;
        if (process.IsThread) return;
        process = process.Unnoted(); // the totals ask for properties that the user did not name
        TreeCpuTime = Sum(process.CpuTime, process.ChildrenCpuTime);
        TreeIoRead = process.IoRead;
        TreeIoWrite = process.IoWrite;
        TreeNetReceive = process.NetReceive;
        TreeNetSend = process.NetSend;
        if (process.HasExited) return; // its memory is freed, and the process that reaped it has its totals
        TreeProcessCount = 1;
        TreeThreadCount = process.ThreadCount;
        TreeCPU = process.CPU + process.ChildrenCpu;
        TreeWorkingSet = process.WorkingSet;
        TreeProportionalMemory = process.ProportionalMemory;
        TreeIoReadTotal = process.IoReadTotal;
        TreeIoWriteTotal = process.IoWriteTotal;
        TreeNetReceiveTotal = process.NetReceiveTotal + process.TrafficOfExited.Received;
        TreeNetSendTotal = process.NetSendTotal + process.TrafficOfExited.Sent;
        IsComplete = process.Denied == ProcessDataSets.None
            && (interval is null ? process.DiscardsChildUsage != true : process.CpuTime is not null && process.ChildrenCpuTime is not null);
    }

    /// <summary>Creates a node for a group of processes.</summary>
    /// <param name="name">Name of the group.</param>
    /// <param name="above">The group above. Null for none.</param>
    /// <param name="any">Any process of the sample.</param>
    /// <param name="interval">Length of the sample's interval.</param>
    internal ProcessTreeNode(string name, ProcessTreeNode? above, ProcessSample any, TimeSpan? interval)
        : base(name, any, interval)
    {
        Process = this;
        GroupName = name;
        ShownParent = above;
        Depth = above is null ? 0 : above.Depth + 1;
        _interval = interval;
    }

    /// <summary>Creates a node for a process that exited, or whose descendants were adopted, with the totals of the remaining tree.</summary>
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

    /// <summary>
    /// Name of the group of processes that the node stands for, in a tree with groups: the path of a control group, a unit, or a user. Its own figures are null, and its totals are those
    /// of its processes. Null for a process.
    /// </summary>
    [Field]
    public string? GroupName { get; }

    /// <summary>Child nodes in the order in which they appeared, adopted ones last.</summary>
    [Field(IsSerialized = false)]
    public IReadOnlyList<ProcessTreeNode> Children => field ??= new ValueList<ProcessTreeNode>(_children);

    /// <summary>Whether the node is the last child of its parent, which a drawn tree shows.</summary>
    [Field]
    public bool IsLast => Above is null || Above._children[^1] == this;

    /// <summary>Number of processes in the subtree, including this one and excluding exited ones.</summary>
    [Field(Unit = "count", Sets = "PSTotals")]
    public int TreeProcessCount { get; private set; }

    /// <summary>Number of threads in the subtree.</summary>
    [Field(StatField.num_threads, Unit = "count", Sets = "PSTotals")]
    public int? TreeThreadCount { get; private set; }

    /// <summary>
    /// CPU time of the subtree in the interval, exited children included: the sum of CpuTime and ChildrenCpuTime. Null without a previous
    /// sample.
    /// </summary>
    [Field(StatField.utime, StatField.stime, StatField.cutime, StatField.cstime, OfInterval = true, Sets = "PSTotals")]
    public TimeSpan? TreeCpuTime { get; private set; }

    /// <summary>TreeCpuTime as a percentage of one core.</summary>
    [Field(StatField.utime, StatField.stime, StatField.cutime, StatField.cstime, Unit = "% of a core", OfInterval = true, Sets = "PSTotals")]
    public double? TreeCpuPercent => _interval > TimeSpan.Zero ? TreeCpuTime / _interval * 100 : null;

    /// <summary>CPU time of the subtree since each process started, in seconds, reaped children included.</summary>
    [Field(StatField.utime, StatField.stime, StatField.cutime, StatField.cstime, Unit = "seconds", Sets = "PSTotals")]
    public double? TreeCPU { get; private set; }

    /// <summary>Resident memory of the subtree, in bytes. Shared pages are counted for each process.</summary>
    [Field(StatmField.resident, Unit = "bytes", Sets = "PSTotals")]
    public long? TreeWorkingSet { get; private set; }

    /// <summary>Proportional set size (Pss) of the subtree, in bytes. Null if Pss was not requested.</summary>
    [Field(SmapsField.Pss, Unit = "bytes")]
    public long? TreeProportionalMemory { get; private set; }

    /// <summary>Bytes read from storage by the subtree in the interval.</summary>
    [Field(IoField.read_bytes, Unit = "bytes", OfInterval = true, Sets = "PSTotals")]
    public long? TreeIoRead { get; private set; }

    /// <summary>Bytes written to storage by the subtree in the interval.</summary>
    [Field(IoField.write_bytes, Unit = "bytes", OfInterval = true, Sets = "PSTotals")]
    public long? TreeIoWrite { get; private set; }

    /// <summary>Bytes read from storage by the subtree since each process started.</summary>
    [Field(IoField.read_bytes, Unit = "bytes", Sets = "PSTotals")]
    public long? TreeIoReadTotal { get; private set; }

    /// <summary>Bytes written to storage by the subtree since each process started.</summary>
    [Field(IoField.write_bytes, Unit = "bytes", Sets = "PSTotals")]
    public long? TreeIoWriteTotal { get; private set; }

    /// <summary>Bytes received through internet sockets by the subtree in the interval, processes included that exited in it. Null if Network was not requested.</summary>
    [Field("sock_recv_length", Unit = "bytes", OfInterval = true)]
    public long? TreeNetReceive { get; private set; }

    /// <summary>Bytes sent through internet sockets by the subtree in the interval, processes included that exited in it. Null if Network was not requested.</summary>
    [Field("sock_send_length", Unit = "bytes", OfInterval = true)]
    public long? TreeNetSend { get; private set; }

    /// <summary>
    /// Bytes received through internet sockets by the subtree since <see cref="ProcessSample.NetworkSince"/> of each process. Includes descendants that exited while the watch
    /// selected their parent.
    /// </summary>
    [Field("sock_recv_length", Unit = "bytes")]
    public long? TreeNetReceiveTotal { get; private set; }

    /// <summary>Bytes sent through internet sockets by the subtree, as <see cref="TreeNetReceiveTotal"/>.</summary>
    [Field("sock_send_length", Unit = "bytes")]
    public long? TreeNetSendTotal { get; private set; }

    /// <summary>
    /// Whether the totals are complete. False if the kernel denied a file, or discards the usage of children (<see
    /// cref="ProcessSample.DiscardsChildUsage"/>), or if a process could not be read at the beginning of the interval.
    /// </summary>
    [Field(Sets = "PSTotals")]
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
        TreeNetReceive = Sum(TreeNetReceive, node.TreeNetReceive);
        TreeNetSend = Sum(TreeNetSend, node.TreeNetSend);
        TreeNetReceiveTotal = Sum(TreeNetReceiveTotal, node.TreeNetReceiveTotal);
        TreeNetSendTotal = Sum(TreeNetSendTotal, node.TreeNetSendTotal);
        IsComplete &= node.IsComplete;
    }

    private static TimeSpan? Sum(TimeSpan? one, TimeSpan? other) => one is null ? other : other is null ? one : one + other;

    private static T? Sum<T>(T? one, T? other)
        where T : struct, System.Numerics.INumber<T> =>
        one is null ? other : other is null ? one : one.Value + other.Value;
}

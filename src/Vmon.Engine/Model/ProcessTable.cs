using Vmon.Parsing.Network;
using Vmon.Sources.Network;

namespace Vmon.Model;

/// <summary>The processes of one watch, brought up to date by each <see cref="TrySample"/>.</summary>
internal sealed class ProcessTable
{
    // The first thread of the kernel. A process of another PID namespace does not see it, nor a user that sees only its own processes (hidepid=2).
    private const int KernelThreadDaemon = 2;

    private readonly NodeSet _nodes = new();
    private int _aliveCount;

    /// <param name="feed">Creates what brings the nodes up to date.</param>
    /// <param name="selection">The processes to show.</param>
    /// <param name="dataSets">The data sets to read of a process unless a request says otherwise.</param>
    internal ProcessTable(Func<NodeSet, SelectionSet, IProcessFeed> feed, ProcessSelection selection, ProcessDataSets dataSets)
    {
        DataSets = dataSets;
        Selection = new SelectionSet(selection, dataSets);
        Feed = feed(_nodes, Selection);
    }

    /// <summary>A table of the processes of a source, sampled now.</summary>
    internal static ProcessTable Live(Sources.IProcessSource source, ProcessSelection selection, ProcessDataSets dataSets) =>
        new((nodes, chosen) => new LiveFeed(source, nodes, chosen), selection, dataSets);

    /// <summary>What brings it up to date.</summary>
    internal IProcessFeed Feed { get; }

    /// <summary>The data sets that it reads of a process unless a request says otherwise.</summary>
    internal ProcessDataSets DataSets { get; }

    /// <summary>The sample under way, or the last one.</summary>
    internal Sources.SampleState State => Feed.State;

    /// <summary>Decides which processes are selected.</summary>
    internal SelectionSet Selection { get; }

    /// <summary>Root of the hierarchy. It is not a process. Its children are the top level.</summary>
    internal ProcessNode Top => _nodes.Top;

    internal IReadOnlyList<ProcessNode> Nodes => _nodes.All;

    internal bool ListsAll => Feed.ListsAll;

    /// <summary>The pipes of processes whose files are read.</summary>
    internal PipeTable Pipes { get; } = new();

    /// <summary>Whether a missing end of a pipe is certain: all processes are listed and readable.</summary>
    internal bool ArePipesComplete => ListsAll && Pipes.IsComplete && _nodes.Find(KernelThreadDaemon)?.Records.Stat.Reading.Current.IsOfKernel == true;

    /// <summary>Whether descriptors or memory ran out in the last sample.</summary>
    internal bool HasRunShort { get; private set; }

    /// <summary>Whether only specific processes were requested, and all have exited.</summary>
    internal bool HasExited =>
        _aliveCount == 0 && Selection.IsFinite && !Feed.AwaitsMore
        && !_nodes.All.Exists(node => node.Phase == NodePhase.Unseen); // one that cannot be read now may exist

    /// <summary>Brings everything to the next sample. False if there is none, or if it was cancelled.</summary>
    internal bool TrySample(CancellationToken cancellation)
    {
        do
        {
            if (!TryTakeSample(cancellation)) return false;
        }
        while (Feed.IsPreparing);
        return true;
    }

    /// <summary>Its nodes stay, for a reader that lists the last sample on another thread.</summary>
    internal void Close() => Feed.Dispose();

    /// <summary>As <see cref="TrySample"/>, but also stops at a sample that is only compared with.</summary>
    internal bool TryTakeSample(CancellationToken cancellation)
    {
        if (!Feed.TryAdvance(cancellation)) return false;
        _nodes.Link();
        Feed.Attribute();
        _nodes.Settle(State.Number);
        if (Selection.DependsOnNames) Feed.CompleteNames();
        if (Selection.DependsOnCgroups) Feed.CompleteCgroups();
        Select();
        Feed.Complete();
        Pipes.Update(_nodes.All, State.Number);
        HasRunShort = Feed.End();
        return true;
    }

    /// <summary>Reads the sockets of the network namespaces of its processes.</summary>
    /// <param name="query">Which sockets are read.</param>
    /// <param name="accepts">Which of them are kept.</param>
    /// <param name="cancellation">Leaves out the namespaces that were not read yet.</param>
    internal IReadOnlyList<NamespaceSockets> ReadSockets(SocketQuery query, Predicate<SocketReading> accepts, CancellationToken cancellation) =>
        Feed.ReadSockets(query, accepts, Nodes.Where(HasSockets).Select(static node => node.Id), cancellation);

    private static bool HasSockets(ProcessNode node) =>
        !node.IsThread && node.Phase is not (NodePhase.Unseen or NodePhase.Exited) && node.Records.Stat.Reading.Current.IsOfKernel != true;

    private void Select()
    {
        _aliveCount = 0;
        for (ProcessNode? node = Top.Following(Top); node is not null; node = node.Following(Top))
        {
            if (node.Phase == NodePhase.Exited || node.IsThread) ShowFirst(node);
            else Select(node);
            node.AreChildrenKnown = ListsAll || node.Membership.FollowScope is not null;
            node.Depth = node.Parent!.Depth + (node.Parent.IsSelected ? 1 : 0);
        }

        if (Selection.IsChanged && !ListsAll) RemoveUnselected();
        Selection.Settle();
    }

    /// <summary>Records the first sample that shows a thread, or a process that exited.</summary>
    private void ShowFirst(ProcessNode node)
    {
        if (node.Membership.ShownSince != 0) return;
        if (!node.IsThread) node.Membership.Followed ??= node.Parent!.Membership.FollowScope;
        if (node.IsSelected) node.Membership.ShownSince = State.Number;
    }

    private void Select(ProcessNode node)
    {
        Selection.Judge(node, isNameChanged: node.Records.RenamedIn == State.Number);
        if (node.IsSelected)
        {
            _aliveCount++;
            if (node.Membership.ShownSince == 0) node.Membership.ShownSince = State.Number;
            Feed.Provide(node);
        }
        else if (node.Membership.ShownSince != 0)
        {
            node.Membership.ShownSince = 0;
            Feed.GiveUp(node);
        }

        if (!node.Membership.IncludesThreads && node.FirstThread is not null) Feed.DropThreads(node);
    }

    // Without a listing of all processes, unneeded ones are dropped. They did not exit, and are not shown as exited.
    private void RemoveUnselected()
    {
        for (int i = _nodes.All.Count - 1; i >= 0; i--)
            if (_nodes.All[i] is { IsSelected: false } node && node.Phase != NodePhase.Exited) Feed.Remove(node);
    }
}

using Vmon.Parsing.Network;
using Vmon.ProcFs;
using Vmon.Sources.Files;
using Vmon.Sources.Network;
using Vmon.Sources;

namespace Vmon.Model;

/// <summary>Samples the processes of a table from a source: finds them, reads them, and finds out which exited.</summary>
internal sealed class LiveFeed : IProcessFeed
{
    private readonly IProcessSource _source;
    private readonly NodeSet _nodes;
    private readonly SelectionSet _selection;
    private readonly List<ProcessNode> _exited = [];
    private readonly Stack<ProcessNode> _exitedOrphans = [];
    private readonly Reapers _reapers;
    private readonly Reaping _reaping;
    private readonly ThreadTable _threads;
    private readonly Discovery _discovery;
    private readonly Lifetimes _lifetimes;

    internal LiveFeed(IProcessSource source, NodeSet nodes, SelectionSet selection)
    {
        _source = source;
        _nodes = nodes;
        _selection = selection;
        _reaping = new Reaping(source, _reapers = new Reapers(nodes), LoseReaped, FindExited);
        _threads = new ThreadTable(source, _exited);
        _lifetimes = new Lifetimes(source, nodes, selection);
        _discovery = new Discovery(source, nodes, selection, _threads);
    }

    public SampledHost Host => _source.Host;

    public SampleState State => _source.State;

    public bool ListsAll => _discovery.ListsAll;

    public bool AwaitsMore => _lifetimes.AwaitsMore;

    public EventSource? EventSource => _source.EventSource;

    public long LostEvents => _source.LostEvents;

    public NetworkSource? NetworkSource => _source.NetworkSource;

    public long LostTraffic => _source.LostTraffic;

    public bool ReportsAllExits => _source.ReportsAllExits;

    // A cancelled sample is incomplete, and no other can follow it.
    public bool TryAdvance(CancellationToken cancellation)
    {
        _source.Begin(cancellation);
        RemoveExited();
        _reaping.Begin();
        if (_selection.IsChanged || State.Number == 1) _source.WantsStarts = _selection.FollowsSome;
        _lifetimes.Begin();
        if (_source.BeginRecount())
            foreach (ProcessNode node in _nodes.All) _source.Recount(node.Records);
        _discovery.Begin();
        _lifetimes.AddStarted();
        SampleNodes();
        if (State.IsCancelled)
        {
            State.GiveUp();
            return false;
        }

        return true;
    }

    public void Attribute()
    {
        _reapers.Begin(ListsAll);
        _reaping.Settle(_nodes.All);
        foreach (ProcessNode adopted in _reaping.Adopted) _nodes.Link(adopted);
    }

    public void CompleteNames()
    {
        foreach (ProcessNode node in _nodes.All)
            if (IsJudged(node)) _source.ReadName(node.Records);
        _source.Complete();
    }

    public void CompleteCgroups()
    {
        foreach (ProcessNode node in _nodes.All)
            if (IsJudged(node)) _source.ReadCgroups(node.Records);
    }

    public void Provide(ProcessNode node)
    {
        _source.ReadDataSets(node.Records, node.DataSets);
        if (node.Membership.IncludesThreads && node.FirstThread is null) _threads.Sample(node);
    }

    public void GiveUp(ProcessNode node) => _source.Forget(node.Records);

    public void DropThreads(ProcessNode node) => _threads.DropAll(node);

    public void Remove(ProcessNode node)
    {
        Forget(node);
        _nodes.Remove(node, State.Number);
    }

    public void Complete()
    {
        _discovery.FindForkingThreads();
        _source.Complete();
    }

    // The next sample reads the skipped processes with the descriptors of the others.
    public bool End()
    {
        bool hasRunShort = _source.End();
        if (hasRunShort) Release();
        return hasRunShort;
    }

    public long? CountDescriptors(ProcessNode node) => _source.CountDescriptors(node.Records);

    public DescriptorReader? NewDescriptorReader() => _source.NewDescriptorReader();

    public IReadOnlyList<NamespaceSockets> ReadSockets(SocketQuery query, Predicate<SocketReading> accepts, IEnumerable<int> processes, CancellationToken cancellation) =>
        _source.NewNamespaceReader(query, accepts)?.Read(processes, cancellation) ?? [];

    // The nodes stay, for a reader that lists the last sample on another thread.
    public void Dispose()
    {
        Release();
        _source.Dispose();
    }

    private bool IsJudged(ProcessNode node) =>
        node.Phase == NodePhase.New || (node.Phase == NodePhase.Live && (_selection.IsChanged || node.Records.RenamedIn == State.Number));

    private void Release()
    {
        foreach (ProcessNode node in _nodes.All)
        {
            for (ProcessNode? thread = node.FirstThread; thread is { IsThread: true }; thread = thread.Next) _source.Release(thread.Records);
            _source.Release(node.Records);
        }
    }

    // Nodes that are found during the loop are appended, so that the same loop reads them.
    private void SampleNodes()
    {
        List<ProcessNode> nodes = _nodes.All;
        for (int i = 0; i < nodes.Count && !State.IsCancelled;)
        {
            ProcessNode node = nodes[i];
            if (node.Sample(_source) == ReadStatus.Gone) Lose(node);
            else if (node.Phase != NodePhase.Unseen) SampleRelatives(node);
            if (i < nodes.Count && nodes[i] == node) i++;
        }

        _source.Complete();
    }

    private void SampleRelatives(ProcessNode node)
    {
        if (!ListsAll && node.Membership.FollowScope is MonitorScope scope)
        {
            if (_discovery.IsImpostor(node))
            {
                Remove(node);
                return;
            }

            _discovery.FollowChildren(node, scope);
        }

        if (node.Membership.IncludesThreads && node.Phase != NodePhase.Exited) _threads.Sample(node);
    }

    private void Lose(ProcessNode node)
    {
        LosePid(node);
        _discovery.PlaceNext(node.Id);
        if (node.Phase == NodePhase.Unseen)
        {
            _nodes.Remove(node, State.Number);
            return;
        }

        Exit(node);
        _discovery.NameNext(node);
    }

    /// <summary>It exited after it was read.</summary>
    private void LoseReaped(ProcessNode node)
    {
        LosePid(node);
        Exit(node);
    }

    private void LosePid(ProcessNode node)
    {
        Forget(node);
        if (node.Membership.Asked is { } asked && asked.Node == node) asked.HasExited = true;
    }

    private void Forget(ProcessNode node)
    {
        _nodes.Forget(node);
        _source.Release(node.Records);
    }

    // Orphans that also exited are found here, and queued, so that nothing recurses.
    private void Exit(ProcessNode node)
    {
        MarkExited(node);
        while (_exitedOrphans.TryPop(out ProcessNode? orphan))
        {
            if (orphan.Phase == NodePhase.Exited) continue;
            LosePid(orphan);
            MarkExited(orphan);
        }
    }

    private void MarkExited(ProcessNode node)
    {
        _threads.LoseAll(node);
        NoteOrphans(node);
        AddExited(node);
        _lifetimes.Conclude(node);
        PassTrafficOn(node);
    }

    // Processes that were never read, and processes that exited after their reading.
    private void FindExited()
    {
        foreach (ProcessNode unsampled in _lifetimes.AddUnsampled())
        {
            AddExited(unsampled);
            PassTrafficOn(unsampled);
        }

        foreach (ProcessNode terminated in _lifetimes.Terminated)
        {
            LoseIfGone(terminated);
            for (ProcessNode? child = terminated.FirstChild; child is not null; child = child.Next)
                if (child.HasTerminated) LoseIfGone(child);
        }
    }

    private void LoseIfGone(ProcessNode node)
    {
        if (!node.IsThread && node.Phase is NodePhase.New or NodePhase.Live && _source.Look(node.Records, out _) == ReadStatus.Gone) LoseReaped(node);
    }

    private static void PassTrafficOn(ProcessNode exited)
    {
        ProcessNode? ancestor = exited.Parent;
        while (ancestor is { Phase: NodePhase.Exited }) ancestor = ancestor.Parent;
        if (exited.Records.Details is { } own) ancestor?.Records.Details?.Network.Inherit(own.Network);
    }

    private void AddExited(ProcessNode node)
    {
        node.MarkExited(State);
        _exited.Add(node);
        _reaping.NoteExited(node);
    }

    // Another process has adopted its children, which shows in their own stat. A child that was read in this sample named the parent that exited.
    private void NoteOrphans(ProcessNode parent)
    {
        for (ProcessNode? child = parent.FirstChild; child is not null; child = child.Next)
        {
            if (child.IsThread) continue;
            _source.Require(child.Records);
            if (child.Phase == NodePhase.Exited) continue;
            if (child.Records.ReadOrder >= State.FirstOrder && !_source.Reread(child.Records)) _exitedOrphans.Push(child);
            else _reaping.NoteAdopted(child);
        }
    }

    // A process that exited is shown in one sample.
    private void RemoveExited()
    {
        foreach (ProcessNode node in _exited)
        {
            if (node.IsThread) node.Detach(State.Number);
            else _nodes.Remove(node, State.Number);
        }

        _exited.Clear();
    }
}

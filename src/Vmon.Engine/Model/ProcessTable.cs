using Vmon.ProcFs;
using Vmon.Sources;

namespace Vmon.Model;

/// <summary>The processes of one watch, brought up to date by each <see cref="TrySample"/>.</summary>
internal sealed class ProcessTable
{
    // The first thread of the kernel. A process of another PID namespace does not see it, nor a user that sees only its own processes (hidepid=2).
    private const int KernelThreadDaemon = 2;

    private readonly NodeSet _nodes = new();
    private readonly List<ProcessNode> _exited = [];
    private readonly Stack<ProcessNode> _exitedOrphans = [];
    private readonly Reaping _reaping;
    private readonly ThreadTable _threads;
    private readonly Discovery _discovery;
    private readonly Lifetimes _lifetimes;
    private int _aliveCount;

    internal ProcessTable(IProcessSource source, ProcessSelection selection, ProcessDataSets dataSets)
    {
        Source = source;
        DataSets = dataSets;
        Selection = new SelectionSet(selection, dataSets);
        _reaping = new Reaping(source, LoseReaped);
        _threads = new ThreadTable(source, _exited);
        _lifetimes = new Lifetimes(source, _nodes, Selection);
        _discovery = new Discovery(source, _nodes, Selection, _threads);
    }

    internal IProcessSource Source { get; }

    /// <summary>The data sets that it reads of a process unless a request says otherwise.</summary>
    internal ProcessDataSets DataSets { get; }

    /// <summary>The sample under way, or the last one.</summary>
    internal SampleState State => Source.State;

    /// <summary>Decides which processes are selected.</summary>
    internal SelectionSet Selection { get; }

    /// <summary>Root of the hierarchy. It is not a process. Its children are the top level.</summary>
    internal ProcessNode Top => _nodes.Top;

    internal IReadOnlyList<ProcessNode> Nodes => _nodes.All;

    internal bool ListsAll => _discovery.ListsAll;

    /// <summary>The pipes of processes whose files are read.</summary>
    internal PipeTable Pipes { get; } = new();

    /// <summary>Whether a missing end of a pipe is certain: all processes are listed and readable.</summary>
    internal bool ArePipesComplete => ListsAll && Pipes.IsComplete && _nodes.Find(KernelThreadDaemon)?.Records.Stat.Reading.Current.IsOfKernel == true;

    /// <summary>Whether descriptors or memory ran out in the last sample.</summary>
    internal bool HasRunShort { get; private set; }

    /// <summary>Whether only specific processes were requested, and all have exited.</summary>
    internal bool HasExited =>
        _aliveCount == 0 && Selection.IsFinite && !_lifetimes.AwaitsMore
        && !_nodes.All.Exists(node => node.Phase == NodePhase.Unseen); // one that cannot be read now may exist

    /// <summary>Reads everything once. A cancelled sample is incomplete, and no other can follow it.</summary>
    internal bool TrySample(CancellationToken cancellation)
    {
        Source.Begin(cancellation);
        RemoveExited();
        if (Selection.IsChanged || State.Number == 1) Source.WantsStarts = Selection.FollowsSome;
        _lifetimes.Begin();
        if (Source.BeginRecount())
            foreach (ProcessNode node in _nodes.All) Source.Recount(node.Records);
        _discovery.Begin();
        _lifetimes.AddStarted();
        SampleNodes();
        if (State.IsCancelled)
        {
            State.GiveUp();
            return false;
        }

        foreach (ProcessNode unsampled in _lifetimes.AddUnsampled()) AddExited(unsampled);
        _nodes.Link(State.Number);
        _reaping.Settle(_nodes.All);
        if (Selection.DependsOnNames) ReadNames();
        Select();
        _discovery.FindForkingThreads();
        Source.Complete();
        Pipes.Update(_nodes.All, State.Number);
        HasRunShort = Source.End();
        if (HasRunShort) Release(); // the next sample reads the skipped processes with the descriptors of the others
        return true;
    }

    /// <summary>Its nodes stay, for a reader that lists the last sample on another thread.</summary>
    internal void Close()
    {
        Release();
        Source.Dispose();
    }

    private void Release()
    {
        foreach (ProcessNode node in _nodes.All)
        {
            for (ProcessNode? thread = node.FirstThread; thread is { IsThread: true }; thread = thread.Next) Source.Release(thread.Records);
            Source.Release(node.Records);
        }
    }

    // Nodes that are found during the loop are appended, so that the same loop reads them.
    private void SampleNodes()
    {
        List<ProcessNode> nodes = _nodes.All;
        for (int i = 0; i < nodes.Count && !State.IsCancelled;)
        {
            ProcessNode node = nodes[i];
            if (node.Sample(Source) == ReadStatus.Gone) Lose(node);
            else if (node.Phase != NodePhase.Unseen) SampleRelatives(node);
            if (i < nodes.Count && nodes[i] == node) i++;
        }

        Source.Complete();
    }

    private void SampleRelatives(ProcessNode node)
    {
        if (!ListsAll && node.Membership.FollowScope is MonitorScope scope)
        {
            if (_discovery.IsImpostor(node))
            {
                Forget(node);
                _nodes.Remove(node, State.Number);
                return;
            }

            _discovery.FollowChildren(node, scope);
        }

        if (node.Membership.IncludesThreads && node.Phase != NodePhase.Exited) _threads.Sample(node);
    }

    // The kernel truncates names. The selection does no IO, so the names that it judges are completed first.
    private void ReadNames()
    {
        foreach (ProcessNode node in _nodes.All)
            if (node.Phase == NodePhase.New || (node.Phase == NodePhase.Live && (Selection.IsChanged || node.Records.RenamedIn == State.Number))) Source.ReadName(node.Records);
        Source.Complete();
    }

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
            Source.ReadDataSets(node.Records, node.DataSets);
            if (node.Membership.IncludesThreads && node.FirstThread is null) _threads.Sample(node);
        }
        else if (node.Membership.ShownSince != 0)
        {
            node.Membership.ShownSince = 0;
            Source.Forget(node.Records);
        }

        if (!node.Membership.IncludesThreads && node.FirstThread is not null) _threads.DropAll(node);
    }

    // Without a listing of all processes, unneeded ones are dropped. They did not exit, and are not shown as exited.
    private void RemoveUnselected()
    {
        for (int i = _nodes.All.Count - 1; i >= 0; i--)
        {
            ProcessNode node = _nodes.All[i];
            if (node.IsSelected || node.Phase == NodePhase.Exited) continue;
            Forget(node);
            _nodes.Remove(node, State.Number);
        }
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
        Source.Release(node.Records);
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
    }

    private void AddExited(ProcessNode node)
    {
        node.MarkExited(State);
        node.Parent?.NoteChange(node, State.Number);
        _exited.Add(node);
        _reaping.NoteExited(node);
    }

    // Another process has adopted its children, which shows in their own stat. A child that was read in this sample named the parent that exited.
    private void NoteOrphans(ProcessNode parent)
    {
        for (ProcessNode? child = parent.FirstChild; child is not null; child = child.Next)
        {
            if (child.IsThread) continue;
            Source.Require(child.Records);
            if (child.Phase != NodePhase.Exited && child.Records.ReadOrder >= State.FirstOrder && !Source.Reread(child.Records)) _exitedOrphans.Push(child);
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

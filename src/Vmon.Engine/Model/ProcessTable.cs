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
    private readonly Func<ProcessNode, string> _nameOf;
    private int _aliveCount;

    internal ProcessTable(SamplingContext context, ProcessSelection selection)
    {
        Context = context;
        Selection = new SelectionSet(selection, context.DefaultDataSets);
        _reaping = new Reaping(context, LoseReaped);
        _threads = new ThreadTable(context, _exited);
        _discovery = new Discovery(context, _nodes, Selection, _threads);
        _nameOf = node => node.ResolveName(context);
    }

    internal SamplingContext Context { get; }

    /// <summary>What it is asked for.</summary>
    internal SelectionSet Selection { get; }

    /// <summary>The root of the hierarchy: not a process; its children are the top level.</summary>
    internal ProcessNode Top => _nodes.Top;

    internal IReadOnlyList<ProcessNode> Nodes => _nodes.All;

    internal bool ListsAll => _discovery.ListsAll;

    /// <summary>The pipes of processes whose files are read.</summary>
    internal PipeTable Pipes { get; } = new();

    /// <summary>Whether no process holds an end for which none is known: all are in the table, and could be read.</summary>
    internal bool ArePipesComplete => ListsAll && Pipes.IsComplete && _nodes.Find(KernelThreadDaemon)?.Stat.Reading.Current.IsOfKernel == true;

    /// <summary>Whether descriptors or memory ran out in the last sample.</summary>
    internal bool HasRunShort { get; private set; }

    /// <summary>Whether only certain processes were asked for, and all have exited.</summary>
    internal bool HasEnded =>
        _aliveCount == 0 && Selection.IsFinite
        && !_nodes.All.Exists(node => node.Phase == NodePhase.Unseen); // one that cannot be read now may exist

    /// <summary>Reads everything once. If it is cancelled, it ends early, and what it has is of no use: no other sample can follow.</summary>
    internal bool TrySample(CancellationToken cancellation)
    {
        long shortages = ReadStatuses.Shortages;
        TimeSpan? uptime = Context.Uptime;
        Context.Begin(uptime, cancellation);
        RemoveExited();
        RecountKept();
        _discovery.Begin();
        SampleNodes();
        if (Context.IsCancelled)
        {
            Context.GiveUp();
            return false;
        }

        _nodes.Link(Context.SampleNumber);
        _reaping.Settle(_nodes.All);
        Select();
        _discovery.FindForkingThreads();
        Context.Guard.ReadAll();
        Pipes.Update(_nodes.All, Context.SampleNumber);
        Context.PreviousUptime = uptime;
        HasRunShort = ReadStatuses.Shortages != shortages;
        if (HasRunShort) GiveBack();
        else Context.Budget.NoteSufficient();
        return true;
    }

    /// <summary>Its nodes stay, for a reader that lists the last sample on another thread.</summary>
    internal void Close()
    {
        CloseFiles();
        Context.Tasks?.Dispose();
        Context.Guard.Dispose();
        Context.Root.Dispose();
    }

    // A process that was not read for lack of descriptors is read in the next sample, with those that were kept for the others.
    private void GiveBack()
    {
        Context.Budget.Halve();
        CloseFiles();
    }

    private void CloseFiles()
    {
        foreach (ProcessNode node in _nodes.All)
        {
            for (ProcessNode? thread = node.FirstThread; thread is { IsThread: true }; thread = thread.Next) thread.Close(Context.Budget);
            node.Close(Context.Budget);
        }
    }

    private void RecountKept()
    {
        if (Context.Guard.KeepsMuch)
        {
            Context.Guard.Recount();
            foreach (ProcessNode node in _nodes.All) Context.Guard.NoteKept(node.Command.Command.CommandLineBytes.Length);
        }

        if (Context.Files.Kept == 0) return;
        Context.Files.BeginRecount();
        foreach (ProcessNode node in _nodes.All)
            if (node.Details is not null) Context.Files.Recount(node.Details.Files);
    }

    // Nodes that are found meanwhile are appended, and so sampled by the same loop in the same sample.
    private void SampleNodes()
    {
        List<ProcessNode> nodes = _nodes.All;
        for (int i = 0; i < nodes.Count && !Context.IsCancelled;)
        {
            ProcessNode node = nodes[i];
            if (node.Sample(Context) == ReadStatus.Gone) Lose(node);
            else if (node.Phase != NodePhase.Unseen) SampleRelatives(node);
            if (i < nodes.Count && nodes[i] == node) i++;
        }

        Context.Guard.ReadAll();
    }

    private void SampleRelatives(ProcessNode node)
    {
        if (!ListsAll && node.Membership.FollowScope is MonitorScope scope)
        {
            if (_discovery.IsImpostor(node))
            {
                Forget(node);
                _nodes.Remove(node, Context.SampleNumber);
                return;
            }

            _discovery.FollowChildren(node, scope);
        }

        if (node.Membership.IncludesThreads && node.Phase != NodePhase.Exited) _threads.Sample(node);
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

    /// <summary>A thread, or a process that exited: if it is new, it is so in this sample, though it may have exited in it as well.</summary>
    private void ShowFirst(ProcessNode node)
    {
        if (node.Membership.ShownSince != 0) return;
        if (!node.IsThread) node.Membership.Followed ??= node.Parent!.Membership.FollowScope;
        if (node.IsSelected) node.Membership.ShownSince = Context.SampleNumber;
    }

    private void Select(ProcessNode node)
    {
        Selection.Judge(node, _nameOf, node.IsNameChangedIn(Context.SampleNumber));
        if (node.IsSelected)
        {
            _aliveCount++;
            if (node.Membership.ShownSince == 0) node.Membership.ShownSince = Context.SampleNumber;
            node.SampleDetails(Context);
            if (node.Membership.IncludesThreads && node.FirstThread is null) _threads.Sample(node);
        }
        else if (node.Membership.ShownSince != 0)
        {
            node.Deselect(Context);
        }

        if (!node.Membership.IncludesThreads && node.FirstThread is not null) _threads.DropAll(node);
    }

    // If not all are listed, processes that were there only for others that are no longer asked for are not kept. They did not exit, and are not shown so.
    private void RemoveUnselected()
    {
        for (int i = _nodes.All.Count - 1; i >= 0; i--)
        {
            ProcessNode node = _nodes.All[i];
            if (node.IsSelected || node.Phase == NodePhase.Exited) continue;
            Forget(node);
            _nodes.Remove(node, Context.SampleNumber);
        }
    }

    private void Lose(ProcessNode node)
    {
        LosePid(node);
        _discovery.PlaceNext(node.Id);
        if (node.Phase == NodePhase.Unseen)
        {
            _nodes.Remove(node, Context.SampleNumber);
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
        node.Close(Context.Budget);
    }

    // Orphans that exited as well are found by the way, and wait, so that nothing recurses.
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
        node.MarkExited(Context);
        node.Parent?.NoteChange(node, Context.SampleNumber);
        _exited.Add(node);
        _reaping.NoteExited(node);
    }

    // Another process has adopted its children, which shows in their own stat. A child that was read in this sample named the parent that exited.
    private void NoteOrphans(ProcessNode parent)
    {
        for (ProcessNode? child = parent.FirstChild; child is not null; child = child.Next)
        {
            if (child.IsThread) continue;
            child.Activity.MustBeRead = true;
            if (child.Phase != NodePhase.Exited && child.ReadOrder >= Context.FirstOrder && !child.Reread(Context)) _exitedOrphans.Push(child);
        }
    }

    // What exited is shown in one sample.
    private void RemoveExited()
    {
        foreach (ProcessNode node in _exited)
        {
            if (node.IsThread) node.Detach(Context.SampleNumber);
            else _nodes.Remove(node, Context.SampleNumber);
        }

        _exited.Clear();
    }
}

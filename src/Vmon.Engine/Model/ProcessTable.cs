using Vmon.Proc;
using Vmon.Sampling;

namespace Vmon.Model;

/// <summary>The processes of one watch: who is there, by pid and as a hierarchy, brought up to date by each <see cref="TrySample"/>.</summary>
internal sealed partial class ProcessTable
{
    private readonly Dictionary<int, ProcessNode> _byPid = [];
    private readonly List<ProcessNode> _nodes = [];
    private readonly List<ProcessNode> _stale = [];
    private readonly Reaping _reaping;

    internal ProcessTable(SamplingContext context, ProcessSelection selection)
    {
        Context = context;
        _reaping = new Reaping(context, LoseReaped);
        _named = new MonitorScope();
        _selection = selection;
        _listsAll = selection.IsEverything || selection.Name is not null;
        if (selection.Name is not null) _named.Add(RequestFor(default));
        if (selection.IsEverything) (_everything = new MonitorScope()).Add(RequestFor(default));
        foreach (ProcessIdentity target in selection.Targets ?? []) _ = Add(RequestFor(target));
    }

    internal SamplingContext Context { get; }

    /// <summary>The root of the hierarchy: not a process; its children are the top level.</summary>
    internal ProcessNode Top { get; } = new(0);

    internal IReadOnlyList<ProcessNode> Nodes => _nodes;

    /// <summary>Whether descriptors or memory ran out in the last sample.</summary>
    internal bool HasRunShort { get; private set; }

    /// <summary>Reads all of it once. Where it is cancelled, it ends early, and what it has is of no use: no other sample can follow.</summary>
    internal bool TrySample(CancellationToken cancellation)
    {
        long shortages = ReadStatuses.Shortages;
        TimeSpan? uptime = Context.Uptime;
        Context.Begin(uptime, cancellation);
        RemoveStale();
        RecountKept();
        RecountFiles();
        ReadTasks();
        Discover();
        SampleNodes();
        if (Context.IsCancelled)
        {
            Context.GiveUp();
            return false;
        }
        Link();
        _reaping.Settle(_nodes);
        Select();
        NoteForkingThreads();
        Context.Guard.ReadAll();
        Pipes.Update(_nodes, Context.SampleNumber);
        Context.PreviousUptime = uptime;
        HasRunShort = ReadStatuses.Shortages != shortages;
        if (HasRunShort) GiveBack();
        else Context.Budget.NoteSufficient();
        return true;
    }

    /// <summary>Its nodes stay, for whoever lists the last sample on another thread.</summary>
    internal void Close()
    {
        CloseFiles();
        Context.Tasks?.Dispose();
        Context.Guard.Dispose();
        Context.Root.Dispose();
    }

    // Whoever was not read for lack of descriptors is, by the next sample, with those that were kept for the others.
    private void GiveBack()
    {
        Context.Budget.Halve();
        CloseFiles();
    }

    private void CloseFiles()
    {
        foreach (ProcessNode node in _nodes)
        {
            for (ProcessNode? thread = node.FirstThread; thread is { IsThread: true }; thread = thread.Next) thread.Close(Context.Budget);
            node.Close(Context.Budget);
        }
    }

    private MonitorRequest RequestFor(ProcessIdentity target) =>
        new(target, _selection.FollowChildren, _selection.IncludeThreads, Context.DefaultDataSets);

    private ProcessNode Add(int pid)
    {
        ProcessNode node = new(pid) { Index = _nodes.Count, Membership = new() { Followed = _everything }, NamedIn = Context.SampleNumber };
        _nodes.Add(node);
        _byPid[pid] = node;
        return node;
    }

    private void RecountKept()
    {
        if (!Context.Guard.KeepsMuch) return;
        Context.Guard.Recount();
        foreach (ProcessNode node in _nodes) Context.Guard.NoteKept(node.Command.Command.CommandLineBytes.Length);
    }

    private void RecountFiles()
    {
        if (Context.Files.Kept == 0) return;
        Context.Files.BeginRecount();
        foreach (ProcessNode node in _nodes)
            if (node.Details is not null) Context.Files.Recount(node.Details.Files);
    }

    // Nodes that are found meanwhile are appended, and so sampled by the same loop in the same sample.
    private void SampleNodes()
    {
        for (int i = 0; i < _nodes.Count && !Context.IsCancelled;)
        {
            ProcessNode node = _nodes[i];
            if (node.Sample(Context) == ReadStatus.Gone) Lose(node);
            else if (node.Phase != NodePhase.Unseen) SampleRelatives(node);
            if (i < _nodes.Count && _nodes[i] == node) i++;
        }

        Context.Guard.ReadAll();
    }

    private void SampleRelatives(ProcessNode node)
    {
        if (!_listsAll && node.Membership.FollowScope is MonitorScope scope)
        {
            if (IsImpostor(node))
            {
                RemoveImpostor(node);
                return;
            }

            if (!Context.HasTasks || node.Phase == NodePhase.New) FollowChildren(node, scope);
        }

        if (node.Membership.IncludesThreads && node.Phase != NodePhase.Stale) SampleThreads(node);
    }
}

using Vmon.Proc;
using Vmon.Sampling;

namespace Vmon.Model;

/// <summary>The processes of one watch, by PID and as a hierarchy, updated by each <see cref="TrySample"/>.</summary>
internal sealed partial class ProcessTable
{
    private readonly Dictionary<int, ProcessNode> _byPid = [];
    private readonly List<ProcessNode> _nodes = [];
    private readonly List<ProcessNode> _exited = [];
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

    /// <summary>Takes one sample. After a cancellation the table is incomplete, and no other sample can follow.</summary>
    internal bool TrySample(CancellationToken cancellation)
    {
        long shortages = ReadStatuses.Shortages;
        TimeSpan? uptime = Context.Uptime;
        Context.Begin(uptime, cancellation);
        RemoveExited();
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

    /// <summary>Keeps its nodes, because another thread may be listing the last sample.</summary>
    internal void Close()
    {
        CloseFiles();
        Context.Tasks?.Dispose();
        Context.Guard.Dispose();
        Context.Root.Dispose();
    }

    // Files that were not read for lack of descriptors are read by the next sample, after others were closed.
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
        ProcessNode node = new(pid) { Index = _nodes.Count, Followed = _everything, NamedIn = Context.SampleNumber };
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

    // Nodes found during the loop are appended, and sampled by it.
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
        if (!_listsAll && node.FollowScope is MonitorScope scope)
        {
            if (IsImpostor(node))
            {
                RemoveImpostor(node);
                return;
            }

            if (!Context.HasTasks || node.Phase == NodePhase.New) FollowChildren(node, scope);
        }

        if (node.IncludesThreads && node.Phase != NodePhase.Exited) SampleThreads(node);
    }
}

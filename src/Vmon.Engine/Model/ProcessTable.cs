using Vmon.Proc;
using Vmon.Sampling;

namespace Vmon.Model;

/// <summary>The processes of one watch: who is there, by pid and as a hierarchy, brought up to date by each <see cref="Sample()"/>.</summary>
internal sealed partial class ProcessTable(SamplingContext context, ProcessSelection selection)
{
    private readonly Dictionary<int, ProcessNode> _byPid = [];
    private readonly List<ProcessNode> _nodes = [];
    private readonly List<ProcessNode> _stale = [];

    internal SamplingContext Context { get; } = context;

    /// <summary>The root of the hierarchy: not a process; its children are the top level.</summary>
    internal ProcessNode Top { get; } = new(0);

    internal IReadOnlyList<ProcessNode> Nodes => _nodes;

    internal void Sample()
    {
        TimeSpan? uptime = Context.Uptime;
        Context.SampleNumber++;
        RemoveStale();
        Discover();
        SampleNodes();
        Link();
        Select();
        Context.PreviousUptime = uptime;
    }

    internal void Close()
    {
        foreach (ProcessNode node in _nodes) node.Close(Context.Budget);
        _nodes.Clear();
        _stale.Clear();
        _byPid.Clear();
        Context.Root.Dispose();
    }

    private ProcessNode Add(int pid, bool isSelected)
    {
        ProcessNode node = new(pid) { Index = _nodes.Count, IsSelected = isSelected, NamedIn = Context.SampleNumber };
        _nodes.Add(node);
        _byPid[pid] = node;
        return node;
    }

    // Nodes that are found meanwhile are appended, and so sampled by the same loop in the same sample.
    private void SampleNodes()
    {
        for (int i = 0; i < _nodes.Count;)
        {
            ProcessNode node = _nodes[i];
            if (node.Sample(Context) == ReadStatus.Gone) Lose(node);
            else if (_followsByChildren && node.IsSelected && node.Phase != NodePhase.Unseen) FollowChildren(node);
            if (i < _nodes.Count && _nodes[i] == node) i++;
        }
    }

    private void Lose(ProcessNode node)
    {
        _ = _byPid.Remove(node.Id);
        node.Close(Context.Budget);
        if (node.Phase == NodePhase.Unseen)
        {
            Remove(node);
            return;
        }

        node.BecomeStale();
        _stale.Add(node);

        // Named in this sample and yet gone: another process may have the pid by now.
        if (node.NamedIn == Context.SampleNumber) Add(node.Id, _selection.IsEverything || _followsByChildren).NamedBy = node.NamedBy;
    }

    private void RemoveStale()
    {
        foreach (ProcessNode node in _stale)
        {
            while (node.FirstChild is ProcessNode child) Attach(child);
            Remove(node);
        }

        _stale.Clear();
    }

    private void Remove(ProcessNode node)
    {
        node.Detach();
        ProcessNode last = _nodes[^1];
        _nodes[node.Index] = last;
        last.Index = node.Index;
        _nodes.RemoveAt(_nodes.Count - 1);
    }
}

namespace Vmon.Model;

internal sealed partial class ProcessTable
{
    private readonly Dictionary<ProcessIdentity, MonitorScope> _targets = [];
    private readonly HashSet<MonitorScope> _unplaced = [];
    private readonly MonitorScope _named;
    private readonly MonitorScope? _everything;
    private bool _areTargetsChanged;
    private int _aliveCount;

    /// <summary>Whether only specific processes were requested, and all of them exited.</summary>
    internal bool HasEnded =>
        _aliveCount == 0 && _targets.Count > 0 && _selection.Name is null && _everything is null
        && !_nodes.Exists(node => node.Phase == NodePhase.Unseen); // an unreadable process may exist

    internal int TargetCount => _targets.Count;

    /// <summary>Adds the process to the watch with the next sample. Requests for the same process are counted.</summary>
    internal MonitorScope Add(MonitorRequest request)
    {
        if (!_targets.TryGetValue(request.Target, out MonitorScope? scope))
        {
            scope = new MonitorScope { Target = request.Target };
            _targets.Add(request.Target, scope);
            _ = _unplaced.Add(scope);
        }

        scope.Add(request);
        _areTargetsChanged = true;
        return scope;
    }

    /// <summary>Removes the process from the watch with the next sample, unless another request includes it.</summary>
    internal void Remove(MonitorRequest request)
    {
        if (!_targets.TryGetValue(request.Target, out MonitorScope? scope)) return;
        scope.Remove(request);
        _areTargetsChanged = true;
        if (scope.IsActive) return;
        _ = _targets.Remove(request.Target);
        _ = _unplaced.Remove(scope);
    }

    private void Select()
    {
        _aliveCount = 0;
        for (ProcessNode? node = Top.Following(Top); node is not null; node = node.Following(Top))
        {
            if (node.Phase == NodePhase.Exited || node.IsThread) ShowFirst(node);
            else Judge(node);
            node.AreChildrenKnown = _listsAll || node.FollowScope is not null;
            node.Depth = node.Parent!.Depth + (node.Parent.IsSelected ? 1 : 0);
        }

        foreach (MonitorScope scope in _unplaced) scope.HasExited = scope.Node is null || scope.HasExited;
        _unplaced.Clear();
        if (_areTargetsChanged && !_listsAll) RemoveUnselected();
        _areTargetsChanged = false;
    }

    /// <summary>A thread, or a process that exited: if it is new, it is so in this sample, though it may have exited in it as well.</summary>
    private void ShowFirst(ProcessNode node)
    {
        if (node.ShownSince != 0) return;
        if (!node.IsThread) node.Followed ??= node.Parent!.FollowScope;
        if (node.IsSelected) node.ShownSince = Context.SampleNumber;
    }

    private void Judge(ProcessNode node)
    {
        node.DropEndedScopes();
        node.Followed ??= node.Parent!.FollowScope;
        if (node.Asked is null && IsUnjudged(node)) node.Asked = Asks(node);
        if (node.IsSelected)
        {
            _aliveCount++;
            if (node.ShownSince == 0) node.ShownSince = Context.SampleNumber;
            node.SampleDetails(Context);
            if (node.IncludesThreads && node.FirstThread is null) SampleThreads(node);
        }
        else if (node.ShownSince != 0)
        {
            node.Deselect(Context);
        }

        if (!node.IncludesThreads && node.FirstThread is not null) DropThreads(node);
    }

    private bool IsUnjudged(ProcessNode node) =>
        node.Phase == NodePhase.New || _areTargetsChanged || node.IsNameChangedIn(Context.SampleNumber);

    private MonitorScope? Asks(ProcessNode node)
    {
        if (_targets.TryGetValue(node.Identity, out MonitorScope? scope))
        {
            scope.Node = node;
            return scope;
        }

        return _selection.Name?.Invoke(node.ResolveName(Context)) == true ? _named : null;
    }

    // Without listing, nodes needed only by processes no longer requested are removed. They did not exit, so they are not shown as exited.
    private void RemoveUnselected()
    {
        for (int i = _nodes.Count - 1; i >= 0; i--)
        {
            ProcessNode node = _nodes[i];
            if (node.IsSelected || node.Phase == NodePhase.Exited) continue;
            _ = _byPid.Remove(node.Id);
            node.Close(Context.Budget);
            RemoveOnly(node);
        }
    }
}

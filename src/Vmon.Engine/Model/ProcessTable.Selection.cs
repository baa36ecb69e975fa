namespace Vmon.Model;

// Who is asked for: everything, names, and monitors of single processes, with those who are followed from them.
internal sealed partial class ProcessTable
{
    private readonly Dictionary<ProcessIdentity, MonitorScope> _targets = [];
    private readonly HashSet<MonitorScope> _unplaced = [];
    private readonly MonitorScope _named;
    private readonly MonitorScope? _everything;
    private bool _areTargetsChanged;
    private int _aliveCount;

    /// <summary>Whether certain processes only were asked for, and none is left alive.</summary>
    internal bool HasEnded =>
        _aliveCount == 0 && _targets.Count > 0 && _selection.Name is null && _everything is null
        && !_nodes.Exists(node => node.Phase == NodePhase.Unseen); // one that cannot be read now may be there

    internal int TargetCount => _targets.Count;

    /// <summary>From the next sample on, the process is in the watch; several requests for one count.</summary>
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

    /// <summary>From the next sample on, the process is no longer in the watch, unless somebody else asks for it.</summary>
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
            if (node.Phase == NodePhase.Stale || node.IsThread) ShowFirst(node);
            else Judge(node);
            node.AreChildrenKnown = _listsAll || node.Membership.FollowScope is not null;
            node.Depth = node.Parent!.Depth + (node.Parent.IsSelected ? 1 : 0);
        }

        foreach (MonitorScope scope in _unplaced) scope.HasEnded = scope.Node is null || scope.HasEnded;
        _unplaced.Clear();
        if (_areTargetsChanged && !_listsAll) RemoveUnselected();
        _areTargetsChanged = false;
    }

    /// <summary>A thread, or a process that exited: if it is new, it is so in this sample, though it may have exited in it as well.</summary>
    private void ShowFirst(ProcessNode node)
    {
        if (node.Membership.ShownSince != 0) return;
        if (!node.IsThread) node.Membership.Followed ??= node.Parent!.Membership.FollowScope;
        if (node.IsSelected) node.Membership.ShownSince = Context.SampleNumber;
    }

    private void Judge(ProcessNode node)
    {
        node.Membership.DropInactive();
        node.Membership.Followed ??= node.Parent!.Membership.FollowScope;
        if (node.Membership.Asked is null && IsUnjudged(node)) node.Membership.Asked = Asks(node);
        if (node.IsSelected)
        {
            _aliveCount++;
            if (node.Membership.ShownSince == 0) node.Membership.ShownSince = Context.SampleNumber;
            node.SampleDetails(Context);
            if (node.Membership.IncludesThreads && node.FirstThread is null) SampleThreads(node);
        }
        else if (node.Membership.ShownSince != 0)
        {
            node.Deselect(Context);
        }

        if (!node.Membership.IncludesThreads && node.FirstThread is not null) DropThreads(node);
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

    // Where nobody is listed, nobody is kept who was only there for those no longer asked for. They have not ended, so are not shown as stale.
    private void RemoveUnselected()
    {
        for (int i = _nodes.Count - 1; i >= 0; i--)
        {
            ProcessNode node = _nodes[i];
            if (node.IsSelected || node.Phase == NodePhase.Stale) continue;
            _ = _byPid.Remove(node.Id);
            node.Close(Context.Budget);
            RemoveOnly(node);
        }
    }
}

namespace Vmon.Model;

/// <summary>
/// What a watch is asked for: everything, names, and requests for single processes, which come and go. It decides which processes are selected, and reads nothing.
/// </summary>
internal sealed class SelectionSet
{
    private readonly ProcessSelection _selection;
    private readonly Dictionary<ProcessIdentity, MonitorScope> _targets = [];
    private readonly HashSet<MonitorScope> _unplaced = [];
    private readonly MonitorScope _named = new();
    private readonly ProcessDataSets _dataSets;

    internal SelectionSet(ProcessSelection selection, ProcessDataSets dataSets)
    {
        _selection = selection;
        _dataSets = dataSets;
        if (selection.Name is not null) _named.Add(RequestFor(default));
        if (selection.IsEverything) (Everything = new MonitorScope()).Add(RequestFor(default));
        foreach (ProcessIdentity target in selection.Targets ?? []) _ = Add(RequestFor(target));
    }

    /// <summary>The scope of every process; null if not everything was asked for.</summary>
    internal MonitorScope? Everything { get; }

    /// <summary>Whether all processes must be listed to know which are selected.</summary>
    internal bool TakesAll => _selection.IsEverything || _selection.Name is not null;

    internal bool FollowsChildren => _selection.FollowChildren;

    /// <summary>Whether names decide, so that they must be known in full.</summary>
    internal bool DependsOnNames => _selection.Name is not null;

    /// <summary>Whether only certain processes are asked for, so that the watch ends with them.</summary>
    internal bool IsFinite => _targets.Count > 0 && !TakesAll;

    internal int TargetCount => _targets.Count;

    /// <summary>Requests for single processes whose node was not found yet.</summary>
    internal IReadOnlyCollection<MonitorScope> Unplaced => _unplaced;

    /// <summary>Whether requests came or went since the previous sample.</summary>
    internal bool IsChanged { get; private set; }

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
        IsChanged = true;
        return scope;
    }

    /// <summary>From the next sample on, the process is no longer in the watch, unless another request asks for it.</summary>
    internal void Remove(MonitorRequest request)
    {
        if (!_targets.TryGetValue(request.Target, out MonitorScope? scope)) return;
        scope.Remove(request);
        IsChanged = true;
        if (scope.IsActive) return;
        _ = _targets.Remove(request.Target);
        _ = _unplaced.Remove(scope);
    }

    /// <summary>Brings the membership of a process up to date, whose parents have been judged.</summary>
    /// <param name="node">The process.</param>
    /// <param name="isNameChanged">Whether its name has changed in the sample under way.</param>
    internal void Judge(ProcessNode node, bool isNameChanged)
    {
        node.Membership.DropInactive();
        node.Membership.Followed ??= node.Parent!.Membership.FollowScope;
        if (node.Membership.Asked is null && (node.Phase == NodePhase.New || IsChanged || isNameChanged)) node.Membership.Asked = ScopeFor(node);
    }

    /// <summary>Gets the processes of a sample that a selection takes, as a watch with this selection would.</summary>
    internal static HashSet<ProcessNode> Taken(ProcessSelection selection, ProcessNode top)
    {
        SelectionSet set = new(selection, ProcessDataSets.None);
        HashSet<ProcessNode> taken = [];
        for (ProcessNode? node = top.Following(top); node is not null; node = node.Following(top))
        {
            if (node.IsThread || node.Phase is NodePhase.Unseen or NodePhase.Exited) continue;
            bool isFollowed = set.FollowsChildren && node.Parent is { } parent && taken.Contains(parent);
            if (set.Everything is not null || isFollowed || set.ScopeFor(node) is not null) _ = taken.Add(node);
        }

        return taken;
    }

    /// <summary>The sample is over: what was not found has ended.</summary>
    internal void Settle()
    {
        foreach (MonitorScope scope in _unplaced) scope.HasExited = scope.Node is null || scope.HasExited;
        _unplaced.Clear();
        IsChanged = false;
    }

    private MonitorScope? ScopeFor(ProcessNode node)
    {
        if (_targets.TryGetValue(node.Identity, out MonitorScope? scope))
        {
            scope.Node = node;
            return scope;
        }

        return _selection.Name?.Invoke(node.Name) == true ? _named : null;
    }

    private MonitorRequest RequestFor(ProcessIdentity target) => new(target, _selection.FollowChildren, _selection.IncludeThreads, _dataSets);
}

namespace Vmon.Model;

/// <summary>
/// The selection of a watch: everything, names, and requests for single processes, which can be added and removed. It decides which processes are selected, without IO.
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
        if (!selection.TakesAny || selection.Ids is not null) _named.Add(RequestFor(default));
        if (selection.IsEverything) (Everything = new MonitorScope()).Add(RequestFor(default));
        foreach (ProcessIdentity target in selection.Targets ?? []) _ = Add(RequestFor(target));
    }

    /// <summary>The scope of every process. Null unless everything is selected.</summary>
    internal MonitorScope? Everything { get; }

    /// <summary>Whether all processes must be listed to know which are selected.</summary>
    internal bool TakesAll => _selection.IsEverything || !_selection.TakesAny;

    internal bool FollowsChildren => _selection.FollowChildren;

    internal bool IncludesThreads => _selection.IncludeThreads;

    /// <summary>Whether the descendants of some processes are followed, so that it matters whose they are.</summary>
    internal bool FollowsSome => Everything is null && (_named.FollowsChildren || _targets.Values.Any(static scope => scope.FollowsChildren));

    /// <summary>Whether names decide, so that they must be known in full.</summary>
    internal bool DependsOnNames => _selection.Name is not null;

    /// <summary>Whether control groups decide.</summary>
    internal bool DependsOnCgroups => _selection.Unit is not null || _selection.Container is not null;

    /// <summary>Whether only specific processes are requested, so that the watch ends with them.</summary>
    internal bool IsFinite => _targets.Count > 0 && !TakesAll;

    internal int TargetCount => _targets.Count;

    /// <summary>Requests whose process was not found yet.</summary>
    internal IReadOnlyCollection<MonitorScope> Unplaced => _unplaced;

    /// <summary>Whether requests came or went since the previous sample.</summary>
    internal bool IsChanged { get; private set; }

    /// <summary>Whether a process can be selected, as far as its identity tells.</summary>
    internal bool MayTake(ProcessIdentity process) => TakesAll || FollowsSome || _targets.ContainsKey(process) || _selection.Ids?.Contains(process.Id) == true;

    /// <summary>Adds a process to the watch, from the next sample on.</summary>
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

    /// <summary>Removes a request. If it was the last for its process, the process leaves the watch with the next sample.</summary>
    internal void Remove(MonitorRequest request)
    {
        if (!_targets.TryGetValue(request.Target, out MonitorScope? scope)) return;
        scope.Remove(request);
        IsChanged = true;
        if (scope.IsActive) return;
        _ = _targets.Remove(request.Target);
        _ = _unplaced.Remove(scope);
    }

    /// <summary>Updates the membership of a process. Its parents have been judged.</summary>
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

    /// <summary>Ends the sample: requested processes that were not found have exited.</summary>
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

        return _selection.Ids?.Contains(node.Id) == true || (!_selection.TakesAny && _selection.IsMatch(node.Name, node.Records.Cgroup.Groups?.Names)) ? _named : null;
    }

    private MonitorRequest RequestFor(ProcessIdentity target) => new(target, _selection.FollowChildren, _selection.IncludeThreads, _dataSets);
}

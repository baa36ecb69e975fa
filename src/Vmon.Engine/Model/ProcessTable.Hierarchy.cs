namespace Vmon.Model;

// Who belongs to whom, and who is asked for: decided after all were read, so that one sample is one consistent tree.
internal sealed partial class ProcessTable
{
    private readonly HashSet<ProcessIdentity> _targets = [.. selection.Targets];

    private int _aliveCount;

    /// <summary>Whether certain processes only were asked for, and none is left alive.</summary>
    internal bool HasEnded => _aliveCount == 0 && _targets.Count > 0 && _selection.Name is null;

    private void Link()
    {
        foreach (ProcessNode node in _nodes)
        {
            // An orphan stays where it was until its parent's last showing is over.
            if (node.Phase is NodePhase.Unseen or NodePhase.Stale || node.Parent?.Phase == NodePhase.Stale) continue;
            if (node.Parent is null || node.Parent.Id != node.ParentId) Attach(node);
        }
    }

    private void Attach(ProcessNode node)
    {
        ProcessNode parent = _byPid.TryGetValue(node.ParentId, out ProcessNode? found) && CanBeParent(found, node) ? found : Top;
        if (node.Parent != parent) parent.Append(node);
    }

    private static bool CanBeParent(ProcessNode parent, ProcessNode node) =>
        parent.Phase != NodePhase.Unseen
        && parent.Identity.StartTicks <= node.Identity.StartTicks
        && (IsOlder(parent.Identity, node.Identity) || !parent.IsBelow(node));

    // No cycle can be made of links that all lead to an older identity, which spares the walk up nearly always.
    private static bool IsOlder(ProcessIdentity one, ProcessIdentity other) =>
        one.StartTicks < other.StartTicks || (one.StartTicks == other.StartTicks && one.Id < other.Id);

    private void Select()
    {
        _aliveCount = 0;
        for (ProcessNode? node = Top.Following(Top); node is not null; node = node.Following(Top))
        {
            if (!node.IsSelected && node.Phase != NodePhase.Stale && IsWanted(node))
            {
                node.IsSelected = true;
                node.SampleDetails(Context);
            }

            node.Depth = node.Parent!.Depth + (node.Parent.IsSelected ? 1 : 0);
            if (node.IsSelected && node.Phase != NodePhase.Stale) _aliveCount++;
        }
    }

    private bool IsWanted(ProcessNode node)
    {
        if (_selection.FollowChildren && node.Parent!.IsSelected) return true;
        bool isUnjudged = node.Phase == NodePhase.New || node.IsNameChangedIn(Context.SampleNumber);
        return isUnjudged && (_targets.Contains(node.Identity) || _selection.Name?.Invoke(node.ResolveName(Context)) == true);
    }
}

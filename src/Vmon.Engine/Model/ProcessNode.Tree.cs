namespace Vmon.Model;

// A linked list per parent, threads first: changes are O(1), and nothing recurses.
internal sealed partial class ProcessNode
{
    private ProcessNode? _last;
    private ProcessNode? _lastThread;
    private ProcessNode? _previous;

    internal ProcessNode? Parent { get; private set; }

    internal ProcessNode? FirstChild { get; private set; }

    internal ProcessNode? Next { get; private set; }

    internal ProcessNode? FirstThread => _lastThread is null ? null : FirstChild;

    /// <summary>The sample in which the set of its children last changed.</summary>
    internal long ChildrenChangedIn { get; private set; }

    /// <summary>The sample in which the set of its threads last changed.</summary>
    internal long ThreadsChangedIn { get; private set; }

    /// <summary>The thread of its parent that forked or adopted it. Null if that was not read.</summary>
    internal int? ParentThreadId { get; set; }

    /// <summary>How many selected nodes are above it.</summary>
    internal int Depth { get; set; }

    /// <summary>Moves a child to the end of this node's children, and a thread to the end of its threads.</summary>
    internal void Append(ProcessNode node, long sample)
    {
        node.Detach(sample);
        node.Parent = this;
        node._previous = node.IsThread ? _lastThread : _last;
        node.Next = node._previous is null ? FirstChild : node._previous.Next;
        if (node._previous is null) FirstChild = node;
        else node._previous.Next = node;
        if (node.Next is null) _last = node;
        else node.Next._previous = node;
        if (node.IsThread) _lastThread = node;
        NoteChange(node, sample);
    }

    internal void Detach(long sample)
    {
        if (Parent is null) return;
        if (Phase != NodePhase.Exited) Parent.NoteChange(this, sample); // its exit was noted by MarkExited
        if (Parent._lastThread == this) Parent._lastThread = _previous;
        if (_previous is null) Parent.FirstChild = Next;
        else _previous.Next = Next;
        if (Next is null) Parent._last = _previous;
        else Next._previous = _previous;
        Parent = null;
        Next = null;
        _previous = null;
    }

    /// <summary>A child or thread appeared or exited.</summary>
    internal void NoteChange(ProcessNode node, long sample)
    {
        if (node.IsThread) ThreadsChangedIn = sample;
        else ChildrenChangedIn = sample;
    }

    /// <summary>The next node depth first, parents before children; null after the last below <paramref name="top"/>.</summary>
    internal ProcessNode? Following(ProcessNode top)
    {
        if (FirstChild is not null) return FirstChild;
        ProcessNode? node = this;
        while (node is not null && node != top && node.Next is null) node = node.Parent;
        return node is null || node == top ? null : node.Next;
    }

    /// <summary>The first node of a post-order traversal.</summary>
    internal ProcessNode Deepest()
    {
        ProcessNode node = this;
        while (node.FirstChild is not null) node = node.FirstChild;
        return node;
    }

    /// <summary>The next node of a post-order traversal, which ends with the top.</summary>
    internal ProcessNode? FollowingUpwards() => Next is not null ? Next.Deepest() : Parent;

    internal bool IsBelow(ProcessNode other)
    {
        for (ProcessNode? node = this; node is not null; node = node.Parent)
            if (node == other) return true;
        return false;
    }
}

namespace Vmon.Model;

/// <summary>A place in a hierarchy: a linked list per parent, its threads first. Each change is one step, without recursion.</summary>
internal abstract class TreeNode<T>
    where T : TreeNode<T>
{
    private T? _last;
    private T? _lastThread;
    private T? _previous;

    internal T? Parent { get; private set; }

    internal T? FirstChild { get; private set; }

    internal T? Next { get; private set; }

    /// <summary>Whether it is a thread of its parent, which come before the parent's children.</summary>
    internal abstract bool IsThread { get; }

    internal T? FirstThread => _lastThread is null ? null : FirstChild;

    /// <summary>The sample in which the set of its children last changed.</summary>
    internal long ChildrenChangedIn { get; private set; }

    /// <summary>The sample in which the set of its threads last changed.</summary>
    internal long ThreadsChangedIn { get; private set; }

    /// <summary>Moves a child to the end of this node's children, and a thread to the end of its threads.</summary>
    internal void Append(T node, long sample)
    {
        node.Detach(sample);
        Insert(node);
        if (node.IsSeen) NoteChange(node, sample);
    }

    /// <summary>As <see cref="Append"/>, without recording the change.</summary>
    internal void Move(T node)
    {
        node.Take();
        Insert(node);
    }

    internal void Detach(long sample)
    {
        if (Parent is null) return;
        if (IsSeen && !HasExited) Parent.NoteChange(Self, sample); // an exit was noted when it was found
        Take();
    }

    /// <summary>Records that a child or thread was added or removed.</summary>
    internal void NoteChange(T node, long sample)
    {
        if (node.IsThread) ThreadsChangedIn = sample;
        else ChildrenChangedIn = sample;
    }

    /// <summary>The next node depth first, parents before children; null after the last below <paramref name="top"/>.</summary>
    internal T? Following(T top)
    {
        if (FirstChild is not null) return FirstChild;
        T? node = Self;
        while (node is not null && node != top && node.Next is null) node = node.Parent;
        return node is null || node == top ? null : node.Next;
    }

    /// <summary>The first node of a walk in which children come before their parents.</summary>
    internal T Deepest()
    {
        T node = Self;
        while (node.FirstChild is not null) node = node.FirstChild;
        return node;
    }

    /// <summary>The next node of a walk in which children come before their parents; the top comes last.</summary>
    internal T? FollowingUpwards() => Next is not null ? Next.Deepest() : Parent;

    /// <summary>Whether it was read. One that is only named may have exited, and is not shown.</summary>
    private protected abstract bool IsSeen { get; }

    /// <summary>Whether it exited, so that it leaves the hierarchy after this sample.</summary>
    private protected abstract bool HasExited { get; }

    private T Self => (T)this;

    private void Insert(T node)
    {
        node.Parent = Self;
        node._previous = node.IsThread ? _lastThread : _last;
        node.Next = node._previous is null ? FirstChild : node._previous.Next;
        if (node._previous is null) FirstChild = node;
        else node._previous.Next = node;
        if (node.Next is null) _last = node;
        else node.Next._previous = node;
        if (node.IsThread) _lastThread = node;
    }

    private void Take()
    {
        if (Parent is null) return;
        if (Parent._lastThread == this) Parent._lastThread = _previous;
        if (_previous is null) Parent.FirstChild = Next;
        else _previous.Next = Next;
        if (Next is null) Parent._last = _previous;
        else Next._previous = _previous;
        Parent = null;
        Next = null;
        _previous = null;
    }

    internal bool IsBelow(T other)
    {
        for (T? node = Self; node is not null; node = node.Parent)
            if (node == other) return true;
        return false;
    }
}

namespace Vmon.Model;

internal sealed partial class ProcessNode
{
    private ProcessNode? _lastChild;
    private ProcessNode? _previous;

    internal ProcessNode? Parent { get; private set; }

    internal ProcessNode? FirstChild { get; private set; }

    internal ProcessNode? Next { get; private set; }

    /// <summary>How many selected nodes are above it.</summary>
    internal int Depth { get; set; }

    internal void Append(ProcessNode child)
    {
        child.Detach();
        child.Parent = this;
        child._previous = _lastChild;
        if (_lastChild is null) FirstChild = child;
        else _lastChild.Next = child;
        _lastChild = child;
    }

    internal void Detach()
    {
        if (Parent is null) return;
        if (_previous is null) Parent.FirstChild = Next;
        else _previous.Next = Next;
        if (Next is null) Parent._lastChild = _previous;
        else Next._previous = _previous;
        Parent = null;
        Next = null;
        _previous = null;
    }

    /// <summary>The next node depth first, parents before children; null after the last below <paramref name="top"/>.</summary>
    internal ProcessNode? Following(ProcessNode top)
    {
        if (FirstChild is not null) return FirstChild;
        ProcessNode? node = this;
        while (node is not null && node != top && node.Next is null) node = node.Parent;
        return node is null || node == top ? null : node.Next;
    }

    internal bool IsBelow(ProcessNode other)
    {
        for (ProcessNode? node = this; node is not null; node = node.Parent)
            if (node == other) return true;
        return false;
    }
}

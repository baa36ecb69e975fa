namespace Vmon.Sources.Cgroups;

/// <summary>The control groups of a machine, as a hierarchy.</summary>
internal sealed class CgroupTree
{
    // Any user can be permitted to create groups.
    private const int Most = 64 * 1024;

    private readonly Dictionary<string, CgroupNode> _byPath = new(StringComparer.Ordinal);
    private List<CgroupNode>? _inOrder;

    /// <summary>All groups, depth first, each before those below, by name.</summary>
    internal IReadOnlyList<CgroupNode> All => _inOrder ??= Ordered();

    /// <summary>The group above all others. Null until it is added.</summary>
    internal CgroupNode? Root { get; private set; }

    /// <summary>Whether there were more groups than can be kept.</summary>
    internal bool IsCut { get; private set; }

    internal CgroupNode? Find(string path) => _byPath.GetValueOrDefault(path);

    /// <summary>Adds the group above all others.</summary>
    internal CgroupNode AddRoot(string path) => Root = Add(new CgroupNode(path, parent: null));

    /// <summary>Adds a group, if it is not there. Null if there are too many.</summary>
    internal CgroupNode? Add(CgroupNode parent, string name)
    {
        if (parent.Children.TryGetValue(name, out CgroupNode? known)) return known;
        IsCut |= _byPath.Count >= Most;
        if (_byPath.Count >= Most) return null;
        CgroupNode node = Add(new CgroupNode(parent.Path == "/" ? $"/{name}" : $"{parent.Path}/{name}", parent));
        parent.Children.Add(name, node);
        return node;
    }

    /// <summary>Removes a group, and those below it.</summary>
    internal void Remove(CgroupNode node)
    {
        foreach (CgroupNode child in node.Children.Values.ToArray()) Remove(child);
        _ = _byPath.Remove(node.Path);
        if (node.Parent is { } parent) _ = parent.Children.Remove(NameOf(node));
        _inOrder = null;
    }

    internal static string NameOf(CgroupNode node) => node.Path[(node.Path.LastIndexOf('/') + 1)..];

    private CgroupNode Add(CgroupNode node)
    {
        _byPath.Add(node.Path, node);
        _inOrder = null;
        return node;
    }

    private List<CgroupNode> Ordered()
    {
        List<CgroupNode> ordered = new(_byPath.Count);
        Stack<CgroupNode> next = [];
        if (Root is not null) next.Push(Root);
        while (next.TryPop(out CgroupNode? node))
        {
            ordered.Add(node);
            foreach (CgroupNode child in node.Children.Values.Reverse()) next.Push(child);
        }

        return ordered;
    }
}

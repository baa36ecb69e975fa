namespace Vmon.Kernel.Events;

/// <summary>Paths of the control groups that were created while events were read. Those of groups that were removed since are kept too.</summary>
internal sealed class CgroupPaths
{
    // Any user can be permitted to create groups. The oldest is forgotten.
    internal const int Most = 4096;

    private readonly Dictionary<long, byte[]> _paths = [];
    private readonly Queue<long> _byAge = [];

    internal void Add(long id, ReadOnlySpan<byte> path)
    {
        if (!_paths.ContainsKey(id)) _byAge.Enqueue(id);
        _paths[id] = path.ToArray();
        if (_paths.Count > Most) _ = _paths.Remove(_byAge.Dequeue());
    }

    /// <summary>Null if the group is older than the events.</summary>
    internal byte[]? Find(long? id) => id is long known ? _paths.GetValueOrDefault(known) : null;
}

namespace Vmon.Model;

/// <summary>
/// A reason for nodes to be in a watch: everything, a name, or a requested process with the descendants that are followed. It lasts as long
/// as there are requests.
/// </summary>
internal sealed class MonitorScope
{
    private readonly List<MonitorRequest> _requests = [];

    internal IReadOnlyList<MonitorRequest> Requests => _requests;

    /// <summary>The requested process; default for everything and for names.</summary>
    internal ProcessIdentity Target { get; init; }

    internal bool IsActive => _requests.Count > 0;

    internal bool FollowsChildren { get; private set; }

    internal bool IncludesThreads { get; private set; }

    internal ProcessDataSets DataSets { get; private set; }

    /// <summary>The node of the requested process. Null until it is found, and for everything.</summary>
    internal ProcessNode? Node { get; set; }

    /// <summary>Whether the requested process exited, possibly before it was read.</summary>
    internal bool HasExited { get; set; }

    internal void Add(MonitorRequest request)
    {
        _requests.Add(request);
        Combine();
    }

    internal void Remove(MonitorRequest request)
    {
        _ = _requests.Remove(request);
        Combine();
    }

    private void Combine()
    {
        FollowsChildren = _requests.Exists(request => request.FollowChildren);
        IncludesThreads = _requests.Exists(request => request.IncludeThreads);
        DataSets = ProcessDataSets.None;
        foreach (MonitorRequest request in _requests) DataSets |= request.DataSets;
    }
}

namespace Vmon.Model;

/// <summary>
/// Why nodes are in a watch: a process that was asked for (or everything, or a name), and all who were followed from it. It lasts
/// as long as somebody asks.
/// </summary>
internal sealed class MonitorScope
{
    private readonly List<MonitorRequest> _requests = [];

    internal IReadOnlyList<MonitorRequest> Requests => _requests;

    /// <summary>Which process was asked for; default for everything and for names.</summary>
    internal ProcessIdentity Target { get; init; }

    internal bool IsActive => _requests.Count > 0;

    internal bool FollowsChildren { get; private set; }

    internal bool IncludesThreads { get; private set; }

    internal ProcessDataSets DataSets { get; private set; }

    /// <summary>The process that was asked for; null for one that is not found yet, and for everything.</summary>
    internal ProcessNode? Node { get; set; }

    /// <summary>Whether the process that was asked for has ended, or was gone before it could be read.</summary>
    internal bool HasEnded { get; set; }

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

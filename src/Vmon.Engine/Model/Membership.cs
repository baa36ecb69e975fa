namespace Vmon.Model;

/// <summary>Why a process is in a watch. Other processes of the table provide the hierarchy and names.</summary>
internal struct Membership
{
    /// <summary>The scope that selects the process itself, by identity or by name.</summary>
    internal MonitorScope? Asked { readonly get; set; }

    /// <summary>The scope of everything, or of a process above whose descendants are followed. It stays after another process adopts this one.</summary>
    internal MonitorScope? Followed { readonly get; set; }

    /// <summary>Number of the sample that first showed it. 0 while it is not selected.</summary>
    internal long ShownSince { readonly get; set; }

    internal readonly bool IsActive => Asked is { IsActive: true } || Followed is { IsActive: true };

    /// <summary>The scope that its children join. Null if they are not followed.</summary>
    internal readonly MonitorScope? FollowScope =>
        Asked is { IsActive: true, FollowsChildren: true } ? Asked : Followed is { IsActive: true, FollowsChildren: true } ? Followed : null;

    internal readonly bool IncludesThreads => Asked is { IncludesThreads: true } || Followed is { IncludesThreads: true };

    internal readonly ProcessDataSets DataSets => (Asked?.DataSets ?? ProcessDataSets.None) | (Followed?.DataSets ?? ProcessDataSets.None);

    internal void DropInactive()
    {
        if (Asked is { IsActive: false }) Asked = null;
        if (Followed is { IsActive: false }) Followed = null;
    }

    /// <summary>Drops the request for another process with the same PID.</summary>
    internal void Refuse(ProcessIdentity identity)
    {
        if (Asked is not { Target.Id: > 0 } || Asked.Target == identity) return;
        Asked.Node = null;
        Asked = null;
    }
}

/// <summary>
/// A reason for processes to be in a watch: everything, a name, or a requested process with its followed descendants. It ends with its last request.
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

/// <summary>The request of one monitor. Compared by reference.</summary>
internal sealed class MonitorRequest(ProcessIdentity target, bool followChildren, bool includeThreads, ProcessDataSets dataSets)
{
    internal ProcessIdentity Target { get; } = target;

    internal bool FollowChildren { get; } = followChildren;

    internal bool IncludeThreads { get; } = includeThreads;

    internal ProcessDataSets DataSets { get; } = dataSets;
}

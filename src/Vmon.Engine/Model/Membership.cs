namespace Vmon.Model;

/// <summary>Why a process is in a watch. Processes that are not asked for are there for the hierarchy and for their names.</summary>
internal struct Membership
{
    /// <summary>Asked for itself, by identity or by name.</summary>
    internal MonitorScope? Asked { readonly get; set; }

    /// <summary>Part of everything, or found below a process that is followed. It stays so when another process adopts it.</summary>
    internal MonitorScope? Followed { readonly get; set; }

    /// <summary>The number of the sample that first showed it; 0 while it is not selected.</summary>
    internal long ShownSince { readonly get; set; }

    internal readonly bool IsActive => Asked is { IsActive: true } || Followed is { IsActive: true };

    /// <summary>The scope that its children join; null if they are not followed.</summary>
    internal readonly MonitorScope? FollowScope =>
        Asked is { IsActive: true, FollowsChildren: true } ? Asked : Followed is { IsActive: true, FollowsChildren: true } ? Followed : null;

    internal readonly bool IncludesThreads => Asked is { IncludesThreads: true } || Followed is { IncludesThreads: true };

    internal readonly ProcessDataSets DataSets => (Asked?.DataSets ?? ProcessDataSets.None) | (Followed?.DataSets ?? ProcessDataSets.None);

    internal void DropInactive()
    {
        if (Asked is { IsActive: false }) Asked = null;
        if (Followed is { IsActive: false }) Followed = null;
    }

    /// <summary>The process that has the pid is not the one that was asked for.</summary>
    internal void Refuse(ProcessIdentity identity)
    {
        if (Asked is not { Target.Id: > 0 } || Asked.Target == identity) return;
        Asked.Node = null;
        Asked = null;
    }
}

namespace Vmon.Model;

/// <summary>The request of one monitor. Compared by reference.</summary>
internal sealed class MonitorRequest(ProcessIdentity target, bool followChildren, bool includeThreads, ProcessDataSets dataSets)
{
    internal ProcessIdentity Target { get; } = target;

    internal bool FollowChildren { get; } = followChildren;

    internal bool IncludeThreads { get; } = includeThreads;

    internal ProcessDataSets DataSets { get; } = dataSets;
}

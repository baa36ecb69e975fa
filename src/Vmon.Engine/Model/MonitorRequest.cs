namespace Vmon.Model;

/// <summary>What one holder of a monitor asks for. Two alike are two.</summary>
internal sealed class MonitorRequest(ProcessIdentity target, bool followChildren, bool includeThreads, ProcessDataSets dataSets)
{
    internal ProcessIdentity Target { get; } = target;

    internal bool FollowChildren { get; } = followChildren;

    internal bool IncludeThreads { get; } = includeThreads;

    internal ProcessDataSets DataSets { get; } = dataSets;
}

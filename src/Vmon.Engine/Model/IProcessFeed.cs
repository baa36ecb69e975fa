using Vmon.Parsing.Network;
using Vmon.Sources.Files;
using Vmon.Sources.Network;
using Vmon.Sources;

namespace Vmon.Model;

/// <summary>
/// Brings the processes of a table up to date, sample by sample: which exist, what was read of each, which exited, and what their parents took from them. The table
/// links, selects and shows them without knowing whether they are sampled now or were recorded.
/// </summary>
internal interface IProcessFeed : IDisposable
{
    /// <summary>The host of the processes.</summary>
    SampledHost Host { get; }

    /// <summary>The sample under way, or the last one.</summary>
    SampleState State { get; }

    /// <summary>Whether it knows all processes, not only selected ones.</summary>
    bool ListsAll { get; }

    /// <summary>Whether a followed process exists, or has exited, that the next sample will show.</summary>
    bool AwaitsMore => false;

    /// <summary>The data sets that it can read. Properties of others are null.</summary>
    ProcessDataSets DataSets => ProcessDataSets.All;

    /// <summary>Where its events come from. Null before the first sample, and if it uses none.</summary>
    EventSource? EventSource { get; }

    /// <summary>Number of events that were lost since the first sample. If they come from the connector, the number of gaps.</summary>
    long LostEvents { get; }

    /// <summary>Where the network traffic comes from. Null before it is asked for, and in a recording.</summary>
    NetworkSource? NetworkSource => null;

    /// <summary>Number of network calls that were not counted since it was first asked for.</summary>
    long LostTraffic => 0;

    /// <summary>Whether the events up to now contain every exit since the previous sample, with its final figures.</summary>
    bool ReportsAllExits { get; }

    /// <summary>Updates the nodes to the next sample. Removes processes that the previous sample showed as exited.</summary>
    /// <returns>False if there is none, or if it was cancelled.</returns>
    bool TryAdvance(CancellationToken cancellation);

    /// <summary>Whether the last sample is only compared with, and not shown.</summary>
    bool IsPreparing => false;

    /// <summary>Attributes what exited processes used. All nodes are linked.</summary>
    void Attribute()
    {
    }

    /// <summary>Completes the names that the kernel cuts, before the selection judges them.</summary>
    void CompleteNames()
    {
    }

    /// <summary>Completes the control groups, before the selection judges them.</summary>
    void CompleteCgroups()
    {
    }

    /// <summary>Provides the data sets, and the threads, of a process that is selected.</summary>
    void Provide(ProcessNode node)
    {
    }

    /// <summary>Gives up the data sets of a process that is no longer selected.</summary>
    void GiveUp(ProcessNode node)
    {
    }

    /// <summary>Drops the threads of a process whose threads are not included.</summary>
    void DropThreads(ProcessNode node)
    {
    }

    /// <summary>Removes a process that is not needed to know which others are selected.</summary>
    void Remove(ProcessNode node);

    /// <summary>Completes what depends on the selection.</summary>
    void Complete()
    {
    }

    /// <summary>Ends the sample. True if descriptors or memory ran out in it.</summary>
    bool End() => false;

    /// <summary>Counts the open descriptors of a process, of which none is read. Null before kernel 6.2, if it is gone, and in a recording.</summary>
    long? CountDescriptors(ProcessNode node) => null;

    /// <summary>Creates a reader of what a listing shows of open files. Null if only their records are known.</summary>
    DescriptorReader? NewDescriptorReader() => null;

    /// <summary>Reads the sockets of the network namespaces of processes: now, or as they were recorded with the last sample.</summary>
    /// <param name="query">Which sockets are read.</param>
    /// <param name="accepts">Which of them are kept.</param>
    /// <param name="processes">PIDs of the processes.</param>
    /// <param name="cancellation">Leaves out the namespaces that were not read yet.</param>
    IReadOnlyList<NamespaceSockets> ReadSockets(SocketQuery query, Predicate<SocketReading> accepts, IEnumerable<int> processes, CancellationToken cancellation) => [];

    /// <summary>Gets the sockets that were recorded with the sample before the last one. Null if the two are not compared, and of processes that are not recorded.</summary>
    /// <param name="query">Which sockets are read.</param>
    /// <param name="accepts">Which of them are kept.</param>
    IReadOnlyList<NamespaceSockets>? ReadEarlierSockets(SocketQuery query, Predicate<SocketReading> accepts) => null;
}

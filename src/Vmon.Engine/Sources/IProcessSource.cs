using Vmon.Kernel.Events;
using Vmon.Kernel;
using Vmon.Parsing.Network;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Sources.Files;
using Vmon.Sources.Network;

namespace Vmon.Sources;

/// <summary>
/// Which processes exist, and the records of each. A table pairs, links, ages and totals them without knowing which source answered: /proc, the kernel's
/// tasks, or records from memory.
/// </summary>
internal interface IProcessSource : IDisposable
{
    /// <summary>The host that is sampled.</summary>
    SampledHost Host { get; }

    /// <summary>The sample under way.</summary>
    SampleState State { get; }

    /// <summary>Begins the next sample.</summary>
    void Begin(CancellationToken cancellation);

    /// <summary>Gets all threads of the machine, by ascending id. False if this sample has no such pass.</summary>
    /// <param name="expected">Number of processes that the table expects to read.</param>
    /// <param name="tasks">The threads, valid until the next sample.</param>
    bool TryPass(int expected, out ReadOnlySpan<TaskRun> tasks)
    {
        tasks = default;
        return false;
    }

    /// <summary>Adds a thread of the pass to the process or thread whose records these are.</summary>
    void Tally(ProcessRecords process, in TaskRun task)
    {
    }

    /// <summary>Reports how many files would have been read without the pass of this sample.</summary>
    void NoteSpared(int files)
    {
    }

    /// <summary>Whether the events contain starts of processes, from now on.</summary>
    bool WantsStarts
    {
        set { }
    }

    /// <summary>Adds what happened to processes since the last call, in order. Nothing if the source has no events.</summary>
    void TakeEvents(List<ProcessRecord> events)
    {
    }

    /// <summary>Where its events come from. Null before the first sample, and if it uses none.</summary>
    EventSource? EventSource => null;

    /// <summary>Number of events that were lost since the first sample. If they come from the connector, the number of gaps.</summary>
    long LostEvents => 0;

    /// <summary>Where the network traffic comes from. Null before it is asked for.</summary>
    NetworkSource? NetworkSource => null;

    /// <summary>Number of network calls that were not counted since it was first asked for.</summary>
    long LostTraffic => 0;

    /// <summary>Whether the events up to now contain every exit since the previous sample, with its final figures.</summary>
    bool ReportsAllExits => false;

    /// <summary>Gets about how many processes there are, before they are listed. 0 if unknown.</summary>
    int EstimateProcesses() => 0;

    /// <summary>Adds the ids of all processes.</summary>
    ReadStatus ListProcesses(List<int> pids);

    /// <summary>Adds the ids of the children of a process. Gone also if the source cannot name them.</summary>
    ReadStatus ListChildren(ProcessRecords process, List<int> pids);

    /// <summary>Adds the ids of the children of one thread of a process, adopted ones included.</summary>
    ReadStatus ListChildrenOf(ProcessRecords process, int tid, List<int> pids) => ReadStatus.Gone;

    /// <summary>Replaces the list by the ids of the threads of a process.</summary>
    ReadStatus ListThreads(ProcessRecords process, List<int> tids);

    /// <summary>
    /// Reads the records of the sample, or finds that none can have changed. <see cref="ReadStatus.Gone"/>, keeping the last values, also if another
    /// process reuses the PID.
    /// </summary>
    /// <param name="process">The process or thread.</param>
    /// <param name="asked">The data sets to read; null for identity, hierarchy and counters alone (stat).</param>
    ReadStatus Read(ProcessRecords process, ProcessDataSets? asked);

    /// <summary>Requires that the next sample reads the process, even if it has not run.</summary>
    void Require(ProcessRecords process)
    {
    }

    /// <summary>Reads the data sets of a process of which the sample has only stat. Nothing if it has them.</summary>
    void ReadDataSets(ProcessRecords process, ProcessDataSets asked);

    /// <summary>Reads what the whole name of a process depends on, if the kernel cuts it.</summary>
    void ReadName(ProcessRecords process)
    {
    }

    /// <summary>Reads the control groups of a process, if they may have changed.</summary>
    void ReadCgroups(ProcessRecords process)
    {
    }

    /// <summary>The control groups of a process that exited before it was read. Null if unknown.</summary>
    ProcessCgroups? FindCgroups(ExitRecord exit) => null;

    /// <summary>Gets stat of a process now, without a new reading. Gone also if another process reuses the PID.</summary>
    ReadStatus Look(ProcessRecords process, out ProcStat now);

    /// <summary>Reads the counters again in the same sample.</summary>
    /// <returns>Whether the process exists.</returns>
    bool Reread(ProcessRecords process);

    /// <summary>Completes the reads that are queued.</summary>
    void Complete()
    {
    }

    /// <summary>Ends the sample. True if descriptors or memory ran out in it, so that every process should be released.</summary>
    bool End() => false;

    /// <summary>Whether the memory that records take must be counted again, with <see cref="Recount"/> of each process.</summary>
    bool BeginRecount() => false;

    /// <summary>Counts the memory that the records of a process take.</summary>
    void Recount(ProcessRecords process)
    {
    }

    /// <summary>Counts the open descriptors of a process, of which none is read. Null before kernel 6.2, and if it is gone.</summary>
    long? CountDescriptors(ProcessRecords process) => null;

    /// <summary>Creates a reader of what a listing shows of open files. Null if only their records are known.</summary>
    DescriptorReader? NewDescriptorReader() => null;

    /// <summary>Creates a reader of the sockets in network namespaces. Null if the source has none.</summary>
    /// <param name="query">Which sockets are read.</param>
    /// <param name="accepts">Which of them are kept.</param>
    NamespaceReader? NewNamespaceReader(SocketQuery query, Predicate<SocketReading> accepts) => null;

    /// <summary>Closes what stays open for a process between samples.</summary>
    void Release(ProcessRecords process)
    {
    }

    /// <summary>Forgets the data sets of a process that is no longer selected.</summary>
    void Forget(ProcessRecords process);
}

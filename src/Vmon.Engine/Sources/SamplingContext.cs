using Vmon.Kernel;
using Vmon.Kernel.Events;
using Vmon.Native;
using Vmon.ProcFs;
using Vmon.Sources.Files;
using Vmon.Sources.Processes;

namespace Vmon.Sources;

/// <summary>What the readers of one /proc share in a watch: its root, buffers and limits.</summary>
internal sealed class SamplingContext(ProcRoot root, DescriptorBudget budget, SampledHost host)
{
    /// <summary>
    /// Number of samples after which values that change undetected, and denied files, are read again. Staggered over the processes.
    /// </summary>
    internal const int RefreshEvery = RestAtMost / 2;

    /// <summary>Number of samples after which a process that did not run is read again. The passes over all tasks have all its fields then.</summary>
    internal const int RestAtMost = TaskProgram.Turns;

    internal ProcRoot Root { get; } = root;

    internal DescriptorBudget Budget { get; } = budget;

    internal SampledHost Host { get; } = host;

    internal SampleState State { get; } = new(host.Clock.Time);

    internal ReadBuffer Buffer { get; } = new();

    /// <summary>Reads files that another process can block.</summary>
    internal GuardedReader Guard { get; } = new();

    /// <summary>Whether delays of processes are counted.</summary>
    internal DelayAccounting Delays { get; } = new();

    /// <summary>The user of the last process that was read, which most of the others share.</summary>
    internal ProcessUser? LastUser { get; set; }

    /// <summary>Scratch for the threads of one process.</summary>
    internal List<int> Threads { get; } = [];

    /// <summary>Scratch for the descriptors of one process.</summary>
    internal List<int> Descriptors { get; } = [];

    /// <summary>Scratch for their entries.</summary>
    internal List<FileEntry> FileEntries { get; } = [];

    /// <summary>Memory taken by the open files of all processes.</summary>
    internal FileMemory Files { get; init; } = new();

    /// <summary>Passes over the open files. Null if all are read from /proc.</summary>
    internal FilePasses? FilePasses { get; init; }

    /// <summary>The file table that processes share in the kernel.</summary>
    internal SharedFiles SharedFiles { get; } = new();

    /// <summary>Control groups that processes share.</summary>
    internal SharedCgroups Cgroups { get; init; } = new(containers: null);

    /// <summary>The process events of the session. Null for none.</summary>
    internal EventHub? Events { get; init; }

    /// <summary>The network traffic of its processes.</summary>
    internal WatchTraffic Traffic { get; } = new();

    /// <summary>The TCP connections of its processes. Null if they are not counted.</summary>
    internal WatchConnections? Connections { get; init; }

    /// <summary>The TCP connections of its processes by socket diagnostics, for what BPF is not permitted. Null if they are not those of this machine.</summary>
    internal WatchSockets? Sockets { get; init; }

    /// <summary>Whether processes are held by pidfds to learn how they exited, if there are no events. Only for watches of specific processes: each takes a descriptor.</summary>
    internal bool HoldsProcesses { get; init; }

    /// <summary>Whether every sample reads the values that other processes can change, even if a process did not run.</summary>
    internal bool IsExact { get; init; }

    /// <summary>Number of the current sample, starting at 1.</summary>
    internal long SampleNumber => State.Number;

    /// <summary>Time since boot: now, or at the capture. Null if a captured tree does not contain it.</summary>
    internal TimeSpan? Uptime => Root.IsLive ? SystemConstants.Uptime : BootClock.CapturedUptime(Root, Buffer);

    internal bool IsRefreshDue(int pid) => (SampleNumber + pid) % RefreshEvery == 0;

    /// <summary>Whether a process that has not run is read in this sample, because others can have changed it.</summary>
    internal bool IsRestOver(int pid) => (SampleNumber + pid) % RestAtMost == 0;

    /// <summary>Reads a file that may block; before another is opened if descriptors are scarce.</summary>
    internal void ReadGuarded(IGuardedCaller caller, int descriptor, int most)
    {
        Guard.Add(caller, descriptor, most);
        if (Budget.IsShort) Guard.ReadAll();
    }
}

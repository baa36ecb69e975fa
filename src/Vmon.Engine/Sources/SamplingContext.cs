using Vmon.Kernel;
using Vmon.Native;
using Vmon.ProcFs;
using Vmon.Sources.Files;
using Vmon.Sources.Processes;

namespace Vmon.Sources;

/// <summary>Shared state of all samplers of a watch.</summary>
internal sealed class SamplingContext(ProcRoot root, DescriptorBudget budget, BootClock clock, ProcessDataSets dataSets)
{
    /// <summary>
    /// Number of samples after which values that change undetected, and denied files, are read again. Staggered over the processes.
    /// </summary>
    internal const int RefreshEvery = 16;

    /// <summary>Number of samples after which a process that did not run is read again; a multiple of <see cref="RefreshEvery"/>.</summary>
    internal const int RestAtMost = 2 * RefreshEvery;

    // CONFIG_HZ=100, the slowest tick.
    private static readonly TimeSpan LongestTick = TimeSpan.FromMilliseconds(10);

    private CancellationToken _cancellation;
    private long _order;
    private long _began;

    internal ProcRoot Root { get; } = root;

    internal DescriptorBudget Budget { get; } = budget;

    internal BootClock Clock { get; } = clock;

    /// <summary>Data sets requested by default.</summary>
    internal ProcessDataSets DefaultDataSets { get; } = dataSets;

    /// <summary>Data sets requested of the process being sampled.</summary>
    internal ProcessDataSets DataSets { get; set; } = dataSets;

    /// <summary>User names. Null for a captured tree, whose users belong to another machine.</summary>
    internal UserNames? Users { get; init; }

    internal ReadBuffer Buffer { get; } = new();

    /// <summary>Reads files that another process can block.</summary>
    internal GuardedReader Guard { get; } = new();

    /// <summary>Whether delays of processes are counted.</summary>
    internal DelayAccounting Delays { get; } = new();

    /// <summary>Scratch for the threads of one process.</summary>
    internal List<int> Threads { get; } = [];

    /// <summary>Scratch for the descriptors of one process.</summary>
    internal List<int> Descriptors { get; } = [];

    /// <summary>Scratch for what is behind them.</summary>
    internal List<FileEntry> FileEntries { get; } = [];

    /// <summary>Memory taken by the open files of all processes.</summary>
    internal FileMemory Files { get; init; } = new();

    /// <summary>What processes share of them.</summary>
    internal SharedFiles SharedFiles { get; } = new();

    /// <summary>Time since boot: now, or at the capture. Null if a captured tree does not contain it.</summary>
    internal TimeSpan? Uptime => Root.IsLive ? SystemConstants.Uptime : BootClock.CapturedUptime(Root, Buffer);

    /// <summary>Time from boot to the capture, as of the current sample. Null for a live machine, and if unknown.</summary>
    internal TimeSpan? Captured { get; private set; }

    /// <summary>Properties of the machine that its files depend on.</summary>
    internal SampledMachine Machine => Clock.Machine;

    /// <summary>Whether its PIDs are valid for system calls of this process.</summary>
    internal bool IsLocal { get; init; }

    /// <summary>Whether every sample reads the values that other processes can change, even if a process did not run.</summary>
    internal bool IsExact { get; init; }

    /// <summary>Whether <see cref="Tasks"/> may be used.</summary>
    internal bool MayUseTasks { get; init; }

    /// <summary>All threads of the machine in one stream. Null if the kernel does not provide it, and for a captured tree.</summary>
    internal TaskStream? Tasks { get; set; }

    /// <summary>Whether the current sample knows from <see cref="Tasks"/> which threads ran.</summary>
    internal bool HasTasks { get; set; }

    /// <summary>Monotonic time at which the current sample read Tasks.</summary>
    internal long TasksTimestamp { get; set; }

    /// <summary>Its position in the order of all reads and detected exits.</summary>
    internal long TasksOrder { get; set; }

    /// <summary>First position of the current sample in the order of all reads and detected exits.</summary>
    internal long FirstOrder { get; private set; }

    /// <summary>
    /// Time from the beginning of the previous sample to that of the current one, on the monotonic clock. Null for the first sample.
    /// </summary>
    internal TimeSpan? Interval { get; private set; }

    /// <summary>Number of the current sample, starting at 1.</summary>
    internal long SampleNumber { get; set; }

    /// <summary>
    /// Whether the scheduler has accounted for all threads that ran in the previous sample. It accounts for running threads at its ticks.
    /// </summary>
    internal bool IsTickOver { get; private set; }

    /// <summary>Beginning of the previous sample, as time since boot. Null for the first sample.</summary>
    internal TimeSpan? PreviousUptime { get; set; }

    /// <summary>Checked after each process, thread and descriptor, so that a caller can cancel a long sample.</summary>
    internal bool IsCancelled => _cancellation.IsCancellationRequested;

    /// <summary>Begins the next sample, at a time since boot.</summary>
    internal void Begin(TimeSpan? uptime, CancellationToken cancellation)
    {
        _cancellation = cancellation;
        long now = Clock.Time.GetTimestamp();
        Interval = SampleNumber == 0 ? null : Clock.Time.GetElapsedTime(_began, now);
        _began = now;
        FirstOrder = NextOrder();
        SampleNumber++;
        if (SampleNumber % RefreshEvery == 1) Delays.Refresh(Root, Buffer);
        Captured = Root.IsLive ? null : uptime;
        IsTickOver = uptime - PreviousUptime >= LongestTick;
    }

    /// <summary>The sample under way is none.</summary>
    internal void GiveUp() => SampleNumber--;

    /// <summary>Next position in the order of all reads and detected exits.</summary>
    internal long NextOrder() => ++_order;

    internal bool IsRefreshDue(int pid) => (SampleNumber + pid) % RefreshEvery == 0;

    internal bool IsRestOver(int pid) => (SampleNumber + pid) % RestAtMost == 0;

    internal bool Reads(ProcessDataSets dataSet) => (DataSets & dataSet) != 0;

    /// <summary>Reads a file that may block; before another is opened if descriptors are scarce.</summary>
    internal void ReadGuarded(IGuardedCaller caller, int descriptor, int most)
    {
        Guard.Add(caller, descriptor, most);
        if (Budget.IsShort) Guard.ReadAll();
    }
}

using Vmon.Native;
using Vmon.Proc;

namespace Vmon.Sampling;

/// <summary>What every sampler of one watch works with.</summary>
internal sealed class SamplingContext(ProcRoot root, DescriptorBudget budget, BootClock clock, ProcessDataSets dataSets)
{
    /// <summary>What changes unseen, and what was denied, is read again once in so many samples, each process in its turn.</summary>
    internal const int RefreshEvery = 16;

    /// <summary>Who has not run is read again once in so many samples: a multiple of <see cref="RefreshEvery"/>.</summary>
    internal const int RestAtMost = 2 * RefreshEvery;

    // That of CONFIG_HZ=100, the slowest.
    private static readonly TimeSpan LongestTick = TimeSpan.FromMilliseconds(10);

    private CancellationToken _cancellation;
    private long _order;
    private long _began;

    internal ProcRoot Root { get; } = root;

    internal DescriptorBudget Budget { get; } = budget;

    internal BootClock Clock { get; } = clock;

    /// <summary>What is wanted where nothing else is said.</summary>
    internal ProcessDataSets DefaultDataSets { get; } = dataSets;

    /// <summary>What is wanted of the process that is being sampled.</summary>
    internal ProcessDataSets DataSets { get; set; } = dataSets;

    /// <summary>Users by name; null for a captured tree, whose users are those of another machine.</summary>
    internal UserNames? Users { get; init; }

    internal ReadBuffer Buffer { get; } = new();

    /// <summary>Reads what another process may keep us waiting for.</summary>
    internal GuardedReader Guard { get; } = new();

    /// <summary>Whether delays of processes are counted.</summary>
    internal DelayAccounting Delays { get; } = new();

    /// <summary>Scratch for the threads of one process.</summary>
    internal List<int> Threads { get; } = [];

    /// <summary>Scratch for the descriptors of one process.</summary>
    internal List<int> Descriptors { get; } = [];

    /// <summary>Scratch for what is behind them.</summary>
    internal List<FileEntry> FileEntries { get; } = [];

    /// <summary>What the open files of all processes take.</summary>
    internal FileMemory Files { get; init; } = new();

    /// <summary>What processes share of them.</summary>
    internal SharedFiles SharedFiles { get; } = new();

    /// <summary>Time since boot: now, or when the captured tree was; null where that does not tell.</summary>
    internal TimeSpan? Uptime => Root.IsLive ? SystemConstants.Uptime : BootClock.CapturedUptime(Root, Buffer);

    /// <summary>Time from boot to the capture of the tree, as of the sample under way; null for a live machine, and where it is not told.</summary>
    internal TimeSpan? Captured { get; private set; }

    /// <summary>What must be known of the machine to understand its files.</summary>
    internal SampledMachine Machine => Clock.Machine;

    /// <summary>Whether its pids are those that this process's own calls take.</summary>
    internal bool IsLocal { get; init; }

    /// <summary>Whether what others can change of a process is read at every sample, though it has not run.</summary>
    internal bool IsExact { get; init; }

    /// <summary>Whether <see cref="Tasks"/> may be asked for.</summary>
    internal bool MayUseTasks { get; init; }

    /// <summary>All threads of the machine in one stream; null where the kernel does not give it, and in a copy.</summary>
    internal TaskStream? Tasks { get; set; }

    /// <summary>Whether the sample under way knows from <see cref="Tasks"/> who has run.</summary>
    internal bool HasTasks { get; set; }

    /// <summary>Monotonic time at which the sample under way was told who has run.</summary>
    internal long TasksTimestamp { get; set; }

    /// <summary>The place of that in the order of all that is read and found.</summary>
    internal long TasksOrder { get; set; }

    /// <summary>The first place of the sample under way in the order of all that is read and found.</summary>
    internal long FirstOrder { get; private set; }

    /// <summary>Time from the beginning of the sample before to that of the sample under way, on the monotonic clock; null at the first.</summary>
    internal TimeSpan? Interval { get; private set; }

    /// <summary>The number of the sample under way, from 1.</summary>
    internal long SampleNumber { get; set; }

    /// <summary>
    /// Whether the scheduler has accounted for all that ran in the sample before: at its ticks it does so for who is still running.
    /// </summary>
    internal bool IsTickOver { get; private set; }

    /// <summary>When the sample before began, as time since boot; null at the first.</summary>
    internal TimeSpan? PreviousUptime { get; set; }

    /// <summary>Asked after each process, thread and descriptor: there may be millions, so that a caller can stop early.</summary>
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

    /// <summary>The next place in the order of all that is read and found.</summary>
    internal long NextOrder() => ++_order;

    internal bool IsRefreshDue(int pid) => (SampleNumber + pid) % RefreshEvery == 0;

    internal bool IsRestOver(int pid) => (SampleNumber + pid) % RestAtMost == 0;

    internal bool Wanted(ProcessDataSets dataSet) => (DataSets & dataSet) != 0;

    /// <summary>Has a file read that may block; where descriptors are scarce, before another is opened.</summary>
    internal void ReadGuarded(IGuardedCaller caller, int descriptor, int most)
    {
        Guard.Add(caller, descriptor, most);
        if (Budget.IsShort) Guard.ReadAll();
    }
}

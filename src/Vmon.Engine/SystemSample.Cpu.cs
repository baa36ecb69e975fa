using Vmon.Fields;
using Vmon.Sources.Machine;

namespace Vmon;

// /proc/stat
public sealed partial class SystemSample
{
    private readonly LineValues? _stat;
    private readonly CpuReadings? _cpus;

    /// <summary>Times of all CPUs together.</summary>
    [Field("stat", Group = "CPU")]
    public CpuSample? Cpu => field ??= _cpus?.Whole is CpuReading whole ? new CpuSample(whole, this) : null;

    /// <summary>Times of each online CPU. A CPU that came online since the previous sample has no percentages yet.</summary>
    [Field("stat", Group = "CPU")]
    public IReadOnlyList<CpuSample>? Cpus => field ??= _cpus is null ? null : new ValueList<CpuSample>([.. _cpus.Each.Select(cpu => new CpuSample(cpu, this))]);

    /// <summary>Number of online CPUs.</summary>
    [Field("stat", Unit = "count", Group = "CPU", Metric = "system.cpu.logical.count")]
    public int? CpuCount => Cpus?.Count;

    /// <summary>
    /// Busy time of all CPUs in the interval, as a percentage: 100 is every CPU. Idle time and IO wait are not busy; steal time is.
    /// </summary>
    [Field("stat", Unit = "%", OfInterval = true, Group = "CPU")]
    public double? CpuPercent => Cpu?.CpuPercent;

    /// <summary>Busy time as a percentage of one core, comparable with CpuPercent of processes: 250 is two and a half cores.</summary>
    [Field("stat", Unit = "% of a core", OfInterval = true, Group = "CPU")]
    public double? CpuCorePercent => CpuPercent * CpuCount;

    /// <summary>Percentage of all CPUs' time in user mode, guest time included. Low priority is <see cref="NicePercent"/>.</summary>
    [Field("stat", Unit = "%", OfInterval = true, Group = "CPU")]
    public double? UserPercent => Cpu?.UserPercent;

    /// <summary>Percentage of all CPUs' time in user mode at low priority.</summary>
    [Field("stat", Unit = "%", OfInterval = true, Group = "CPU")]
    public double? NicePercent => Cpu?.NicePercent;

    /// <summary>Percentage of all CPUs' time in kernel mode, interrupts excluded.</summary>
    [Field("stat", Unit = "%", OfInterval = true, Group = "CPU")]
    public double? SystemPercent => Cpu?.SystemPercent;

    /// <summary>Percentage of all CPUs' time idle with IO outstanding. Null if the kernel's counter decreased.</summary>
    [Field("stat", Unit = "%", OfInterval = true, Group = "CPU")]
    public double? IoWaitPercent => Cpu?.IoWaitPercent;

    /// <summary>Percentage of all CPUs' time that the hypervisor gave to other virtual machines (steal).</summary>
    [Field("stat", Unit = "%", OfInterval = true, Group = "CPU")]
    public double? StealPercent => Cpu?.StealPercent;

    /// <summary>Percentage of all CPUs' time idle, without IO outstanding.</summary>
    [Field("stat", Unit = "%", OfInterval = true, Group = "CPU")]
    public double? IdlePercent => Cpu?.IdlePercent;

    /// <summary>Context switches in this interval (ctxt).</summary>
    [Field("stat", Unit = "count", OfInterval = true, Group = "CPU")]
    public long? ContextSwitches => _stat?.Increase(Ctxt);

    /// <summary>Context switches per second.</summary>
    [Field("stat", Unit = "1/s", OfInterval = true, Group = "CPU")]
    public double? ContextSwitchesRate => PerSecond(ContextSwitches);

    /// <summary>Context switches since boot.</summary>
    [Field("stat", Unit = "count", Group = "CPU")]
    public long? ContextSwitchesTotal => _stat?.Value(Ctxt);

    /// <summary>Processes and threads created in this interval (processes).</summary>
    [Field("stat", Unit = "count", OfInterval = true, Group = "CPU")]
    public long? Forks => _stat?.Increase(Processes);

    /// <summary>Processes and threads created per second.</summary>
    [Field("stat", Unit = "1/s", OfInterval = true, Group = "CPU")]
    public double? ForksRate => PerSecond(Forks);

    /// <summary>Processes and threads created since boot.</summary>
    [Field("stat", Unit = "count", Group = "CPU", Metric = "system.process.created")]
    public long? ForksTotal => _stat?.Value(Processes);

    /// <summary>Interrupts served in this interval (intr), those without a name included.</summary>
    [Field("stat", Unit = "count", OfInterval = true, Group = "CPU")]
    public long? Interrupts => _stat?.Increase(Intr);

    /// <summary>Interrupts served per second.</summary>
    [Field("stat", Unit = "1/s", OfInterval = true, Group = "CPU")]
    public double? InterruptsRate => PerSecond(Interrupts);

    /// <summary>Interrupts served since boot.</summary>
    [Field("stat", Unit = "count", Group = "CPU")]
    public long? InterruptsTotal => _stat?.Value(Intr);

    /// <summary>Softirqs served in this interval (softirq).</summary>
    [Field("stat", Unit = "count", OfInterval = true, Group = "CPU")]
    public long? SoftIrqs => _stat?.Increase(SoftIrq);

    /// <summary>Softirqs served per second.</summary>
    [Field("stat", Unit = "1/s", OfInterval = true, Group = "CPU")]
    public double? SoftIrqsRate => PerSecond(SoftIrqs);

    /// <summary>Softirqs served since boot.</summary>
    [Field("stat", Unit = "count", Group = "CPU")]
    public long? SoftIrqsTotal => _stat?.Value(SoftIrq);

    /// <summary>Threads that run or wait for a CPU (procs_running).</summary>
    [Field("stat", Unit = "count", Group = "CPU")]
    public long? ProcessesRunning => _stat?.Value(Running);

    /// <summary>Threads that wait for IO (procs_blocked).</summary>
    [Field("stat", Unit = "count", Group = "CPU")]
    public long? ProcessesBlocked => _stat?.Value(Blocked);

    /// <summary>First number of every line of /proc/stat except the cpu lines, by the kernel's name.</summary>
    [Field("stat", Group = "CPU")]
    public IReadOnlyDictionary<string, long>? Stat => _stat?.All;

    private const string Ctxt = "ctxt";
    private const string Processes = "processes";
    private const string Intr = "intr";
    private const string SoftIrq = "softirq";
    private const string Running = "procs_running";
    private const string Blocked = "procs_blocked";
    private const string Boot = "btime";
}

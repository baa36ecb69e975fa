using Vmon.Fields;
using Vmon.Model;
using Vmon.Parsing.Machine;
using Vmon.Sources;
using Vmon.Sources.Machine;

namespace Vmon;

/// <summary>
/// The machine in one sample. Immutable. Null is unknown: not requested, not readable (see <see cref="Denied"/>), not provided by this
/// kernel, or dependent on a previous sample. Zero is a measured zero. A counter that decreased is null for that interval.
/// </summary>
public sealed partial class SystemSample
{
    private const string Ctxt = "ctxt";
    private const string Processes = "processes";
    private const string Intr = "intr";
    private const string SoftIrq = "softirq";
    private const string Running = "procs_running";
    private const string Blocked = "procs_blocked";

    private readonly DateTimeOffset _timestamp;
    private readonly DateTimeOffset? _bootTime;
    private readonly LineValues? _stat;
    private readonly CpuReadings? _cpus;
    private readonly LoadAverage? _load;
    private readonly LineValues? _interrupts;
    private readonly LineValues? _softIrqs;

    internal SystemSample(SystemSampler sampler, string session)
    {
        _timestamp = sampler.State.Time.At(sampler.State.Timestamp);
        _bootTime = sampler.Host.Clock.BootTime;
        Machine = sampler.Host.Machine;
        Session = session;
        Sample = sampler.State.Number;
        Interval = sampler.State.Interval;
        Uptime = sampler.Uptime;
        Denied = sampler.Denied;
        _stat = sampler.Stat.Values;
        _cpus = sampler.Stat.CpusIn(Interval?.TotalSeconds * Machine.TicksPerSecond);
        _memInfo = sampler.MemInfo.Values;
        _vmStat = sampler.VmStat.Values;
        _interrupts = sampler.Interrupts.Values;
        _softIrqs = sampler.SoftIrqs.Values;
        _disks = sampler.Disks.Disks;
        _interfaces = sampler.Interfaces.Interfaces;
        _fileSystems = sampler.FileSystems.FileSystems;
        _load = sampler.Load.IsKnown ? sampler.Load.Current : null;
        CpuPressure = PressureSample.Of(sampler.CpuPressure, Interval);
        MemoryPressure = PressureSample.Of(sampler.MemoryPressure, Interval);
        IoPressure = PressureSample.Of(sampler.IoPressure, Interval);
        IrqPressure = PressureSample.Of(sampler.IrqPressure, Interval);
        Changed = SystemComparison.Of(sampler, _cpus);
    }

    /// <summary>Name of the session that took the sample.</summary>
    [Field(Group = "General")]
    public string Session { get; }

    /// <summary>Number of the sample in its watch, starting at 1.</summary>
    [Field(Group = "General")]
    public long Sample { get; }

    /// <summary>Time of the reading, local.</summary>
    [Field("clock", Group = "General")]
    public DateTimeOffset Timestamp => Machine.ToLocal(_timestamp);

    /// <summary>Length of the interval that differences, rates and percentages cover, on the monotonic clock. Null for the first sample.</summary>
    [Field("clock", OfInterval = true, Group = "General")]
    public TimeSpan? Interval { get; }

    /// <summary>Time since boot, suspended time included. Null if a captured tree does not contain it.</summary>
    [Field("boot clock", Group = "General", Metric = "system.uptime")]
    public TimeSpan? Uptime { get; }

    /// <summary>Boot time, local. Null if a captured tree does not contain it.</summary>
    [Field("boot clock", Group = "General")]
    public DateTimeOffset? BootTime => _bootTime is { } booted ? Machine.ToLocal(booted) : null;

    /// <summary>What changed since the previous sample.</summary>
    [Field(Group = "General")]
    public SystemChanges Changed { get; }

    /// <summary>Data sets that the kernel denied.</summary>
    [Field(Group = "General")]
    public SystemDataSets Denied { get; }

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

    /// <summary>Load average over about a minute: threads that are runnable or in uninterruptible sleep.</summary>
    [Field("loadavg", Unit = "threads", Group = "Load and pressure")]
    public double? LoadAverage1 => _load?.Minute1;

    /// <summary>Load average over about five minutes.</summary>
    [Field("loadavg", Unit = "threads", Group = "Load and pressure")]
    public double? LoadAverage5 => _load?.Minutes5;

    /// <summary>Load average over about fifteen minutes.</summary>
    [Field("loadavg", Unit = "threads", Group = "Load and pressure")]
    public double? LoadAverage15 => _load?.Minutes15;

    /// <summary>Threads that run or wait for a CPU now.</summary>
    [Field("loadavg", Unit = "count", Group = "Load and pressure")]
    public int? ThreadsRunnable => _load?.RunnableThreads;

    /// <summary>Number of threads, kernel threads included.</summary>
    [Field("loadavg", Unit = "count", Group = "Load and pressure")]
    public int? ThreadCount => _load?.Threads;

    /// <summary>Pressure on CPUs. Null if the kernel does not provide pressure information, or it is disabled.</summary>
    [Field("pressure/cpu", Group = "Load and pressure")]
    public PressureSample? CpuPressure { get; }

    /// <summary>Pressure on memory.</summary>
    [Field("pressure/memory", Group = "Load and pressure")]
    public PressureSample? MemoryPressure { get; }

    /// <summary>Pressure on IO.</summary>
    [Field("pressure/io", Group = "Load and pressure")]
    public PressureSample? IoPressure { get; }

    /// <summary>Pressure caused by interrupts. Null before Linux 6.1, and if the kernel does not account for interrupt time.</summary>
    [Field("pressure/irq", Group = "Load and pressure")]
    public PressureSample? IrqPressure { get; }

    /// <summary>Percentage of the interval in which at least one thread waited for a CPU.</summary>
    [Field("pressure/cpu", Unit = "%", OfInterval = true, Group = "Load and pressure")]
    public double? CpuPressureSomePercent => CpuPressure?.SomePercent;

    /// <summary>Percentage of the last 10 seconds in which at least one thread waited for a CPU, as averaged by the kernel.</summary>
    [Field("pressure/cpu", Unit = "%", Group = "Load and pressure")]
    public double? CpuPressureSomeAverage10 => CpuPressure?.SomeAverage10;

    /// <summary>Percentage of the interval in which all non-idle threads waited for a CPU.</summary>
    [Field("pressure/cpu", Unit = "%", OfInterval = true, Group = "Load and pressure")]
    public double? CpuPressureFullPercent => CpuPressure?.FullPercent;

    /// <summary>Percentage of the last 10 seconds in which all non-idle threads waited for a CPU, as averaged by the kernel.</summary>
    [Field("pressure/cpu", Unit = "%", Group = "Load and pressure")]
    public double? CpuPressureFullAverage10 => CpuPressure?.FullAverage10;

    /// <summary>Percentage of the interval in which at least one thread waited for memory.</summary>
    [Field("pressure/memory", Unit = "%", OfInterval = true, Group = "Load and pressure")]
    public double? MemoryPressureSomePercent => MemoryPressure?.SomePercent;

    /// <summary>Percentage of the last 10 seconds in which at least one thread waited for memory, as averaged by the kernel.</summary>
    [Field("pressure/memory", Unit = "%", Group = "Load and pressure")]
    public double? MemoryPressureSomeAverage10 => MemoryPressure?.SomeAverage10;

    /// <summary>Percentage of the interval in which all non-idle threads waited for memory.</summary>
    [Field("pressure/memory", Unit = "%", OfInterval = true, Group = "Load and pressure")]
    public double? MemoryPressureFullPercent => MemoryPressure?.FullPercent;

    /// <summary>Percentage of the last 10 seconds in which all non-idle threads waited for memory, as averaged by the kernel.</summary>
    [Field("pressure/memory", Unit = "%", Group = "Load and pressure")]
    public double? MemoryPressureFullAverage10 => MemoryPressure?.FullAverage10;

    /// <summary>Percentage of the interval in which at least one thread waited for IO.</summary>
    [Field("pressure/io", Unit = "%", OfInterval = true, Group = "Load and pressure")]
    public double? IoPressureSomePercent => IoPressure?.SomePercent;

    /// <summary>Percentage of the last 10 seconds in which at least one thread waited for IO, as averaged by the kernel.</summary>
    [Field("pressure/io", Unit = "%", Group = "Load and pressure")]
    public double? IoPressureSomeAverage10 => IoPressure?.SomeAverage10;

    /// <summary>Percentage of the interval in which all non-idle threads waited for IO.</summary>
    [Field("pressure/io", Unit = "%", OfInterval = true, Group = "Load and pressure")]
    public double? IoPressureFullPercent => IoPressure?.FullPercent;

    /// <summary>Percentage of the last 10 seconds in which all non-idle threads waited for IO, as averaged by the kernel.</summary>
    [Field("pressure/io", Unit = "%", Group = "Load and pressure")]
    public double? IoPressureFullAverage10 => IoPressure?.FullAverage10;

    /// <summary>Percentage of the interval in which all non-idle threads waited for interrupts.</summary>
    [Field("pressure/irq", Unit = "%", OfInterval = true, Group = "Load and pressure")]
    public double? IrqPressureFullPercent => IrqPressure?.FullPercent;

    /// <summary>Percentage of the last 10 seconds in which all non-idle threads waited for interrupts, as averaged by the kernel.</summary>
    [Field("pressure/irq", Unit = "%", Group = "Load and pressure")]
    public double? IrqPressureFullAverage10 => IrqPressure?.FullAverage10;

    /// <summary>Interrupts that have a handler, and internal CPU interrupts, by name.</summary>
    [Field("interrupts", Group = "Interrupts by name")]
    public IReadOnlyDictionary<string, InterruptSample>? InterruptsByName => field ??= _interrupts?.ByName(Interrupt);

    /// <summary>Softirqs by name.</summary>
    [Field("softirqs", Group = "Interrupts by name")]
    public IReadOnlyDictionary<string, InterruptSample>? SoftIrqsByName => field ??= _softIrqs?.ByName(Interrupt);

    /// <summary>Properties of the machine that its files depend on.</summary>
    internal SampledMachine Machine { get; }

    /// <summary>Number and time of the sample.</summary>
    public override string ToString() => FormattableString.Invariant($"Sample {Sample} of {Session}, {Timestamp:HH:mm:ss}");

    private double? PerSecond(long? increase) => Interval is TimeSpan elapsed && elapsed > TimeSpan.Zero ? increase / elapsed.TotalSeconds : null;

    private InterruptSample Interrupt(LineName line, long total, long? increase) =>
        new(line.Name, line.Description, increase, PerSecond(increase), total);
}

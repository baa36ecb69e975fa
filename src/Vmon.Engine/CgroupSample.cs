using Vmon.Fields;
using Vmon.Model;
using Vmon.Parsing.Cgroups;
using Vmon.Parsing.Machine;
using Vmon.Parsing.Processes;
using Vmon.Sources;
using Vmon.Sources.Cgroups;

namespace Vmon;

/// <summary>
/// One control group in one sample: the kernel's own figures, which include those of the groups below, and the totals of its processes. Immutable. Null is unknown: not requested,
/// not readable, not provided by this kernel or by a controller that the group does not have, or dependent on a previous sample. Zero is a measured zero.
/// </summary>
public sealed class CgroupSample
{
    private const double Percent = 100;

    private readonly CgroupReading _now;
    private readonly CgroupReading _before;
    private readonly bool _isPaired;
    private readonly CgroupNames _names;
    private readonly DateTimeOffset _timestamp;
    private readonly SampledMachine _machine;
    private readonly CgroupTotals? _processes;
    private readonly long? _memoryLimit;
    private readonly long? _taskLimit;
    private readonly double? _cpuLimit;

    internal CgroupSample(CgroupNode group, CgroupTable table, CgroupTotals? processes, string session)
    {
        _now = group.Current;
        _before = group.Previous;
        _isPaired = group.IsPaired;
        _names = group.Names;
        _timestamp = table.State.Time.At(table.State.Timestamp);
        _machine = table.Host.Machine;
        _processes = processes;
        _memoryLimit = Lowest(group, CgroupField.MemoryMax);
        _taskLimit = Lowest(group, CgroupField.TasksMax);
        _cpuLimit = LowestQuota(group);
        Path = group.Path;
        ParentPath = group.Parent?.Path;
        Depth = group.Depth;
        CgroupId = group.Id;
        IsRemoved = group.IsRemoved;
        Interval = group.IsPaired ? table.State.Interval : null;
        HasStarted = group.FirstIn == table.State.Number && table.State.Interval is not null;
        Session = session;
        Sample = table.State.Number;
        Denied = group.Current.Denied;
    }

    /// <summary>Path of the group in its hierarchy, as in /proc/PID/cgroup.</summary>
    [Field("directory", Group = "Identity and lifecycle")]
    public string Path { get; }

    /// <summary>Path of the group above. Null for the root.</summary>
    [Field("directory", Group = "Identity and lifecycle")]
    public string? ParentPath { get; }

    /// <summary>Number of groups above.</summary>
    [Field("directory", Group = "Identity and lifecycle")]
    public int Depth { get; }

    /// <summary>Id of the group in the version 2 hierarchy: the inode number of its directory. Null in version 1, and in a recording.</summary>
    [Field("directory", Group = "Identity and lifecycle")]
    public long? CgroupId { get; }

    /// <summary>Unit of systemd, as in <see cref="ProcessSample.Unit"/>.</summary>
    [Field("directory", Group = "Identity and lifecycle")]
    public string? Unit => _names.Unit;

    /// <summary>Unit of the manager of a user, as in <see cref="ProcessSample.UserUnit"/>.</summary>
    [Field("directory", Group = "Identity and lifecycle")]
    public string? UserUnit => _names.UserUnit;

    /// <summary>Identifier of the container, as in <see cref="ProcessSample.ContainerId"/>.</summary>
    [Field("directory", Group = "Identity and lifecycle")]
    public string? ContainerId => _names.ContainerId;

    /// <summary>Name of the container, as in <see cref="ProcessSample.ContainerName"/>.</summary>
    [Field("directory", Group = "Identity and lifecycle")]
    public string? ContainerName => _names.ContainerName;

    /// <summary>Runtime of the container, as in <see cref="ProcessSample.ContainerRuntime"/>.</summary>
    [Field("directory", Group = "Identity and lifecycle")]
    public string? ContainerRuntime => _names.ContainerRuntime;

    /// <summary>Identifier of the pod, as in <see cref="ProcessSample.PodId"/>.</summary>
    [Field("directory", Group = "Identity and lifecycle")]
    public string? PodId => _names.PodId;

    /// <summary>Name of the session that took the sample.</summary>
    [Field(Group = "Identity and lifecycle")]
    public string Session { get; }

    /// <summary>Number of the sample in its watch, starting at 1.</summary>
    [Field(Group = "Identity and lifecycle")]
    public long Sample { get; }

    /// <summary>Time of the sample, local.</summary>
    [Field("clock", Group = "Identity and lifecycle")]
    public DateTimeOffset Timestamp => _machine.ToLocal(_timestamp);

    /// <summary>Length of the interval that differences, rates and percentages cover. Null for the first sample, and for a group that was removed.</summary>
    [Field("clock", OfInterval = true, Group = "Identity and lifecycle")]
    public TimeSpan? Interval { get; }

    /// <summary>Whether the group was created since the previous sample.</summary>
    [Field("directory", Group = "Identity and lifecycle")]
    public bool HasStarted { get; }

    /// <summary>Whether the group was removed since the previous sample. A watch emits it once more, with its last known values.</summary>
    [Field("directory", Group = "Identity and lifecycle")]
    public bool IsRemoved { get; }

    /// <summary>Data sets that the kernel denied.</summary>
    [Field(Group = "Identity and lifecycle")]
    public CgroupDataSets Denied { get; }

    /// <summary>CPU time used in the interval.</summary>
    [Field("cpu.stat usage_usec", "cpuacct.usage", OfInterval = true, Group = "CPU")]
    public TimeSpan? CpuTime => Time(Increase(CgroupField.CpuTime));

    /// <summary>CPU time used in the interval, as a percentage of one core: 250 is two and a half cores.</summary>
    [Field("cpu.stat usage_usec", "cpuacct.usage", Unit = "% of a core", OfInterval = true, Group = "CPU")]
    public double? CpuPercent => OfInterval(CpuTime);

    /// <summary>CPU time used in user mode in the interval, as a percentage of one core.</summary>
    [Field("cpu.stat user_usec", "cpuacct.usage_user", Unit = "% of a core", OfInterval = true, Group = "CPU")]
    public double? UserPercent => OfInterval(Time(Increase(CgroupField.UserTime)));

    /// <summary>CPU time used in kernel mode in the interval, as a percentage of one core.</summary>
    [Field("cpu.stat system_usec", "cpuacct.usage_sys", Unit = "% of a core", OfInterval = true, Group = "CPU")]
    public double? SystemPercent => OfInterval(Time(Increase(CgroupField.SystemTime)));

    /// <summary>CPU time used since the group was created.</summary>
    [Field("cpu.stat usage_usec", "cpuacct.usage", Group = "CPU", Metric = "container.cpu.time")]
    public TimeSpan? TotalProcessorTime => Time(_now.Numbers[CgroupField.CpuTime]);

    /// <summary>CPU time used in user mode since the group was created.</summary>
    [Field("cpu.stat user_usec", "cpuacct.usage_user", Group = "CPU", Metric = "container.cpu.time{cpu.mode=user}")]
    public TimeSpan? UserProcessorTime => Time(_now.Numbers[CgroupField.UserTime]);

    /// <summary>CPU time used in kernel mode since the group was created.</summary>
    [Field("cpu.stat system_usec", "cpuacct.usage_sys", Group = "CPU", Metric = "container.cpu.time{cpu.mode=system}")]
    public TimeSpan? PrivilegedProcessorTime => Time(_now.Numbers[CgroupField.SystemTime]);

    /// <summary>Number of cores that the group may use: the lowest quota of the group and of those above it. Null without a quota.</summary>
    [Field("cpu.max", "cpu.cfs_quota_us", Unit = "cores", Group = "CPU")]
    public double? CpuLimit => _cpuLimit;

    /// <summary>CPU time used in the interval, as a percentage of <see cref="CpuLimit"/>.</summary>
    [Field("cpu.stat usage_usec", "cpu.max", Unit = "%", OfInterval = true, Group = "CPU")]
    public double? CpuLimitPercent => _cpuLimit > 0 ? CpuPercent / _cpuLimit : null;

    /// <summary>Number of periods of the quota in the interval in which the group ran out of it.</summary>
    [Field("cpu.stat nr_throttled", Unit = "count", OfInterval = true, Group = "CPU")]
    public long? ThrottledPeriods => Increase(CgroupField.ThrottledPeriods);

    /// <summary>Percentage of the periods of the interval in which the group ran out of its quota. Null if it did not run under a quota.</summary>
    [Field("cpu.stat nr_throttled", "cpu.stat nr_periods", Unit = "%", OfInterval = true, Group = "CPU")]
    public double? ThrottledPercent => Increase(CgroupField.Periods) is > 0 and long periods ? ThrottledPeriods * Percent / periods : null;

    /// <summary>Time in the interval for which the group was kept from running by its quota, added up over CPUs.</summary>
    [Field("cpu.stat throttled_usec", "cpu.stat throttled_time", OfInterval = true, Group = "CPU")]
    public TimeSpan? ThrottledTime => Time(Increase(CgroupField.ThrottledTime));

    /// <summary>Number of periods of the quota since the group was created.</summary>
    [Field("cpu.stat nr_periods", Unit = "count", Group = "CPU")]
    public long? PeriodsTotal => _now.Numbers[CgroupField.Periods];

    /// <summary>Number of periods since the group was created in which it ran out of its quota.</summary>
    [Field("cpu.stat nr_throttled", Unit = "count", Group = "CPU")]
    public long? ThrottledPeriodsTotal => _now.Numbers[CgroupField.ThrottledPeriods];

    /// <summary>Time since the group was created for which it was kept from running by its quota.</summary>
    [Field("cpu.stat throttled_usec", "cpu.stat throttled_time", Group = "CPU")]
    public TimeSpan? ThrottledTimeTotal => Time(_now.Numbers[CgroupField.ThrottledTime]);

    /// <summary>Number of periods since the group was created in which it used CPU time that it had saved.</summary>
    [Field("cpu.stat nr_bursts", Unit = "count", Group = "CPU")]
    public long? BurstsTotal => _now.Numbers[CgroupField.Bursts];

    /// <summary>CPU time since the group was created that it had saved.</summary>
    [Field("cpu.stat burst_usec", "cpu.stat burst_time", Group = "CPU")]
    public TimeSpan? BurstTimeTotal => Time(_now.Numbers[CgroupField.BurstTime]);

    /// <summary>Share of CPU time among the groups beside it: 1 to 10,000, 100 by default. Null in version 1, which has <see cref="CpuShares"/>.</summary>
    [Field("cpu.weight", Group = "CPU")]
    public long? CpuWeight => _now.Numbers[CgroupField.Weight];

    /// <summary>Share of CPU time in version 1: 2 to 262,144, 1,024 by default.</summary>
    [Field("cpu.shares", Group = "CPU")]
    public long? CpuShares => _now.Numbers[CgroupField.Shares];

    /// <summary>Memory in use: anonymous memory, cached files and memory of the kernel.</summary>
    [Field("memory.current", "memory.usage_in_bytes", Unit = "bytes", Group = "Memory", Metric = "container.memory.usage")]
    public long? MemoryCurrent => _now.Numbers[CgroupField.Memory];

    /// <summary>Most memory that was in use.</summary>
    [Field("memory.peak", "memory.max_usage_in_bytes", Unit = "bytes", Group = "Memory")]
    public long? MemoryPeak => _now.Numbers[CgroupField.MemoryPeak];

    /// <summary>Limit of memory, above which processes of the group are killed if nothing can be reclaimed. Null without a limit.</summary>
    [Field("memory.max", "memory.limit_in_bytes", Unit = "bytes", Group = "Memory")]
    public long? MemoryMax => _now.Numbers.Limit(CgroupField.MemoryMax);

    /// <summary>Memory above which the group is slowed down and its memory is reclaimed. Null without such a limit, and in version 1.</summary>
    [Field("memory.high", Unit = "bytes", Group = "Memory")]
    public long? MemoryHigh => _now.Numbers.Limit(CgroupField.MemoryHigh);

    /// <summary>Memory that is not reclaimed while others have some to reclaim; in version 1, the soft limit.</summary>
    [Field("memory.low", "memory.soft_limit_in_bytes", Unit = "bytes", Group = "Memory")]
    public long? MemoryLow => _now.Numbers.Limit(CgroupField.MemoryLow);

    /// <summary>Memory that is never reclaimed. Null in version 1.</summary>
    [Field("memory.min", Unit = "bytes", Group = "Memory")]
    public long? MemoryMin => _now.Numbers.Limit(CgroupField.MemoryMin);

    /// <summary>The lowest <see cref="MemoryMax"/> of the group and of those above it. Null without a limit.</summary>
    [Field("memory.max", "memory.limit_in_bytes", Unit = "bytes", Group = "Memory")]
    public long? MemoryLimit => _memoryLimit;

    /// <summary>Memory in use, as a percentage of <see cref="MemoryLimit"/>.</summary>
    [Field("memory.current", "memory.max", Unit = "%", Group = "Memory")]
    public double? MemoryPercent => _memoryLimit > 0 ? MemoryCurrent * Percent / _memoryLimit : null;

    /// <summary>Swap in use. In version 1, memory and swap together minus memory.</summary>
    [Field("memory.swap.current", "memory.memsw.usage_in_bytes", Unit = "bytes", Group = "Memory")]
    public long? SwapCurrent => _now.Numbers[CgroupField.Swap]
        ?? (_now.Numbers[CgroupField.MemoryAndSwap] - _now.Numbers[CgroupField.Memory] is { } swap ? Math.Max(0, swap) : null);

    /// <summary>Most swap that was in use. Null before Linux 6.5, and in version 1.</summary>
    [Field("memory.swap.peak", Unit = "bytes", Group = "Memory")]
    public long? SwapPeak => _now.Numbers[CgroupField.SwapPeak];

    /// <summary>Limit of swap. Null without a limit, and in version 1.</summary>
    [Field("memory.swap.max", Unit = "bytes", Group = "Memory")]
    public long? SwapMax => _now.Numbers.Limit(CgroupField.SwapMax);

    /// <summary>Limit of memory and swap together, of version 1. Null without a limit.</summary>
    [Field("memory.memsw.limit_in_bytes", Unit = "bytes", Group = "Memory")]
    public long? MemoryAndSwapMax => _now.Numbers.Limit(CgroupField.MemoryAndSwapMax);

    /// <summary>Number of processes of the group that the kernel killed for lack of memory in the interval.</summary>
    [Field("memory.events oom_kill", "memory.oom_control oom_kill", Unit = "count", OfInterval = true, Group = "Memory")]
    public long? OomKills => Increase(CgroupField.OomKills);

    /// <summary>Number of processes of the group that the kernel has killed for lack of memory since the group was created.</summary>
    [Field("memory.events oom_kill", "memory.oom_control oom_kill", Unit = "count", Group = "Memory")]
    public long? OomKillsTotal => _now.Numbers[CgroupField.OomKills];

    /// <summary>Number of times that the whole group was killed, since it was created. Null before Linux 5.17, and in version 1.</summary>
    [Field("memory.events oom_group_kill", Unit = "count", Group = "Memory")]
    public long? OomGroupKillsTotal => _now.Numbers[CgroupField.OomGroupKills];

    /// <summary>Number of times in the interval that the group was at its limit and an allocation was about to fail.</summary>
    [Field("memory.events oom", Unit = "count", OfInterval = true, Group = "Memory")]
    public long? OomEvents => Increase(CgroupField.OomEvents);

    /// <summary>The same since the group was created.</summary>
    [Field("memory.events oom", Unit = "count", Group = "Memory")]
    public long? OomEventsTotal => _now.Numbers[CgroupField.OomEvents];

    /// <summary>Number of times in the interval that memory was about to exceed the limit.</summary>
    [Field("memory.events max", "memory.failcnt", Unit = "count", OfInterval = true, Group = "Memory")]
    public long? MemoryMaxEvents => Increase(CgroupField.MaxEvents);

    /// <summary>The same since the group was created.</summary>
    [Field("memory.events max", "memory.failcnt", Unit = "count", Group = "Memory")]
    public long? MemoryMaxEventsTotal => _now.Numbers[CgroupField.MaxEvents];

    /// <summary>Number of times in the interval that processes were slowed down because memory was above <see cref="MemoryHigh"/>.</summary>
    [Field("memory.events high", Unit = "count", OfInterval = true, Group = "Memory")]
    public long? MemoryHighEvents => Increase(CgroupField.HighEvents);

    /// <summary>The same since the group was created.</summary>
    [Field("memory.events high", Unit = "count", Group = "Memory")]
    public long? MemoryHighEventsTotal => _now.Numbers[CgroupField.HighEvents];

    /// <summary>Number of times since the group was created that its memory was reclaimed although it was below <see cref="MemoryLow"/>.</summary>
    [Field("memory.events low", Unit = "count", Group = "Memory")]
    public long? MemoryLowEventsTotal => _now.Numbers[CgroupField.LowEvents];

    /// <summary>Number of times since the group was created that swap was above its high limit.</summary>
    [Field("memory.swap.events high", Unit = "count", Group = "Memory")]
    public long? SwapHighEventsTotal => _now.Numbers[CgroupField.SwapHighEvents];

    /// <summary>Number of times since the group was created that swap was about to exceed its limit.</summary>
    [Field("memory.swap.events max", Unit = "count", Group = "Memory")]
    public long? SwapMaxEventsTotal => _now.Numbers[CgroupField.SwapMaxEvents];

    /// <summary>Number of times since the group was created that no swap could be had.</summary>
    [Field("memory.swap.events fail", Unit = "count", Group = "Memory")]
    public long? SwapFailuresTotal => _now.Numbers[CgroupField.SwapFailures];

    /// <summary>The lines of memory.stat, by name: bytes and counts. Null if not requested (MemoryStat).</summary>
    [Field("memory.stat", Group = "Memory")]
    public IReadOnlyDictionary<string, long>? MemoryStatistics => field ??= _now.MemoryLines is { } lines ? new ValueTable<long>(new Dictionary<string, long>(lines)) : null;

    /// <summary>Bytes read from block devices in the interval.</summary>
    [Field("io.stat rbytes", "blkio.throttle.io_service_bytes_recursive", Unit = "bytes", OfInterval = true, Group = "IO")]
    public long? IoRead => Interval is null ? null : Sum(static device => device.Read);

    /// <summary>Bytes written to block devices in the interval.</summary>
    [Field("io.stat wbytes", "blkio.throttle.io_service_bytes_recursive", Unit = "bytes", OfInterval = true, Group = "IO")]
    public long? IoWrite => Interval is null ? null : Sum(static device => device.Write);

    /// <summary>Bytes read per second.</summary>
    [Field("io.stat rbytes", Unit = "bytes/s", OfInterval = true, Group = "IO")]
    public double? IoReadRate => PerSecond(IoRead);

    /// <summary>Bytes written per second.</summary>
    [Field("io.stat wbytes", Unit = "bytes/s", OfInterval = true, Group = "IO")]
    public double? IoWriteRate => PerSecond(IoWrite);

    /// <summary>Bytes read since the group was created.</summary>
    [Field("io.stat rbytes", "blkio.throttle.io_service_bytes_recursive", Unit = "bytes", Group = "IO", Metric = "container.disk.io{disk.io.direction=read}")]
    public long? IoReadTotal => Sum(static device => device.ReadTotal);

    /// <summary>Bytes written since the group was created.</summary>
    [Field("io.stat wbytes", "blkio.throttle.io_service_bytes_recursive", Unit = "bytes", Group = "IO", Metric = "container.disk.io{disk.io.direction=write}")]
    public long? IoWriteTotal => Sum(static device => device.WriteTotal);

    /// <summary>The block devices that the group has used.</summary>
    [Field("io.stat", "blkio.throttle.io_service_bytes_recursive", "blkio.throttle.io_serviced_recursive", Group = "IO")]
    public IReadOnlyList<CgroupDevice>? Devices => field ??= _now.Devices is { } devices ? new ValueList<CgroupDevice>([.. devices.Select(Device)]) : null;

    /// <summary>Pressure on CPU. Null in version 1, and if the kernel does not account it.</summary>
    [Field("cpu.pressure", Group = "Pressure")]
    public PressureSample? CpuPressure => Pressure(_now.CpuPressure, _before.CpuPressure);

    /// <summary>Pressure on memory.</summary>
    [Field("memory.pressure", Group = "Pressure")]
    public PressureSample? MemoryPressure => Pressure(_now.MemoryPressure, _before.MemoryPressure);

    /// <summary>Pressure on IO.</summary>
    [Field("io.pressure", Group = "Pressure")]
    public PressureSample? IoPressure => Pressure(_now.IoPressure, _before.IoPressure);

    /// <summary>Number of processes and threads.</summary>
    [Field("pids.current", Unit = "count", Group = "Processes")]
    public long? TaskCount => _now.Numbers[CgroupField.Tasks];

    /// <summary>Most processes and threads that there were. Null before Linux 6.1.</summary>
    [Field("pids.peak", Unit = "count", Group = "Processes")]
    public long? TaskPeak => _now.Numbers[CgroupField.TasksPeak];

    /// <summary>Limit of processes and threads. Null without a limit.</summary>
    [Field("pids.max", Unit = "count", Group = "Processes")]
    public long? TaskMax => _now.Numbers.Limit(CgroupField.TasksMax);

    /// <summary>The lowest <see cref="TaskMax"/> of the group and of those above it. Null without a limit.</summary>
    [Field("pids.max", Unit = "count", Group = "Processes")]
    public long? TaskLimit => _taskLimit;

    /// <summary>Number of processes and threads, as a percentage of <see cref="TaskLimit"/>.</summary>
    [Field("pids.current", "pids.max", Unit = "%", Group = "Processes")]
    public double? TaskPercent => _taskLimit > 0 ? TaskCount * Percent / _taskLimit : null;

    /// <summary>Number of times in the interval that a fork failed at the limit.</summary>
    [Field("pids.events max", Unit = "count", OfInterval = true, Group = "Processes")]
    public long? TaskMaxEvents => Increase(CgroupField.TasksMaxEvents);

    /// <summary>The same since the group was created.</summary>
    [Field("pids.events max", Unit = "count", Group = "Processes")]
    public long? TaskMaxEventsTotal => _now.Numbers[CgroupField.TasksMaxEvents];

    /// <summary>Whether there are processes in the group or below. Null for the root, and in version 1.</summary>
    [Field("cgroup.events populated", Group = "Processes")]
    public bool? IsPopulated => _now.Numbers[CgroupField.IsPopulated] is { } populated ? populated != 0 : null;

    /// <summary>Whether the group is frozen. Null for the root, and in version 1.</summary>
    [Field("cgroup.events frozen", Group = "Processes")]
    public bool? IsFrozen => _now.Numbers[CgroupField.IsFrozen] is { } frozen ? frozen != 0 : null;

    /// <summary>Number of processes that exist.</summary>
    [Field("/proc/PID/cgroup", Unit = "count", Group = "Processes")]
    public int? ProcessCount => _processes?.Processes;

    /// <summary>Number of their threads.</summary>
    [Field("/proc/PID/stat", Unit = "count", Group = "Processes")]
    public long? ThreadCount => _processes?.Threads;

    /// <summary>Number of processes that started in the interval.</summary>
    [Field("/proc/PID/cgroup", Unit = "count", OfInterval = true, Group = "Processes")]
    public int? StartedCount => Interval is null ? null : _processes?.Started;

    /// <summary>Number of processes that exited in the interval.</summary>
    [Field("/proc/PID/cgroup", Unit = "count", OfInterval = true, Group = "Processes")]
    public int? ExitedCount => Interval is null ? null : _processes?.Exited;

    /// <summary>CPU time of the processes in the interval, those that exited included: the sum of CpuTime and ChildrenCpuTime.</summary>
    [Field("/proc/PID/stat", OfInterval = true, Group = "Processes")]
    public TimeSpan? ProcessCpuTime => Interval is null ? null : _processes?.CpuTime;

    /// <summary>CPU time of the processes in the interval, as a percentage of one core.</summary>
    [Field("/proc/PID/stat", Unit = "% of a core", OfInterval = true, Group = "Processes")]
    public double? ProcessCpuPercent => OfInterval(ProcessCpuTime);

    /// <summary>Resident memory of the processes. Shared pages are counted for each process.</summary>
    [Field("/proc/PID/statm", Unit = "bytes", Group = "Processes")]
    public long? ProcessWorkingSet => _processes?.WorkingSet;

    /// <summary>Bytes that the processes read from storage in the interval, those that exited included.</summary>
    [Field("/proc/PID/io", Unit = "bytes", OfInterval = true, Group = "Processes")]
    public long? ProcessIoRead => Interval is null ? null : _processes?.IoRead;

    /// <summary>Bytes that the processes wrote to storage in the interval, those that exited included.</summary>
    [Field("/proc/PID/io", Unit = "bytes", OfInterval = true, Group = "Processes")]
    public long? ProcessIoWrite => Interval is null ? null : _processes?.IoWrite;

    /// <summary>Bytes that the processes received through internet sockets in the interval, those that exited included. A lower bound if BPF does not count it (<see cref="NetworkSource"/>). Null if Network was not requested, or is unknown of all processes.</summary>
    [Field("sock_recv_length", Unit = "bytes", OfInterval = true, Group = "Processes")]
    public long? ProcessNetReceive => Interval is null ? null : _processes?.NetReceive;

    /// <summary>Bytes that the processes sent through internet sockets in the interval, as <see cref="ProcessNetReceive"/>.</summary>
    [Field("sock_send_length", Unit = "bytes", OfInterval = true, Group = "Processes")]
    public long? ProcessNetSend => Interval is null ? null : _processes?.NetSend;

    /// <summary>Bytes that the processes received through internet sockets per second.</summary>
    [Field("sock_recv_length", Unit = "bytes/s", OfInterval = true, Group = "Processes")]
    public double? ProcessNetReceiveRate => PerSecond(ProcessNetReceive);

    /// <summary>Bytes that the processes sent through internet sockets per second.</summary>
    [Field("sock_send_length", Unit = "bytes/s", OfInterval = true, Group = "Processes")]
    public double? ProcessNetSendRate => PerSecond(ProcessNetSend);

    /// <summary>Number of TCP connections that the processes have open. One that several processes have counts for each. Null if Network was not requested.</summary>
    [Field("/proc/PID/fd", Unit = "count", Group = "Processes")]
    public long? ProcessConnectionCount => _processes?.Connections;

    /// <summary>The path.</summary>
    public override string ToString() => Path;

    private static TimeSpan? Time(long? nanoseconds) => nanoseconds is { } time ? new TimeSpan(time / TimeSpan.NanosecondsPerTick) : null;

    private static long? Lowest(CgroupNode? group, CgroupField field)
    {
        long? lowest = null;
        for (; group is not null; group = group.Parent)
            if (group.Current.Numbers.Limit(field) is { } limit && !(limit >= lowest)) lowest = limit;
        return lowest;
    }

    private static double? LowestQuota(CgroupNode? group)
    {
        double? lowest = null;
        for (; group is not null; group = group.Parent)
            if ((double?)group.Current.Numbers.Limit(CgroupField.Quota) / group.Current.Numbers[CgroupField.Period] is { } cores && !(cores >= lowest)) lowest = cores;
        return lowest;
    }

    private long? Increase(CgroupField field) =>
        _isPaired && _now.Numbers[field] - Before(field) is >= 0 and long increase ? increase : null;

    // A group that was created in the interval began with zeros.
    private long? Before(CgroupField field) => HasStarted ? 0 : _before.Numbers[field];

    private double? OfInterval(TimeSpan? time) => Interval > TimeSpan.Zero ? time / Interval * Percent : null;

    private double? PerSecond(long? increase) => Interval > TimeSpan.Zero ? increase / Interval.Value.TotalSeconds : null;

    private long? Sum(Func<CgroupDevice, long?> figure) => Devices is { } devices && !devices.Any(device => figure(device) is null) ? devices.Sum(figure) : null;

    // A device is listed from the first use on.
    private CgroupDevice Device(DeviceCounters now)
    {
        DeviceCounters? before = null;
        if (_isPaired && (HasStarted || _before.Devices is not null))
        {
            int index = Array.FindIndex(_before.Devices ?? [], device => (device.Major, device.Minor) == (now.Major, now.Minor));
            before = index < 0 ? new DeviceCounters(now.Major, now.Minor) { ReadBytes = 0, WriteBytes = 0, DiscardBytes = 0, Reads = 0, Writes = 0, Discards = 0 } : _before.Devices![index];
        }

        return new CgroupDevice(now, before, Interval);
    }

    private PressureSample? Pressure(Pressure? now, Pressure? before) => now is { } known ? PressureSample.Of(known, _isPaired ? before : null, Interval) : null;
}

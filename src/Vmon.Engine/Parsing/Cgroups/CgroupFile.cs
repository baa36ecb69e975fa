namespace Vmon.Parsing.Cgroups;

/// <summary>The files of a control group. The numbers are part of the format of recordings.</summary>
internal enum CgroupFileId
{
    CpuStat = 0,
    MemoryCurrent = 1,
    MemoryPeak = 2,
    SwapCurrent = 3,
    SwapPeak = 4,
    MemoryEvents = 5,
    SwapEvents = 6,
    IoStat = 7,
    PidsCurrent = 8,
    PidsPeak = 9,
    PidsEvents = 10,
    CgroupEvents = 11,
    CpuPressure = 12,
    MemoryPressure = 13,
    IoPressure = 14,
    CpuMax = 15,
    CpuWeight = 16,
    MemoryMax = 17,
    MemoryHigh = 18,
    MemoryLow = 19,
    MemoryMin = 20,
    SwapMax = 21,
    PidsMax = 22,
    MemoryStat = 23,
    CpuUsage = 24,
    CpuUsageUser = 25,
    CpuUsageSystem = 26,
    CpuThrottling = 27,
    CpuQuota = 28,
    CpuPeriod = 29,
    CpuShares = 30,
    MemoryUsage = 31,
    MemoryMaxUsage = 32,
    MemoryLimit = 33,
    MemorySoftLimit = 34,
    MemoryAndSwapUsage = 35,
    MemoryAndSwapLimit = 36,
    MemoryFailures = 37,
    MemoryOomControl = 38,
    BlockBytes = 39,
    BlockOperations = 40,
}

/// <summary>How a file of a control group is written.</summary>
internal enum CgroupFormat
{
    /// <summary>One number, or max.</summary>
    Number,

    /// <summary>Two numbers, the first of which can be max.</summary>
    Pair,

    /// <summary>Lines of a key and a number.</summary>
    Keyed,

    /// <summary>Counters of block devices.</summary>
    Devices,

    /// <summary>Averages and totals of stalls.</summary>
    Pressure,

    /// <summary>Lines of a key and a number, all of which are shown.</summary>
    Lines,
}

/// <summary>A number of a file.</summary>
/// <param name="Key">Its key. Empty if the file has only numbers.</param>
/// <param name="Field">The field.</param>
/// <param name="Scale">What the number is multiplied by.</param>
internal sealed record CgroupKey(byte[] Key, CgroupField Field, long Scale);

/// <summary>A file of a control group: its name, the controller whose version 1 hierarchy has it, and what it contains.</summary>
/// <param name="Id">The number of the file.</param>
/// <param name="Version">1 or 2; 0 if both versions have it.</param>
/// <param name="Controller">Controller of version 1. Of version 2, all files are in one hierarchy.</param>
/// <param name="Name">Its name.</param>
/// <param name="Format">How it is written.</param>
/// <param name="DataSet">What includes it.</param>
/// <param name="Keys">Its numbers.</param>
internal sealed record CgroupFile(CgroupFileId Id, int Version, string Controller, string Name, CgroupFormat Format, CgroupDataSets DataSet, params CgroupKey[] Keys)
{
    private const long Micro = 1000;

    /// <summary>All files, in the order in which they are read. First those that tell whether a group is at rest.</summary>
    internal static CgroupFile[] All { get; } =
    [
        Number(CgroupFileId.CpuUsage, 1, "cpuacct", "cpuacct.usage", CgroupDataSets.Cpu, CgroupField.CpuTime),
        Keyed(CgroupFileId.CpuStat, 2, "", "cpu.stat", CgroupDataSets.Cpu,
            Key("usage_usec", CgroupField.CpuTime, Micro), Key("user_usec", CgroupField.UserTime, Micro), Key("system_usec", CgroupField.SystemTime, Micro),
            Key("nr_periods", CgroupField.Periods), Key("nr_throttled", CgroupField.ThrottledPeriods), Key("throttled_usec", CgroupField.ThrottledTime, Micro),
            Key("nr_bursts", CgroupField.Bursts), Key("burst_usec", CgroupField.BurstTime, Micro)),
        Number(CgroupFileId.CpuUsageUser, 1, "cpuacct", "cpuacct.usage_user", CgroupDataSets.Cpu, CgroupField.UserTime),
        Number(CgroupFileId.CpuUsageSystem, 1, "cpuacct", "cpuacct.usage_sys", CgroupDataSets.Cpu, CgroupField.SystemTime),
        Keyed(CgroupFileId.CpuThrottling, 1, "cpu", "cpu.stat", CgroupDataSets.Cpu,
            Key("nr_periods", CgroupField.Periods), Key("nr_throttled", CgroupField.ThrottledPeriods), Key("throttled_time", CgroupField.ThrottledTime),
            Key("nr_bursts", CgroupField.Bursts), Key("burst_time", CgroupField.BurstTime)),
        Number(CgroupFileId.MemoryCurrent, 2, "", "memory.current", CgroupDataSets.Memory, CgroupField.Memory),
        Number(CgroupFileId.MemoryPeak, 2, "", "memory.peak", CgroupDataSets.Memory, CgroupField.MemoryPeak),
        Number(CgroupFileId.SwapCurrent, 2, "", "memory.swap.current", CgroupDataSets.Memory, CgroupField.Swap),
        Number(CgroupFileId.SwapPeak, 2, "", "memory.swap.peak", CgroupDataSets.Memory, CgroupField.SwapPeak),
        Keyed(CgroupFileId.MemoryEvents, 2, "", "memory.events", CgroupDataSets.Memory,
            Key("low", CgroupField.LowEvents), Key("high", CgroupField.HighEvents), Key("max", CgroupField.MaxEvents), Key("oom", CgroupField.OomEvents),
            Key("oom_kill", CgroupField.OomKills), Key("oom_group_kill", CgroupField.OomGroupKills)),
        Keyed(CgroupFileId.SwapEvents, 2, "", "memory.swap.events", CgroupDataSets.Memory,
            Key("high", CgroupField.SwapHighEvents), Key("max", CgroupField.SwapMaxEvents), Key("fail", CgroupField.SwapFailures)),
        Number(CgroupFileId.MemoryUsage, 1, "memory", "memory.usage_in_bytes", CgroupDataSets.Memory, CgroupField.Memory),
        Number(CgroupFileId.MemoryMaxUsage, 1, "memory", "memory.max_usage_in_bytes", CgroupDataSets.Memory, CgroupField.MemoryPeak),
        Number(CgroupFileId.MemoryAndSwapUsage, 1, "memory", "memory.memsw.usage_in_bytes", CgroupDataSets.Memory, CgroupField.MemoryAndSwap),
        Number(CgroupFileId.MemoryFailures, 1, "memory", "memory.failcnt", CgroupDataSets.Memory, CgroupField.MaxEvents),
        Keyed(CgroupFileId.MemoryOomControl, 1, "memory", "memory.oom_control", CgroupDataSets.Memory, Key("oom_kill", CgroupField.OomKills)),
        new(CgroupFileId.IoStat, 2, "", "io.stat", CgroupFormat.Devices, CgroupDataSets.Io),
        new(CgroupFileId.BlockBytes, 1, "blkio", "blkio.throttle.io_service_bytes_recursive", CgroupFormat.Devices, CgroupDataSets.Io),
        new(CgroupFileId.BlockOperations, 1, "blkio", "blkio.throttle.io_serviced_recursive", CgroupFormat.Devices, CgroupDataSets.Io),
        Number(CgroupFileId.PidsCurrent, 0, "pids", "pids.current", CgroupDataSets.Pids, CgroupField.Tasks),
        Number(CgroupFileId.PidsPeak, 0, "pids", "pids.peak", CgroupDataSets.Pids, CgroupField.TasksPeak),
        Keyed(CgroupFileId.PidsEvents, 0, "pids", "pids.events", CgroupDataSets.Pids, Key("max", CgroupField.TasksMaxEvents)),
        Keyed(CgroupFileId.CgroupEvents, 2, "", "cgroup.events", CgroupDataSets.Pids, Key("populated", CgroupField.IsPopulated), Key("frozen", CgroupField.IsFrozen)),
        new(CgroupFileId.CpuPressure, 2, "", "cpu.pressure", CgroupFormat.Pressure, CgroupDataSets.Pressure),
        new(CgroupFileId.MemoryPressure, 2, "", "memory.pressure", CgroupFormat.Pressure, CgroupDataSets.Pressure),
        new(CgroupFileId.IoPressure, 2, "", "io.pressure", CgroupFormat.Pressure, CgroupDataSets.Pressure),
        new(CgroupFileId.CpuMax, 2, "", "cpu.max", CgroupFormat.Pair, CgroupDataSets.Limits, Key("", CgroupField.Quota, Micro), Key("", CgroupField.Period, Micro)),
        Number(CgroupFileId.CpuWeight, 2, "", "cpu.weight", CgroupDataSets.Limits, CgroupField.Weight),
        Number(CgroupFileId.CpuQuota, 1, "cpu", "cpu.cfs_quota_us", CgroupDataSets.Limits, CgroupField.Quota, Micro),
        Number(CgroupFileId.CpuPeriod, 1, "cpu", "cpu.cfs_period_us", CgroupDataSets.Limits, CgroupField.Period, Micro),
        Number(CgroupFileId.CpuShares, 1, "cpu", "cpu.shares", CgroupDataSets.Limits, CgroupField.Shares),
        Number(CgroupFileId.MemoryMax, 2, "", "memory.max", CgroupDataSets.Limits, CgroupField.MemoryMax),
        Number(CgroupFileId.MemoryHigh, 2, "", "memory.high", CgroupDataSets.Limits, CgroupField.MemoryHigh),
        Number(CgroupFileId.MemoryLow, 2, "", "memory.low", CgroupDataSets.Limits, CgroupField.MemoryLow),
        Number(CgroupFileId.MemoryMin, 2, "", "memory.min", CgroupDataSets.Limits, CgroupField.MemoryMin),
        Number(CgroupFileId.SwapMax, 2, "", "memory.swap.max", CgroupDataSets.Limits, CgroupField.SwapMax),
        Number(CgroupFileId.MemoryLimit, 1, "memory", "memory.limit_in_bytes", CgroupDataSets.Limits, CgroupField.MemoryMax),
        Number(CgroupFileId.MemorySoftLimit, 1, "memory", "memory.soft_limit_in_bytes", CgroupDataSets.Limits, CgroupField.MemoryLow),
        Number(CgroupFileId.MemoryAndSwapLimit, 1, "memory", "memory.memsw.limit_in_bytes", CgroupDataSets.Limits, CgroupField.MemoryAndSwapMax),
        Number(CgroupFileId.PidsMax, 0, "pids", "pids.max", CgroupDataSets.Limits, CgroupField.TasksMax),
        new(CgroupFileId.MemoryStat, 0, "memory", "memory.stat", CgroupFormat.Lines, CgroupDataSets.MemoryStat),
    ];

    /// <summary>Number of the numbers of files.</summary>
    internal static int Count { get; } = All.Max(static file => (int)file.Id) + 1;

    private static CgroupFile Number(CgroupFileId id, int version, string controller, string name, CgroupDataSets dataSet, CgroupField field, long scale = 1) =>
        new(id, version, controller, name, CgroupFormat.Number, dataSet, Key("", field, scale));

    private static CgroupFile Keyed(CgroupFileId id, int version, string controller, string name, CgroupDataSets dataSet, params CgroupKey[] keys) =>
        new(id, version, controller, name, CgroupFormat.Keyed, dataSet, keys);

    private static CgroupKey Key(string key, CgroupField field, long scale = 1) => new(System.Text.Encoding.ASCII.GetBytes(key), field, scale);
}

namespace Vmon.Metrics.Declarations;

/// <summary>All metrics, each declared once. The order is that of the page.</summary>
internal static class MetricTable
{
    private const string Seconds = "s";
    private const string Bytes = "By";
    private const string DiskDirection = "disk.io.direction";
    private const string NetworkDirection = "network.io.direction";
    private const string FaultType = "system.paging.fault.type";
    private static readonly string[] ReadWrite = ["read", "write"];
    private static readonly string[] ReceiveTransmit = ["receive", "transmit"];
    private static readonly string[] UsedFree = ["used", "free"];

    // Groups of processes.
    internal static readonly Metric ProcessCpuTime = OfGroup("process.cpu.time", Seconds, "CPU time of the processes of the group since the exporter started, exited processes included", "cpu.mode", ("user", GroupCounter.CpuUser), ("system", GroupCounter.CpuSystem));
    internal static readonly Metric ProcessDiskIo = OfGroup("process.disk.io", Bytes, "Bytes that the processes of the group read from and wrote to block devices since the exporter started", DiskDirection, ("read", GroupCounter.DiskRead), ("write", GroupCounter.DiskWrite));
    internal static readonly Metric ProcessFaults = OfGroup("process.paging.faults", "{fault}", "Page faults of the processes of the group since the exporter started", FaultType, ("minor", GroupCounter.FaultsMinor), ("major", GroupCounter.FaultsMajor));
    internal static readonly Metric ProcessNetworkIo = OfGroup("process.network.io", Bytes, "Payload that the processes of the group received and sent through internet sockets since the exporter started", NetworkDirection, isOptional: true, ("receive", GroupCounter.NetworkReceive), ("transmit", GroupCounter.NetworkTransmit));
    internal static readonly Metric ProcessStarts = OfGroup("vmon.process.starts", "{process}", "Processes of the group that started since the exporter started", null, ("", GroupCounter.Starts));
    internal static readonly Metric ProcessExits = OfGroup("vmon.process.exits", "{process}", "Processes of the group that exited since the exporter started: with code 0, with another code, by a signal, or for an unknown reason", "vmon.exit.kind", ("success", GroupCounter.ExitSuccess), ("error", GroupCounter.ExitError), ("signal", GroupCounter.ExitSignal), ("unknown", GroupCounter.ExitUnknown));
    internal static readonly Metric ProcessCount = OfGroup("vmon.process.count", "{process}", "Processes of the group", GroupLevel.Processes);
    internal static readonly Metric ProcessThreads = OfGroup("process.thread.count", "{thread}", "Threads of the processes of the group", GroupLevel.Threads);
    internal static readonly Metric ProcessMemory = OfGroup("process.memory.usage", Bytes, "Resident memory of the processes of the group. Pages that several processes share count for each", GroupLevel.Resident);
    internal static readonly Metric ProcessVirtual = OfGroup("process.memory.virtual", Bytes, "Virtual memory of the processes of the group", GroupLevel.Virtual);
    internal static readonly Metric ProcessDescriptors = OfGroup("process.unix.file_descriptor.count", "{file_descriptor}", "Open file descriptors of the processes of the group. No series before kernel 6.2", GroupLevel.Descriptors);
    internal static readonly Metric ProcessUptime = new("process.uptime", MetricKind.Gauge, Seconds, "Time since the oldest process of the group started. 0 for a group without processes") { Level = GroupLevel.Uptime, IsFractional = true };

    // Groups that are no longer shown.
    internal static readonly Metric FormerCpuTime = Former(ProcessCpuTime);
    internal static readonly Metric FormerDiskIo = Former(ProcessDiskIo);
    internal static readonly Metric FormerFaults = Former(ProcessFaults);
    internal static readonly Metric FormerNetworkIo = Former(ProcessNetworkIo);
    internal static readonly Metric FormerStarts = Former(ProcessStarts);
    internal static readonly Metric FormerExits = Former(ProcessExits);

    // Containers, by their control groups.
    internal static readonly Metric ContainerCpuTime = OfContainer("container.cpu.time", MetricKind.Counter, Seconds, "CPU time of the container since its control group was created", "cpu.mode", "user", "system");
    internal static readonly Metric ContainerThrottledTime = OfContainer("vmon.container.cpu.throttled.time", MetricKind.Counter, Seconds, "Time since the control group was created for which its quota kept the container from running, added up over CPUs");
    internal static readonly Metric ContainerMemory = OfContainer("container.memory.usage", MetricKind.UpDownCounter, Bytes, "Memory of the container: anonymous memory, cached files and memory of the kernel");
    internal static readonly Metric ContainerMemoryLimit = OfContainer("vmon.container.memory.limit", MetricKind.UpDownCounter, Bytes, "Lowest limit of memory of the container and of the groups above it. No series without a limit");
    internal static readonly Metric ContainerOomKills = OfContainer("vmon.container.oom.kills", MetricKind.Counter, "{process}", "Processes of the container that the out-of-memory killer has killed since its control group was created");
    internal static readonly Metric ContainerDiskIo = OfContainer("container.disk.io", MetricKind.Counter, Bytes, "Bytes that the container read from and wrote to block devices since its control group was created", DiskDirection, ReadWrite);
    internal static readonly Metric ContainerUptime = OfContainer("container.uptime", MetricKind.Gauge, Seconds, "Time since the oldest process of the container started. 0 without processes");

    // The machine.
    internal static readonly Metric SystemUptime = new("system.uptime", MetricKind.Gauge, Seconds, "Time since boot, suspended time included") { IsFractional = true };
    internal static readonly Metric CpuCount = new("system.cpu.logical.count", MetricKind.UpDownCounter, "{cpu}", "CPUs that are online");
    internal static readonly Metric CpuTime = new("system.cpu.time", MetricKind.Counter, Seconds, "Time of all CPUs since boot, by mode. Guests are part of user and nice") { IsFractional = true, Attributes = ["cpu.mode"], Values = ["user", "nice", "system", "idle", "iowait", "interrupt", "steal"] };
    internal static readonly Metric Unattributed = new("vmon.cpu.unattributed.time", MetricKind.UpDownCounter, Seconds, "CPU time that was busy since the exporter started and that no process used: interrupts, and what the two counts differ by. Can be slightly negative") { IsFractional = true };
    internal static readonly Metric Load = new("vmon.system.load", MetricKind.Gauge, "{thread}", "Load average: threads that are runnable or in uninterruptible sleep") { IsFractional = true, Attributes = ["vmon.load.minutes"], Values = ["1", "5", "15"] };
    internal static readonly Metric ContextSwitches = new("vmon.system.context_switches", MetricKind.Counter, "{switch}", "Context switches since boot");
    internal static readonly Metric Interrupts = new("vmon.system.interrupts", MetricKind.Counter, "{interrupt}", "Interrupts served since boot");
    internal static readonly Metric ProcessesCreated = new("system.process.created", MetricKind.Counter, "{process}", "Processes and threads created since boot");
    internal static readonly Metric SystemProcesses = new("system.process.count", MetricKind.UpDownCounter, "{process}", "Processes of the machine");
    internal static readonly Metric Pressure = new("vmon.pressure.time", MetricKind.Counter, Seconds, "Time since boot in which some or all threads waited for a resource (pressure stall information)") { IsFractional = true, Attributes = ["vmon.pressure.resource", "vmon.pressure.share"], Values = ["some", "full"] };
    internal static readonly Metric MemoryLimit = new("system.memory.limit", MetricKind.UpDownCounter, Bytes, "Memory of the machine");
    internal static readonly Metric MemoryUsage = new("system.memory.usage", MetricKind.UpDownCounter, Bytes, "Memory by state. The states add up to system.memory.limit") { Attributes = ["system.memory.state"], Values = ["used", "free", "buffers", "cached"] };
    internal static readonly Metric MemoryAvailable = new("system.memory.linux.available", MetricKind.UpDownCounter, Bytes, "Memory that programs can use without swapping, as the kernel estimates");
    internal static readonly Metric SwapUsage = new("system.paging.usage", MetricKind.UpDownCounter, Bytes, "Swap space by state") { Attributes = ["system.paging.state"], Values = UsedFree };
    internal static readonly Metric SystemFaults = new("system.paging.faults", MetricKind.Counter, "{fault}", "Page faults since boot") { Attributes = [FaultType], Values = ["minor", "major"] };
    internal static readonly Metric PagingOperations = new("system.paging.operations", MetricKind.Counter, "{operation}", "Pages swapped in and out since boot") { Attributes = ["system.paging.direction"], Values = ["in", "out"] };
    internal static readonly Metric OomKills = new("vmon.oom.kills", MetricKind.Counter, "{process}", "Processes that the out-of-memory killer killed since boot");
    internal static readonly Metric DiskIo = new("system.disk.io", MetricKind.Counter, Bytes, "Bytes that disks read and wrote since boot. Partitions and devices that are made of others are left out") { Attributes = ["system.device", DiskDirection], Values = ReadWrite };
    internal static readonly Metric DiskOperations = new("system.disk.operations", MetricKind.Counter, "{operation}", "Requests that disks completed since boot") { Attributes = ["system.device", DiskDirection], Values = ReadWrite };
    internal static readonly Metric DiskTime = new("system.disk.io_time", MetricKind.Counter, Seconds, "Time since boot in which a disk had at least one request in progress") { IsFractional = true, Attributes = ["system.device"] };
    internal static readonly Metric NetworkIo = new("system.network.io", MetricKind.Counter, Bytes, "Bytes that network interfaces received and sent since boot. Virtual interfaces are left out") { Attributes = ["network.interface.name", NetworkDirection], Values = ReceiveTransmit };
    internal static readonly Metric NetworkPackets = new("system.network.packet.count", MetricKind.Counter, "{packet}", "Packets that network interfaces received and sent since boot") { Attributes = ["network.interface.name", NetworkDirection], Values = ReceiveTransmit };
    internal static readonly Metric NetworkErrors = new("system.network.errors", MetricKind.Counter, "{error}", "Errors of network interfaces since boot") { Attributes = ["network.interface.name", NetworkDirection], Values = ReceiveTransmit };
    internal static readonly Metric NetworkDropped = new("system.network.packet.dropped", MetricKind.Counter, "{packet}", "Packets that network interfaces dropped since boot") { Attributes = ["network.interface.name", NetworkDirection], Values = ReceiveTransmit };
    internal static readonly Metric FileSystemLimit = new("system.filesystem.limit", MetricKind.UpDownCounter, Bytes, "Size of a file system") { Attributes = ["system.filesystem.mountpoint", "system.filesystem.type"] };
    internal static readonly Metric FileSystemUsage = new("system.filesystem.usage", MetricKind.UpDownCounter, Bytes, "Space of a file system: in use, and available to users other than root") { Attributes = ["system.filesystem.mountpoint", "system.filesystem.type", "system.filesystem.state"], Values = UsedFree };

    // The exporter.
    internal static readonly Metric SampleDuration = new("vmon.sample.duration", MetricKind.Gauge, Seconds, "Time that the last sample took") { IsFractional = true };
    internal static readonly Metric SampleCpu = new("vmon.sample.cpu.time", MetricKind.Counter, Seconds, "CPU time of the threads that took samples, since the exporter started") { IsFractional = true };
    internal static readonly Metric Samples = new("vmon.samples", MetricKind.Counter, "{sample}", "Samples since the exporter started");
    internal static readonly Metric EventsLost = new("vmon.events.lost", MetricKind.Counter, "{event}", "Process events that were lost since the exporter started, so that counts of starts, exits and CPU can be too low");
    internal static readonly Metric GroupsHidden = new("vmon.group.hidden", MetricKind.UpDownCounter, "{group}", "Groups of processes that are part of the group other");
    internal static readonly Metric ProcessesDenied = new("vmon.process.denied", MetricKind.UpDownCounter, "{process}", "Processes whose IO the kernel refused, so that process.disk.io lacks theirs");
    internal static readonly Metric Requests = new("vmon.http.requests", MetricKind.Counter, "{request}", "Answers of the exporter since it started, by status") { Attributes = ["http.response.status_code"], Values = ["200", "400", "401", "404", "405", "431", "503"] };
    internal static readonly Metric Rejected = new("vmon.http.rejected", MetricKind.Counter, "{connection}", "Connections that were closed since the exporter started, because there were too many, or the client was too slow");

    /// <summary>All metrics, by their index.</summary>
    internal static readonly IReadOnlyList<Metric> All = Numbered(
        ProcessCpuTime, ProcessDiskIo, ProcessFaults, ProcessNetworkIo, ProcessStarts, ProcessExits, ProcessCount, ProcessThreads, ProcessMemory, ProcessVirtual, ProcessDescriptors, ProcessUptime,
        FormerCpuTime, FormerDiskIo, FormerFaults, FormerNetworkIo, FormerStarts, FormerExits,
        ContainerCpuTime, ContainerThrottledTime, ContainerMemory, ContainerMemoryLimit, ContainerOomKills, ContainerDiskIo, ContainerUptime,
        SystemUptime, CpuCount, CpuTime, Unattributed, Load, ContextSwitches, Interrupts, ProcessesCreated, SystemProcesses, Pressure,
        MemoryLimit, MemoryUsage, MemoryAvailable, SwapUsage, SystemFaults, PagingOperations, OomKills,
        DiskIo, DiskOperations, DiskTime, NetworkIo, NetworkPackets, NetworkErrors, NetworkDropped, FileSystemLimit, FileSystemUsage,
        SampleDuration, SampleCpu, Samples, EventsLost, GroupsHidden, ProcessesDenied, Requests, Rejected);

    /// <summary>The metrics that have series for each group.</summary>
    internal static readonly IReadOnlyList<Metric> OfGroups = [.. All.Where(static metric => metric.IsOfGroups && !metric.IsOfFormer)];

    /// <summary>The metrics of groups that are no longer shown.</summary>
    internal static readonly IReadOnlyList<Metric> OfFormer = [.. All.Where(static metric => metric.IsOfFormer)];

    private static Metric OfGroup(string name, string unit, string description, string? attribute, params (string Value, GroupCounter Counter)[] counters) =>
        OfGroup(name, unit, description, attribute, isOptional: false, counters);

    private static Metric OfGroup(string name, string unit, string description, string? attribute, bool isOptional, params (string Value, GroupCounter Counter)[] counters) =>
        new(name, MetricKind.Counter, unit, description)
        {
            Attributes = attribute is null ? [] : [attribute],
            Values = attribute is null ? [] : [.. counters.Select(static counter => counter.Value)],
            Counters = [.. counters.Select(static counter => counter.Counter)],
            IsFractional = unit == Seconds,
            IsOptional = isOptional,
        };

    private static Metric OfGroup(string name, string unit, string description, GroupLevel level) => new(name, MetricKind.UpDownCounter, unit, description) { Level = level };

    private static Metric OfContainer(string name, MetricKind kind, string unit, string description, string? attribute = null, params string[] values) =>
        new(name, kind, unit, description) { Attributes = attribute is null ? [] : [attribute], Values = values, IsFractional = unit == Seconds, IsOfContainers = true };

    // vmon.former.cpu.time of process.cpu.time
    private static Metric Former(Metric metric) =>
        new($"vmon.former.{metric.Name[(metric.Name.IndexOf("process.", StringComparison.Ordinal) + "process.".Length)..]}", MetricKind.UpDownCounter, metric.Unit,
            $"What groups that are no longer shown contributed to {metric.Name} while they were shown")
        {
            Attributes = metric.Attributes,
            Values = metric.Values,
            Counters = metric.Counters,
            IsFractional = metric.IsFractional,
            IsOptional = metric.IsOptional,
            IsOfFormer = true,
        };

    private static Metric[] Numbered(params Metric[] metrics)
    {
        for (int i = 0; i < metrics.Length; i++) metrics[i].Index = i;
        return metrics;
    }
}

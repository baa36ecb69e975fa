using Vmon.Metrics.Declarations;
using Vmon.Metrics.Labels;
using Vmon.Sources.Machine;

namespace Vmon.Metrics.Samples;

/// <summary>The series of the machine.</summary>
internal sealed class MachinePoints
{
    /// <summary>How many disks, interfaces and file systems are shown, in the order of the kernel.</summary>
    internal const int MostDevices = 64;

    private const long Nano = 1_000_000_000;

    // Each container and each package of a snap mounts some of these.
    private static readonly HashSet<string> OfContainers = new(StringComparer.Ordinal) { "tmpfs", "devtmpfs", "ramfs", "overlay", "squashfs" };
    private const int MostLabels = 4096;

    private readonly Dictionary<(Metric Metric, string First, string Second, string Last), LabelSet> _labels = [];
    private long? _busyAtStart;

    /// <summary>Adds all series of the machine to a sample.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="vmStat">The counters of its virtual memory. Null if unknown.</param>
    /// <param name="processCpu">Nanoseconds of CPU of all processes since the exporter started. Null if they are not counted.</param>
    /// <param name="processes">Number of processes.</param>
    /// <param name="sample">The sample.</param>
    internal void Add(SystemSample machine, LineValues? vmStat, long? processCpu, long processes, MetricSample sample)
    {
        if (_labels.Count > MostLabels) _labels.Clear();
        sample.Add(MetricTable.SystemUptime, LabelSet.Empty, Nanoseconds(machine.Uptime));
        sample.Add(MetricTable.CpuCount, LabelSet.Empty, machine.CpuCount);
        sample.Add(MetricTable.SystemProcesses, LabelSet.Empty, processes);
        sample.Add(MetricTable.ContextSwitches, LabelSet.Empty, machine.ContextSwitchesTotal);
        sample.Add(MetricTable.Interrupts, LabelSet.Empty, machine.InterruptsTotal);
        sample.Add(MetricTable.ProcessesCreated, LabelSet.Empty, machine.ForksTotal);
        AddCpu(machine.Cpu, processCpu, sample);
        AddFixed(sample, MetricTable.Load, Fraction(machine.LoadAverage1), Fraction(machine.LoadAverage5), Fraction(machine.LoadAverage15));
        AddPressure(sample, "cpu", machine.CpuPressure);
        AddPressure(sample, "memory", machine.MemoryPressure);
        AddPressure(sample, "io", machine.IoPressure);
        AddPressure(sample, "irq", machine.IrqPressure);
        AddMemory(machine, sample);
        AddVmStat(vmStat, sample);
        AddDisks(machine, sample);
        AddInterfaces(machine, sample);
        AddFileSystems(machine, sample);
    }

    private void AddCpu(CpuSample? cpu, long? processCpu, MetricSample sample)
    {
        if (cpu is null) return;
        AddFixed(
            sample, MetricTable.CpuTime, Nanoseconds(cpu.UserTime), Nanoseconds(cpu.NiceTime), Nanoseconds(cpu.SystemTime), Nanoseconds(cpu.IdleTime),
            Nanoseconds(cpu.IoWaitTime), Nanoseconds((cpu.IrqTime ?? TimeSpan.Zero) + (cpu.SoftIrqTime ?? TimeSpan.Zero)), Nanoseconds(cpu.StealTime));
        TimeSpan? busy = cpu.UserTime + cpu.NiceTime + cpu.SystemTime + (cpu.IrqTime ?? TimeSpan.Zero) + (cpu.SoftIrqTime ?? TimeSpan.Zero);
        if (Nanoseconds(busy) is not long now) return;
        _busyAtStart ??= now;
        sample.Add(MetricTable.Unattributed, LabelSet.Empty, now - _busyAtStart.Value - processCpu);
    }

    private void AddPressure(MetricSample sample, string resource, PressureSample? pressure)
    {
        if (pressure is null) return;
        Add(sample, MetricTable.Pressure, resource, "", "some", Nanoseconds(pressure.SomeTotal));
        Add(sample, MetricTable.Pressure, resource, "", "full", Nanoseconds(pressure.FullTotal));
    }

    private void AddMemory(SystemSample machine, MetricSample sample)
    {
        sample.Add(MetricTable.MemoryLimit, LabelSet.Empty, machine.MemoryTotal);
        sample.Add(MetricTable.MemoryAvailable, LabelSet.Empty, machine.MemoryAvailable);
        long? used = machine.MemoryTotal - machine.MemoryFree - machine.Buffers - machine.Cached;
        AddFixed(sample, MetricTable.MemoryUsage, used, machine.MemoryFree, machine.Buffers, machine.Cached);
        AddFixed(sample, MetricTable.SwapUsage, machine.SwapUsed, machine.SwapFree);
    }

    private void AddVmStat(LineValues? vmStat, MetricSample sample)
    {
        if (vmStat is null) return;
        AddFixed(sample, MetricTable.SystemFaults, vmStat.Value("pgfault") - vmStat.Value("pgmajfault"), vmStat.Value("pgmajfault"));
        AddFixed(sample, MetricTable.PagingOperations, vmStat.Value("pswpin"), vmStat.Value("pswpout"));
        sample.Add(MetricTable.OomKills, LabelSet.Empty, vmStat.Value("oom_kill"));
    }

    // Partitions and devices that are made of others count what their disks count.
    private void AddDisks(SystemSample machine, MetricSample sample)
    {
        foreach (DiskSample disk in (machine.Disks ?? []).Where(static disk => disk.IsInTotal).Take(MostDevices))
        {
            Add(sample, MetricTable.DiskIo, disk.Name, "", "read", disk.ReadTotal);
            Add(sample, MetricTable.DiskIo, disk.Name, "", "write", disk.WriteTotal);
            Add(sample, MetricTable.DiskOperations, disk.Name, "", "read", disk.ReadOperationsTotal);
            Add(sample, MetricTable.DiskOperations, disk.Name, "", "write", disk.WriteOperationsTotal);
            Add(sample, MetricTable.DiskTime, disk.Name, "", "", Nanoseconds(disk.BusyTime));
        }
    }

    private void AddInterfaces(SystemSample machine, MetricSample sample)
    {
        foreach (InterfaceSample one in (machine.Interfaces ?? []).Where(static one => one.IsInTotal).Take(MostDevices))
        {
            Add(sample, MetricTable.NetworkIo, one.Name, "", "receive", one.ReceiveTotal);
            Add(sample, MetricTable.NetworkIo, one.Name, "", "transmit", one.SendTotal);
            Add(sample, MetricTable.NetworkPackets, one.Name, "", "receive", one.ReceivePacketsTotal);
            Add(sample, MetricTable.NetworkPackets, one.Name, "", "transmit", one.SendPacketsTotal);
            Add(sample, MetricTable.NetworkErrors, one.Name, "", "receive", one.ReceiveErrorsTotal);
            Add(sample, MetricTable.NetworkErrors, one.Name, "", "transmit", one.SendErrorsTotal);
            Add(sample, MetricTable.NetworkDropped, one.Name, "", "receive", one.ReceiveDropsTotal);
            Add(sample, MetricTable.NetworkDropped, one.Name, "", "transmit", one.SendDropsTotal);
        }
    }

    private void AddFileSystems(SystemSample machine, MetricSample sample)
    {
        foreach (FileSystemSample one in (machine.FileSystems ?? []).Where(static one => !OfContainers.Contains(one.Type)).DistinctBy(static one => LabelText.Clean(one.MountPoint)).Take(MostDevices))
        {
            Add(sample, MetricTable.FileSystemLimit, one.MountPoint, one.Type, "", one.Size);
            Add(sample, MetricTable.FileSystemUsage, one.MountPoint, one.Type, "used", one.Used);
            Add(sample, MetricTable.FileSystemUsage, one.MountPoint, one.Type, "free", one.Available);
        }
    }

    private void AddFixed(MetricSample sample, Metric metric, params ReadOnlySpan<long?> values)
    {
        for (int i = 0; i < values.Length; i++) Add(sample, metric, "", "", metric.Values[i], values[i]);
    }

    private void Add(MetricSample sample, Metric metric, string first, string second, string last, long? value)
    {
        if (value is null) return;
        if (!_labels.TryGetValue((metric, first, second, last), out LabelSet? labels)) _labels.Add((metric, first, second, last), labels = Labels(metric, first, second, last));
        sample.Add(metric, labels, value);
    }

    private static LabelSet Labels(Metric metric, params ReadOnlySpan<string> values)
    {
        LabelSet labels = LabelSet.Empty;
        int next = 0;
        foreach (string value in values)
            if (value.Length > 0) labels = labels.With(metric.Attributes[next++], LabelText.Clean(value));
        return labels;
    }

    private static long? Nanoseconds(TimeSpan? time) => time?.Ticks * TimeSpan.NanosecondsPerTick;

    private static long? Fraction(double? value) => value is double known ? (long)(decimal)(known * Nano) : null;
}

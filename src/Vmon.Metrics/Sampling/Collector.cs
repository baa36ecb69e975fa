using Vmon.Metrics.Declarations;
using Vmon.Metrics.Groups;
using Vmon.Metrics.Labels;
using Vmon.Metrics.Samples;

namespace Vmon.Metrics.Sampling;

/// <summary>Takes samples of the processes and the machine, and makes series of them. Not thread-safe.</summary>
internal sealed class Collector : IDisposable
{
    private readonly ProcessWatch _watch;
    private readonly SystemWatch _machine;
    private readonly CgroupWatch? _containers;
    private readonly GroupLedger _ledger;
    private readonly GroupPoints _groups;
    private readonly MachinePoints _machinePoints = new();
    private readonly ProcessReader _reader;
    private readonly ContainerReader? _containerReader;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly bool _isOnce;
    private long _cpu;

    internal Collector(VmonSession session, CollectorOptions options)
    {
        _time = session.Options.TimeProvider;
        _start = _time.GetTimestamp();
        ProcessDataSets dataSets = ProcessDataSets.Memory | ProcessDataSets.IO | GroupNaming.DataSetsOf(options.GroupBy);
        if (options.IncludesNetwork) dataSets |= ProcessDataSets.Network;
        _watch = session.Watch(ProcessSelection.Everything, dataSets, events: !options.IsOnce);
        try
        {
            _machine = session.WatchSystem(SystemDataSets.Default | SystemDataSets.VmStat | SystemDataSets.FileSystem);
            if (options.GroupBy == MetricGrouping.Container) _containers = session.WatchCgroups(ContainerReader.Selection, ContainerReader.DataSets);
        }
        catch
        {
            _watch.Dispose();
            _machine?.Dispose();
            throw;
        }

        GroupNaming naming = new(options.GroupBy, _watch.Table.Feed.Host.Users);
        _ledger = new GroupLedger(options.Top, GroupNaming.LabelsOf);
        _groups = new GroupPoints(options.IncludesNetwork, !options.IsOnce);
        _isOnce = options.IsOnce;
        _reader = new ProcessReader(_watch.Table, _ledger, naming);
        if (_containers is not null) _containerReader = new ContainerReader(_containers, _ledger);
    }

    /// <summary>The series of the last sample.</summary>
    internal MetricSample Sample { get; } = new();

    /// <summary>Number of samples.</summary>
    internal long Count { get; private set; }

    /// <summary>How long the last sample took.</summary>
    internal TimeSpan LastDuration { get; private set; }

    /// <summary>The groups.</summary>
    internal GroupLedger Ledger => _ledger;

    /// <summary>Whether a process belongs to what groups them, or none was sampled yet.</summary>
    internal bool HasGroups => Count == 0 || _ledger.Shown.Any(static group => group.Key.Type is not (GroupType.None or GroupType.Kernel));

    /// <summary>Takes a sample.</summary>
    /// <returns>False if the session was stopped.</returns>
    internal bool TrySample()
    {
        long began = _time.GetTimestamp();
        long cpu = ThreadCpu.Now;
        if (!_watch.TrySample(CancellationToken.None) || !_machine.TrySample(CancellationToken.None) || _containers?.TrySample(CancellationToken.None) == false) return false;
        _ledger.Begin();
        _reader.Read();
        SystemSample machine = _machine.Current!;
        MachineSize size = new(machine.CpuCount ?? Environment.ProcessorCount, machine.MemoryTotal ?? 1);
        _ledger.End(_time.GetElapsedTime(_start), _watch.Table.State.Uptime ?? TimeSpan.Zero, size);
        Count++;
        Fill(machine);
        LastDuration = _time.GetElapsedTime(began);
        _cpu += ThreadCpu.Now - cpu;
        AddOwn();
        return true;
    }

    /// <summary>The CPU time of all processes since the first sample, in nanoseconds.</summary>
    internal long ProcessCpu =>
        _ledger.Shown.Sum(CpuOf) + CpuOf(_ledger.Other) + _ledger.Former[(int)GroupCounter.CpuUser] + _ledger.Former[(int)GroupCounter.CpuSystem];

    public void Dispose()
    {
        _watch.Dispose();
        _machine.Dispose();
        _containers?.Dispose();
    }

    private static long CpuOf(Group group) => group.Totals[(int)GroupCounter.CpuUser] + group.Totals[(int)GroupCounter.CpuSystem];

    private void Fill(SystemSample machine)
    {
        Sample.Clear();
        _groups.Add(_ledger, _reader.HasDescriptors, Sample);
        _containerReader?.Read(Sample);
        _machinePoints.Add(machine, _machine.Sampler.VmStat.Values, _isOnce ? null : ProcessCpu, _reader.ProcessCount, Sample);
    }

    private void AddOwn()
    {
        Sample.Add(MetricTable.SampleDuration, LabelSet.Empty, LastDuration.Ticks * TimeSpan.NanosecondsPerTick);
        Sample.Add(MetricTable.GroupsHidden, LabelSet.Empty, _ledger.HiddenCount);
        Sample.Add(MetricTable.ProcessesDenied, LabelSet.Empty, _reader.DeniedCount);
        if (_isOnce) return;
        Sample.Add(MetricTable.SampleCpu, LabelSet.Empty, _cpu);
        Sample.Add(MetricTable.Samples, LabelSet.Empty, Count);
        Sample.Add(MetricTable.EventsLost, LabelSet.Empty, _watch.LostEventCount);
    }
}

/// <summary>What a collector collects.</summary>
/// <param name="GroupBy">What groups processes.</param>
/// <param name="Top">The number of groups that are shown.</param>
/// <param name="IncludesNetwork">Whether network traffic of processes is counted.</param>
/// <param name="IsOnce">Whether it takes one sample. Counters that would begin at zero are left out.</param>
internal readonly record struct CollectorOptions(MetricGrouping GroupBy, int Top, bool IncludesNetwork, bool IsOnce = false);

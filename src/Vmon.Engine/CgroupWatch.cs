using Vmon.Model;
using Vmon.Sources.Cgroups;

namespace Vmon;

/// <summary>Samples control groups repeatedly.</summary>
public sealed class CgroupWatch : SampleWatch
{
    private readonly CgroupTable _table;
    private readonly CgroupSelection _selection;
    private readonly ProcessWatch? _processes;
    private Dictionary<CgroupNode, CgroupTotals>? _totals;

    /// <param name="owner">What it belongs to.</param>
    /// <param name="table">The groups.</param>
    /// <param name="selection">Which of them are shown.</param>
    /// <param name="processes">All processes, for the totals. Null for none.</param>
    internal CgroupWatch(IWatchOwner owner, CgroupTable table, CgroupSelection selection, ProcessWatch? processes)
        : base(owner)
    {
        _table = table;
        _selection = selection;
        _processes = processes;
    }

    /// <inheritdoc/>
    public override long SampleNumber => _table.State.Number;

    /// <summary>Whether there were more groups than can be watched, so that some are missing.</summary>
    public bool IsCut => _table.Groups.IsCut;

    /// <summary>Where the network figures of the processes come from. Null before the first sample that requests them, and in a recording.</summary>
    public NetworkSource? NetworkSource => _processes?.NetworkSource;

    /// <summary>Where the process events of the totals come from. Null before the first sample, and if there are none.</summary>
    public EventSource? EventSource => _processes?.EventSource;

    /// <summary>Number of process events that were lost, so that totals can lack processes that have exited (<see cref="ProcessWatch.LostEventCount"/>).</summary>
    public long LostEventCount => _processes?.LostEventCount ?? 0;

    /// <summary>Number of calls on sockets that were not counted, so that network figures are too low.</summary>
    public long LostTrafficCount => _processes?.LostTrafficCount ?? 0;

    /// <summary>Enumerates the selected groups of the last sample, depth first. Must be completed before the next sample.</summary>
    public IEnumerable<CgroupSample> Groups()
    {
        long sample = SampleNumber;
        if (_processes is not null) _totals ??= CgroupTotals.Of(_processes.Processes(), _table.Groups);
        foreach (CgroupNode group in _table.Groups.All)
        {
            if (_selection.Takes(group)) yield return Show(group);
            if (sample != SampleNumber) throw new InvalidOperationException("Cannot continue listing control groups: the watch took another sample.");
        }
    }

    internal CgroupTable Table => _table;

    internal CgroupSample Show(CgroupNode group) => new(group, _table, _totals?[group], Owner.Name);

    private protected override Sources.SampleState State => _table.State;

    private protected override TimeProvider Time => _table.Host.Clock.Time;

    private protected override bool TakeSample(CancellationToken cancellation, out Action? afterwards)
    {
        afterwards = null;
        _totals = null;

        // Processes and groups are compared, so they are read one shortly after the other. The first live sample of the processes takes many times as long as the others. Groups come
        // last, so that those of processes that have just started are listed.
        if (SampleNumber == 0 && _processes is { Table.Feed: LiveFeed } && !_processes.TrySample(cancellation)) return false;
        return _processes?.TrySample(cancellation) != false && _table.TrySample(cancellation);
    }

    private protected override void Close()
    {
        _processes?.Dispose();
        _table.Close();
    }

    private protected override void DescribeInside(System.Text.Json.Utf8JsonWriter json) => json.WriteNumber("groups", _table.Groups.All.Count);
}

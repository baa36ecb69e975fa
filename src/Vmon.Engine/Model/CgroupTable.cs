using Vmon.Parsing.Cgroups;
using Vmon.ProcFs;
using Vmon.Sources;
using Vmon.Sources.Cgroups;

namespace Vmon.Model;

/// <summary>The control groups of a watch, and what was read of each.</summary>
internal sealed class CgroupTable
{
    private readonly ICgroupSource _source;
    private readonly CgroupFile[] _wanted;
    private readonly List<DeviceCounters> _devices = [];

    /// <param name="source">Where the groups are read.</param>
    /// <param name="dataSets">What is read.</param>
    internal CgroupTable(ICgroupSource source, CgroupDataSets dataSets)
    {
        _source = source;
        _wanted = [.. CgroupFile.All.Where(file => (file.DataSet & dataSets) != 0)];
        DataSets = dataSets;
    }

    /// <summary>The groups.</summary>
    internal CgroupTree Groups { get; } = new();

    internal CgroupDataSets DataSets { get; }

    internal SampledHost Host => _source.Host;

    internal SampleState State => _source.State;

    /// <summary>Takes the next sample. False if there is none.</summary>
    internal bool TrySample(CancellationToken cancellation)
    {
        if (!_source.TryAdvance(Groups, cancellation)) return false;
        foreach (CgroupNode group in Groups.All) Sample(group);
        return true;
    }

    internal void Close()
    {
        foreach (CgroupNode group in Groups.All) _source.Release(group);
        _source.Dispose();
    }

    private void Sample(CgroupNode group)
    {
        bool isNew = group.FirstIn == 0;
        if (isNew) group.FirstIn = State.Number;
        group.IsPaired = State.Interval is not null && !group.IsRemoved;
        if (group.IsRemoved) return;
        group.Previous = isNew ? default : group.Current;
        group.Current = default;
        _devices.Clear();
        foreach (CgroupFile file in _wanted)
        {
            ReadStatus status = _source.Read(group, file, out ReadOnlySpan<byte> text);
            group.Current.Take(file, status, text, group.Previous, _devices);
        }
    }
}

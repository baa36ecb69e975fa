using Vmon.Sources;
using Vmon.Sources.Cgroups;

namespace Vmon.Model;

/// <summary>The control groups of a watch: which exist, and the last two readings of each.</summary>
/// <param name="source">Where the groups are read.</param>
/// <param name="selection">Which groups are shown. The others are read only if they are above one of these, because their limits apply to it.</param>
internal sealed class CgroupTable(ICgroupSource source, CgroupSelection selection)
{
    /// <summary>The groups.</summary>
    internal CgroupTree Groups { get; } = new();

    internal SampledHost Host => source.Host;

    internal SampleState State => source.State;

    /// <summary>Takes the next sample. False if there is none.</summary>
    internal bool TrySample(CancellationToken cancellation)
    {
        do
        {
            if (!source.TryAdvance(Groups, cancellation)) return false;
            Settle();
        }
        while (source.IsPreparing);
        return true;
    }

    /// <summary>Gets what the sample has of each group, after the source has begun it.</summary>
    internal void Settle()
    {
        IReadOnlyList<CgroupNode> groups = Groups.All;
        foreach (CgroupNode group in groups) group.IsNeeded = false;
        foreach (CgroupNode group in groups)
            if (selection.Takes(group))
                for (CgroupNode? needed = group; needed is { IsNeeded: false }; needed = needed.Parent) needed.IsNeeded = true;
        foreach (CgroupNode group in groups) Sample(group);
    }

    internal void Close()
    {
        foreach (CgroupNode group in Groups.All) source.Release(group);
        source.Dispose();
    }

    private void Sample(CgroupNode group)
    {
        bool isNew = group.FirstIn == 0;
        if (isNew) group.FirstIn = State.Number;
        group.IsPaired = State.Interval is not null && !group.IsRemoved && (isNew || group.ReadIn == State.Number - 1);
        if (group.IsRemoved || !group.IsNeeded) return;
        group.ReadIn = State.Number;
        CgroupReading now = source.Read(group);
        group.Previous = isNew ? default : group.Current;
        group.Current = now;
    }
}

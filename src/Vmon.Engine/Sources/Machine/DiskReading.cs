using Vmon.Parsing.Machine;

namespace Vmon.Sources.Machine;

/// <summary>The last two readings of a block device.</summary>
internal sealed class DiskReading(string name, string? disk, bool isInTotal, DiskCounters now, DiskCounters? before)
{
    private readonly DiskCounters? _before = before is { } counters && IsSameDevice(now, counters) ? counters : null;

    internal string Name { get; } = name;

    /// <summary>The disk of a partition. Null for a whole disk.</summary>
    internal string? Disk { get; } = disk;

    /// <summary>Whether the totals of the machine include it.</summary>
    internal bool IsInTotal { get; } = isInTotal;

    internal DiskCounters Now { get; } = now;

    /// <summary>Increase of a counter. Null without a previous sample, if the device is another one since, and if the counter decreased: times have 32 bits.</summary>
    internal long? Increase(DiskField field) => Now[field] - _before?[field] is >= 0 and long increase ? increase : null;

    /// <summary>The block devices of a sample, in the order of the kernel.</summary>
    internal static DiskReading[] Of(LinePairs<DiskCounters> lines)
    {
        DiskReading[] all = new DiskReading[lines.Count];
        HashSet<string> disksOfPaths = [.. Enumerable.Range(0, lines.Count).Select(index => DiskNames.DiskOfPath(lines.Name(index).Name)).OfType<string>()];
        string? disk = null;
        for (int index = 0; index < all.Length; index++)
        {
            // The kernel lists a disk before its partitions.
            string name = lines.Name(index).Name;
            bool isPartition = disk is not null && DiskNames.IsPartitionOf(name, disk);
            if (!isPartition) disk = name;
            bool isInTotal = !isPartition && !DiskNames.IsVirtual(name) && !disksOfPaths.Contains(name);
            all[index] = new DiskReading(name, isPartition ? disk : null, isInTotal, lines.Value(index), lines.Previous(index));
        }

        return all;
    }

    private static bool IsSameDevice(in DiskCounters now, in DiskCounters before) =>
        (now.Major, now.Minor) == (before.Major, before.Minor)
        && now[DiskField.Reads] >= before[DiskField.Reads] && now[DiskField.Writes] >= before[DiskField.Writes]
        && now[DiskField.SectorsRead] >= before[DiskField.SectorsRead] && now[DiskField.SectorsWritten] >= before[DiskField.SectorsWritten];
}

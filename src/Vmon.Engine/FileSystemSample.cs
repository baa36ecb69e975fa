using System.Globalization;
using Vmon.Fields;
using Vmon.Parsing;
using Vmon.Parsing.Machine;
using Vmon.Sources.Machine;

namespace Vmon;

/// <summary>
/// A mounted file system with its space, as df shows it. Immutable. Sizes are null if the file system did not answer (a server that does not respond), refused to,
/// or gives numbers that contradict each other.
/// </summary>
public sealed class FileSystemSample
{
    private readonly FileSystemCounters? _space;

    internal FileSystemSample(LineName line, FileSystemCounters space, SystemSample sample)
    {
        string[] description = line.Description.Split(' ');
        MountPoint = Decoded(line.Name);
        Source = Decoded(description[0]);
        Type = Decoded(description[1]);
        Device = description[2];
        IsReadOnly = description[3] == "ro";
        _space = space.IsKnown ? space : null;
        Sample = sample.Sample;
        Timestamp = sample.Timestamp;
    }

    /// <summary>Where it is mounted. If it is mounted several times, the place that df prefers, usually the one nearest to the root.</summary>
    [Field("thread-self/mountinfo")]
    public string MountPoint { get; }

    /// <summary>What is mounted: a device file, server:/path, or any text.</summary>
    [Field("thread-self/mountinfo")]
    public string Source { get; }

    /// <summary>Type of the file system, such as ext4, tmpfs or nfs4.</summary>
    [Field("thread-self/mountinfo")]
    public string Type { get; }

    /// <summary>Device number of the file system, as major:minor. That of a disk or partition is the Device of its DiskSample.</summary>
    [Field("thread-self/mountinfo")]
    public string Device { get; }

    /// <summary>Whether it is mounted read-only, or became read-only after an error.</summary>
    [Field("thread-self/mountinfo")]
    public bool IsReadOnly { get; }

    /// <summary>Number of the sample in its watch, starting at 1.</summary>
    [Field]
    public long Sample { get; }

    /// <summary>Time of the reading, local.</summary>
    [Field("clock")]
    public DateTimeOffset Timestamp { get; }

    /// <summary>Size, without what the file system uses for itself.</summary>
    [Field("statvfs", Unit = "bytes", Metric = "system.filesystem.limit")]
    public long? Size => _space?.Blocks * _space?.BlockSize;

    /// <summary>Space in use.</summary>
    [Field("statvfs", Unit = "bytes", Metric = "system.filesystem.usage{system.filesystem.state=used}")]
    public long? Used => (_space?.Blocks - _space?.FreeBlocks) * _space?.BlockSize;

    /// <summary>Space that is not in use. A part of it can be reserved for root.</summary>
    [Field("statvfs", Unit = "bytes")]
    public long? Free => _space?.FreeBlocks * _space?.BlockSize;

    /// <summary>Space that users other than root can use.</summary>
    [Field("statvfs", Unit = "bytes", Metric = "system.filesystem.usage{system.filesystem.state=free}")]
    public long? Available => _space?.AvailableBlocks * _space?.BlockSize;

    /// <summary>Space in use as a percentage of what users other than root can use in all: 100 means that they can write nothing more. df rounds it up.</summary>
    [Field("statvfs", Unit = "%")]
    public double? UsedPercent => Percent(Used, Used + Available);

    /// <summary>Number of inodes: files that can exist. Null if the file system has no fixed number (btrfs, many network file systems).</summary>
    [Field("statvfs", Unit = "count")]
    public long? InodesTotal => _space?.Inodes is > 0 and long inodes ? inodes : null;

    /// <summary>Inodes in use.</summary>
    [Field("statvfs", Unit = "count")]
    public long? InodesUsed => InodesTotal - InodesFree;

    /// <summary>Inodes that are not in use.</summary>
    [Field("statvfs", Unit = "count")]
    public long? InodesFree => InodesTotal is null ? null : _space?.FreeInodes;

    /// <summary>Inodes in use as a percentage of all.</summary>
    [Field("statvfs", Unit = "%")]
    public double? InodesUsedPercent => Percent(InodesUsed, InodesTotal);

    /// <summary>Mount point, and how full it is.</summary>
    public override string ToString() => UsedPercent is double used ? string.Create(CultureInfo.InvariantCulture, $"{MountPoint}: {used:0.0} % used") : MountPoint;

    private static double? Percent(long? part, long? whole) => whole > 0 ? part * 100.0 / whole : null;

    private static string Decoded(string text) => ProcText.Decode(OctalEscapes.Decode(ProcText.Encode(text)));
}

using Vmon.Fields;
using Vmon.Parsing.Machine;
using Vmon.Sources.Machine;

namespace Vmon;

// /proc/diskstats, net/dev and file systems
public sealed partial class SystemSample
{
    private readonly LinePairs<DiskCounters>? _disks;
    private readonly LinePairs<InterfaceCounters>? _interfaces;
    private readonly LinePairs<FileSystemCounters>? _fileSystems;

    /// <summary>Block devices: disks, their partitions, and devices that are made of others. Devices that were not used since boot are left out, as iostat does.</summary>
    [Field("diskstats", Group = "Disks")]
    public IReadOnlyList<DiskSample>? Disks => field ??= AllDisks is null ? null : new ValueList<DiskSample>([.. AllDisks.Where(static disk => disk.IsUsed)]);

    /// <summary>
    /// Bytes read from disks per second. As the other totals of disks, it covers the disks with IsInTotal, and is null if there is none, or if that of one of them is null, for
    /// example because the disk is new.
    /// </summary>
    [Field("diskstats", Unit = "bytes/s", OfInterval = true, Group = "Disks")]
    public double? DiskReadRate => DeviceTotals.Sum(TotalDisks, static disk => disk.ReadRate);

    /// <summary>Bytes written to disks per second.</summary>
    [Field("diskstats", Unit = "bytes/s", OfInterval = true, Group = "Disks")]
    public double? DiskWriteRate => DeviceTotals.Sum(TotalDisks, static disk => disk.WriteRate);

    /// <summary>Read requests completed by disks per second.</summary>
    [Field("diskstats", Unit = "1/s", OfInterval = true, Group = "Disks")]
    public double? DiskReadOperationsRate => DeviceTotals.Sum(TotalDisks, static disk => disk.ReadOperationsRate);

    /// <summary>Write requests completed by disks per second.</summary>
    [Field("diskstats", Unit = "1/s", OfInterval = true, Group = "Disks")]
    public double? DiskWriteOperationsRate => DeviceTotals.Sum(TotalDisks, static disk => disk.WriteOperationsRate);

    /// <summary>Percentage of the interval in which the busiest disk had at least one request in progress.</summary>
    [Field("diskstats", Unit = "%", OfInterval = true, Group = "Disks")]
    public double? DiskBusyPercent => DeviceTotals.Most(TotalDisks, static disk => disk.BusyPercent);

    /// <summary>Network interfaces, in the network namespace of the process that reads them.</summary>
    [Field("net/dev", Group = "Network interfaces")]
    public IReadOnlyList<InterfaceSample>? Interfaces =>
        field ??= _interfaces is null ? null : new ValueList<InterfaceSample>([.. InterfaceReading.Of(_interfaces).Select(reading => new InterfaceSample(reading, this))]);

    /// <summary>
    /// Bytes received by interfaces per second. As the other totals of interfaces, it covers the interfaces with IsInTotal, and is null if there is none, or if that of one of
    /// them is null, for example because the interface is new.
    /// </summary>
    [Field("net/dev", Unit = "bytes/s", OfInterval = true, Group = "Network interfaces")]
    public double? NetReceiveRate => DeviceTotals.Sum(TotalInterfaces, static one => one.ReceiveRate);

    /// <summary>Bytes sent by interfaces per second.</summary>
    [Field("net/dev", Unit = "bytes/s", OfInterval = true, Group = "Network interfaces")]
    public double? NetSendRate => DeviceTotals.Sum(TotalInterfaces, static one => one.SendRate);

    /// <summary>Packets received by interfaces per second.</summary>
    [Field("net/dev", Unit = "1/s", OfInterval = true, Group = "Network interfaces")]
    public double? NetReceivePacketsRate => DeviceTotals.Sum(TotalInterfaces, static one => one.ReceivePacketsRate);

    /// <summary>Packets sent by interfaces per second.</summary>
    [Field("net/dev", Unit = "1/s", OfInterval = true, Group = "Network interfaces")]
    public double? NetSendPacketsRate => DeviceTotals.Sum(TotalInterfaces, static one => one.SendPacketsRate);

    /// <summary>Errors of interfaces in the interval, receiving and sending.</summary>
    [Field("net/dev", Unit = "count", OfInterval = true, Group = "Network interfaces")]
    public long? NetErrors => DeviceTotals.Sum(TotalInterfaces, static one => one.ReceiveErrors + one.SendErrors);

    /// <summary>Packets dropped by interfaces in the interval, receiving and sending.</summary>
    [Field("net/dev", Unit = "count", OfInterval = true, Group = "Network interfaces")]
    public long? NetDrops => DeviceTotals.Sum(TotalInterfaces, static one => one.ReceiveDrops + one.SendDrops);

    /// <summary>Mounted file systems with space. Null for a captured tree.</summary>
    [Field("thread-self/mountinfo", "statvfs", Group = "File systems")]
    public IReadOnlyList<FileSystemSample>? FileSystems => field ??= _fileSystems is null
        ? null
        : new ValueList<FileSystemSample>([.. Enumerable.Range(0, _fileSystems.Count).Select(index => new FileSystemSample(_fileSystems.Name(index), _fileSystems.Value(index), this))]);

    private DiskSample[]? AllDisks => field ??= _disks is null ? null : [.. DiskReading.Of(_disks).Select(reading => new DiskSample(reading, this))];

    private DiskSample[]? TotalDisks => field ??= AllDisks?.Where(static disk => disk.IsInTotal).ToArray();

    private InterfaceSample[]? TotalInterfaces => field ??= Interfaces?.Where(static one => one.IsInTotal).ToArray();
}

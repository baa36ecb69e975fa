using System.Globalization;
using Vmon.Fields;
using Vmon.Parsing.Machine;
using Vmon.Sources.Machine;

namespace Vmon;

/// <summary>
/// A block device: a disk, a partition, or a device that is made of others (/proc/diskstats). Immutable. Null as in <see cref="SystemSample"/>;
/// figures of an interval are also null if the device was replaced or its counters began anew. A request counts when it completes.
/// </summary>
public sealed class DiskSample
{
    private const int MillisecondsPerSecond = 1000;

    private readonly DiskReading _reading;

    internal DiskSample(DiskReading reading, SystemSample sample)
    {
        _reading = reading;
        Sample = sample.Sample;
        Timestamp = sample.Timestamp;
        Interval = sample.Interval;
    }

    /// <summary>Name of the device in the kernel, such as sda, sda1, nvme0n1 or dm-0.</summary>
    [Field("diskstats")]
    public string Name => _reading.Name;

    /// <summary>Name of the disk of a partition. Null for a whole disk.</summary>
    [Field("diskstats")]
    public string? Disk => _reading.Disk;

    /// <summary>Device number, as major:minor.</summary>
    [Field("diskstats")]
    public string Device => string.Create(CultureInfo.InvariantCulture, $"{_reading.Now.Major}:{_reading.Now.Minor}");

    /// <summary>
    /// Whether DiskReadRate and the other totals of the machine include it. They do not include partitions, devices that keep their data on other disks or in memory
    /// (named dm-, md, bcache, drbd, zd, loop, ram, zram), and an NVMe disk whose paths (nvme0c0n1) are listed.
    /// </summary>
    [Field("diskstats")]
    public bool IsInTotal => _reading.IsInTotal;

    /// <summary>Whether it has been used since boot.</summary>
    internal bool IsUsed => !_reading.Now.IsUnused;

    /// <summary>Number of the sample in its watch, starting at 1.</summary>
    [Field]
    public long Sample { get; }

    /// <summary>Time of the reading, local.</summary>
    [Field("clock")]
    public DateTimeOffset Timestamp { get; }

    /// <summary>Length of the interval that rates cover. Null for the first sample.</summary>
    [Field("clock", OfInterval = true)]
    public TimeSpan? Interval { get; }

    /// <summary>Bytes read in the interval.</summary>
    [Field("diskstats", Unit = "bytes", OfInterval = true)]
    public long? Read => Bytes(_reading.Increase(DiskField.SectorsRead));

    /// <summary>Bytes read per second.</summary>
    [Field("diskstats", Unit = "bytes/s", OfInterval = true)]
    public double? ReadRate => PerSecond(Read);

    /// <summary>Bytes read since boot.</summary>
    [Field("diskstats", Unit = "bytes", Metric = "system.disk.io{disk.io.direction=read}")]
    public long? ReadTotal => Bytes(_reading.Now[DiskField.SectorsRead]);

    /// <summary>Bytes written in the interval.</summary>
    [Field("diskstats", Unit = "bytes", OfInterval = true)]
    public long? Write => Bytes(_reading.Increase(DiskField.SectorsWritten));

    /// <summary>Bytes written per second.</summary>
    [Field("diskstats", Unit = "bytes/s", OfInterval = true)]
    public double? WriteRate => PerSecond(Write);

    /// <summary>Bytes written since boot.</summary>
    [Field("diskstats", Unit = "bytes", Metric = "system.disk.io{disk.io.direction=write}")]
    public long? WriteTotal => Bytes(_reading.Now[DiskField.SectorsWritten]);

    /// <summary>Bytes discarded in the interval. Null before Linux 4.18.</summary>
    [Field("diskstats", Unit = "bytes", OfInterval = true)]
    public long? Discard => Bytes(_reading.Increase(DiskField.SectorsDiscarded));

    /// <summary>Bytes discarded per second. Null before Linux 4.18.</summary>
    [Field("diskstats", Unit = "bytes/s", OfInterval = true)]
    public double? DiscardRate => PerSecond(Discard);

    /// <summary>Bytes discarded since boot. Null before Linux 4.18.</summary>
    [Field("diskstats", Unit = "bytes")]
    public long? DiscardTotal => Bytes(_reading.Now[DiskField.SectorsDiscarded]);

    /// <summary>Read requests completed in the interval.</summary>
    [Field("diskstats", Unit = "count", OfInterval = true)]
    public long? ReadOperations => _reading.Increase(DiskField.Reads);

    /// <summary>Read requests completed per second.</summary>
    [Field("diskstats", Unit = "1/s", OfInterval = true)]
    public double? ReadOperationsRate => PerSecond(ReadOperations);

    /// <summary>Read requests completed since boot.</summary>
    [Field("diskstats", Unit = "count", Metric = "system.disk.operations{disk.io.direction=read}")]
    public long? ReadOperationsTotal => _reading.Now[DiskField.Reads];

    /// <summary>Write requests completed in the interval.</summary>
    [Field("diskstats", Unit = "count", OfInterval = true)]
    public long? WriteOperations => _reading.Increase(DiskField.Writes);

    /// <summary>Write requests completed per second.</summary>
    [Field("diskstats", Unit = "1/s", OfInterval = true)]
    public double? WriteOperationsRate => PerSecond(WriteOperations);

    /// <summary>Write requests completed since boot.</summary>
    [Field("diskstats", Unit = "count", Metric = "system.disk.operations{disk.io.direction=write}")]
    public long? WriteOperationsTotal => _reading.Now[DiskField.Writes];

    /// <summary>Discard requests completed in the interval. Null before Linux 4.18.</summary>
    [Field("diskstats", Unit = "count", OfInterval = true)]
    public long? DiscardOperations => _reading.Increase(DiskField.Discards);

    /// <summary>Discard requests completed per second. Null before Linux 4.18.</summary>
    [Field("diskstats", Unit = "1/s", OfInterval = true)]
    public double? DiscardOperationsRate => PerSecond(DiscardOperations);

    /// <summary>Discard requests completed since boot. Null before Linux 4.18.</summary>
    [Field("diskstats", Unit = "count")]
    public long? DiscardOperationsTotal => _reading.Now[DiskField.Discards];

    /// <summary>Flush requests completed in the interval. Null before Linux 5.5, and for partitions.</summary>
    [Field("diskstats", Unit = "count", OfInterval = true)]
    public long? FlushOperations => _reading.Increase(DiskField.Flushes);

    /// <summary>Flush requests completed per second. Null before Linux 5.5, and for partitions.</summary>
    [Field("diskstats", Unit = "1/s", OfInterval = true)]
    public double? FlushOperationsRate => PerSecond(FlushOperations);

    /// <summary>Flush requests completed since boot. Null before Linux 5.5, and for partitions.</summary>
    [Field("diskstats", Unit = "count")]
    public long? FlushOperationsTotal => _reading.Now[DiskField.Flushes];

    /// <summary>Read requests per second that were merged with another one before they were issued to the device.</summary>
    [Field("diskstats", Unit = "1/s", OfInterval = true)]
    public double? ReadMergesRate => PerSecond(_reading.Increase(DiskField.ReadsMerged));

    /// <summary>Read requests merged since boot.</summary>
    [Field("diskstats", Unit = "count", Metric = "system.disk.merged{disk.io.direction=read}")]
    public long? ReadMergesTotal => _reading.Now[DiskField.ReadsMerged];

    /// <summary>Write requests per second that were merged with another one before they were issued to the device.</summary>
    [Field("diskstats", Unit = "1/s", OfInterval = true)]
    public double? WriteMergesRate => PerSecond(_reading.Increase(DiskField.WritesMerged));

    /// <summary>Write requests merged since boot.</summary>
    [Field("diskstats", Unit = "count", Metric = "system.disk.merged{disk.io.direction=write}")]
    public long? WriteMergesTotal => _reading.Now[DiskField.WritesMerged];

    /// <summary>Discard requests per second that were merged with another one. Null before Linux 4.18.</summary>
    [Field("diskstats", Unit = "1/s", OfInterval = true)]
    public double? DiscardMergesRate => PerSecond(_reading.Increase(DiskField.DiscardsMerged));

    /// <summary>Average time of the read requests that completed in the interval, in the queue and in the device (r_await of iostat). Null if none did.</summary>
    [Field("diskstats", Unit = "ms", OfInterval = true)]
    public double? ReadLatency => Average(DiskField.ReadTime, DiskField.Reads);

    /// <summary>Average time of the write requests that completed in the interval (w_await of iostat). Null if none did.</summary>
    [Field("diskstats", Unit = "ms", OfInterval = true)]
    public double? WriteLatency => Average(DiskField.WriteTime, DiskField.Writes);

    /// <summary>Average time of the discard requests that completed in the interval (d_await of iostat). Null if none did, and before Linux 4.18.</summary>
    [Field("diskstats", Unit = "ms", OfInterval = true)]
    public double? DiscardLatency => Average(DiskField.DiscardTime, DiskField.Discards);

    /// <summary>Average time of the flush requests that completed in the interval (f_await of iostat). Null if none did, for partitions, and before Linux 5.5.</summary>
    [Field("diskstats", Unit = "ms", OfInterval = true)]
    public double? FlushLatency => Average(DiskField.FlushTime, DiskField.Flushes);

    /// <summary>Average size of the read requests that completed in the interval (rareq-sz of iostat, in kB there). Null if none did.</summary>
    [Field("diskstats", Unit = "bytes", OfInterval = true)]
    public double? ReadRequestSize => Average(DiskField.SectorsRead, DiskField.Reads) * DiskCounters.BytesPerSector;

    /// <summary>Average size of the write requests that completed in the interval (wareq-sz of iostat, in kB there). Null if none did.</summary>
    [Field("diskstats", Unit = "bytes", OfInterval = true)]
    public double? WriteRequestSize => Average(DiskField.SectorsWritten, DiskField.Writes) * DiskCounters.BytesPerSector;

    /// <summary>Average number of requests in the queue and in the device (aqu-sz of iostat).</summary>
    [Field("diskstats", Unit = "requests", OfInterval = true)]
    public double? QueueLength => PerSecond(_reading.Increase(DiskField.WeightedTime)) / MillisecondsPerSecond;

    /// <summary>Requests in the queue and in the device at the moment. Null for partitions before Linux 2.6.25.</summary>
    [Field("diskstats", Unit = "count")]
    public long? InFlight => _reading.Now[DiskField.InFlight];

    /// <summary>
    /// Percentage of the interval with at least one request in progress (%util of iostat). A device that serves requests in parallel, such as an SSD, can do more at 100.
    /// </summary>
    [Field("diskstats", Unit = "%", OfInterval = true)]
    public double? BusyPercent => PerSecond(_reading.Increase(DiskField.IoTime)) / MillisecondsPerSecond * 100 is double percent ? Math.Min(percent, 100) : null;

    /// <summary>Time with at least one request in progress since boot. The kernel counts it in 32 bits: it begins anew after 49.7 days.</summary>
    [Field("diskstats", Metric = "system.disk.io_time")]
    public TimeSpan? BusyTime => Time(DiskField.IoTime);

    /// <summary>Time of all read requests since boot. Begins anew after 49.7 days of it.</summary>
    [Field("diskstats", Metric = "system.disk.operation_time{disk.io.direction=read}")]
    public TimeSpan? ReadTime => Time(DiskField.ReadTime);

    /// <summary>Time of all write requests since boot. Begins anew after 49.7 days of it.</summary>
    [Field("diskstats", Metric = "system.disk.operation_time{disk.io.direction=write}")]
    public TimeSpan? WriteTime => Time(DiskField.WriteTime);

    /// <summary>Time of all flush requests since boot. Begins anew after 49.7 days of it. Null for partitions, and before Linux 5.5.</summary>
    [Field("diskstats")]
    public TimeSpan? FlushTime => Time(DiskField.FlushTime);

    /// <summary>Name, rates and utilization.</summary>
    public override string ToString() => BusyPercent is double busy
        ? string.Create(CultureInfo.InvariantCulture, $"{Name}: {ReadRate:0} bytes/s read, {WriteRate:0} bytes/s written, busy {busy:0.0} %")
        : Name;

    private static long? Bytes(long? sectors) => sectors * DiskCounters.BytesPerSector;

    private double? PerSecond(long? increase) => Interval is TimeSpan elapsed && elapsed > TimeSpan.Zero ? increase / elapsed.TotalSeconds : null;

    private double? Average(DiskField sum, DiskField requests) => _reading.Increase(requests) is > 0 and long count ? _reading.Increase(sum) / (double)count : null;

    private TimeSpan? Time(DiskField field) => _reading.Now[field] is long milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;
}

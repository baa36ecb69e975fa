using System.Runtime.CompilerServices;
using Vmon.Fields;
using Vmon.Parsing.Processes;

namespace Vmon;

// /proc/PID/statm, which is exact, and io. read_bytes and write_bytes count the block layer, rchar and wchar all system calls. When a parent
// waits for a child, the kernel adds the child's counters to the parent's. Values of an interval exclude what samples of the child have shown, so
// that a shell does not appear to write at once what its commands wrote before.
public partial class ProcessSample
{
    /// <summary>
    /// Resident memory (RSS), shared pages included. Up to 32 samples old for a process that has not run, unless -Exact is specified.
    /// </summary>
    [Field(StatmField.resident, Unit = "bytes", Group = "Memory", Sets = "PSBasic PSMemory", Metric = "process.memory.usage")]
    public long? WorkingSet => Pages(StatmField.resident);

    /// <summary>Resident memory backed by files or shared. Part of the working set.</summary>
    [Field(StatmField.shared, Unit = "bytes", Group = "Memory", Sets = "PSMemory")]
    public long? SharedMemory => Pages(StatmField.shared);

    /// <summary>Virtual size of the program's code.</summary>
    [Field(StatmField.text, Unit = "bytes", Group = "Memory", Sets = "PSMemory")]
    public long? TextMemory => Pages(StatmField.text);

    /// <summary>Virtual size of data and stack.</summary>
    [Field(StatmField.data, Unit = "bytes", Group = "Memory", Sets = "PSMemory")]
    public long? DataMemory => Pages(StatmField.data);

    /// <summary>Total virtual memory size (vsize).</summary>
    [Field(StatField.vsize, Unit = "bytes", Group = "Memory", Sets = "PSMemory", Metric = "process.memory.virtual")]
    public long? VirtualMemory => _readings.Stat.Current.HasMainThreadExited ? Pages(StatmField.size) : Stat(StatField.vsize);

    /// <summary>Soft limit of resident memory (RLIMIT_RSS, which Linux does not enforce). Null if unlimited.</summary>
    [Field(StatField.rsslim, Unit = "bytes", Group = "Memory", Sets = "PSMemory")]
    public long? RssLimit => Stat(StatField.rsslim) is >= 0 and long limit ? limit : null;

    /// <summary>Bytes read from storage in the interval (read_bytes).</summary>
    [Field(IoField.read_bytes, Unit = "bytes", OfInterval = true, Group = "IO", Sets = "PSIO")]
    public long? IoRead => IoIncrease(IoField.read_bytes);

    /// <summary>Bytes written to storage in the interval, or written to pages that the kernel will write later (write_bytes).</summary>
    [Field(IoField.write_bytes, Unit = "bytes", OfInterval = true, Group = "IO", Sets = "PSIO")]
    public long? IoWrite => IoIncrease(IoField.write_bytes);

    /// <summary>Bytes read from storage per second.</summary>
    [Field(IoField.read_bytes, Unit = "bytes/s", OfInterval = true, Group = "IO", Sets = "PSBasic PSIO")]
    public double? IoReadRate => PerSecond(IoIncrease(IoField.read_bytes));

    /// <summary>Bytes written to storage per second, or written to pages that the kernel will write later.</summary>
    [Field(IoField.write_bytes, Unit = "bytes/s", OfInterval = true, Group = "IO", Sets = "PSBasic PSIO")]
    public double? IoWriteRate => PerSecond(IoIncrease(IoField.write_bytes));

    /// <summary>
    /// Bytes counted as written whose write to storage was cancelled in the interval, for example by truncation (cancelled_write_bytes).
    /// </summary>
    [Field(IoField.cancelled_write_bytes, Unit = "bytes", OfInterval = true, Group = "IO")]
    public long? IoCancelledWrite => IoIncrease(IoField.cancelled_write_bytes);

    /// <summary>Bytes returned by read system calls in the interval, including the page cache, pipes and sockets (rchar).</summary>
    [Field(IoField.rchar, Unit = "bytes", OfInterval = true, Group = "IO", Sets = "PSIO")]
    public long? IoReadChars => IoIncrease(IoField.rchar);

    /// <summary>Bytes passed to write system calls in the interval (wchar).</summary>
    [Field(IoField.wchar, Unit = "bytes", OfInterval = true, Group = "IO", Sets = "PSIO")]
    public long? IoWriteChars => IoIncrease(IoField.wchar);

    /// <summary>Bytes returned by read system calls per second.</summary>
    [Field(IoField.rchar, Unit = "bytes/s", OfInterval = true, Group = "IO")]
    public double? IoReadCharsRate => PerSecond(IoIncrease(IoField.rchar));

    /// <summary>Bytes passed to write system calls per second.</summary>
    [Field(IoField.wchar, Unit = "bytes/s", OfInterval = true, Group = "IO")]
    public double? IoWriteCharsRate => PerSecond(IoIncrease(IoField.wchar));

    /// <summary>Read system calls in the interval (syscr).</summary>
    [Field(IoField.syscr, Unit = "count", OfInterval = true, Group = "IO", Sets = "PSIO")]
    public long? IoReadCalls => IoIncrease(IoField.syscr);

    /// <summary>Write system calls in the interval (syscw).</summary>
    [Field(IoField.syscw, Unit = "count", OfInterval = true, Group = "IO", Sets = "PSIO")]
    public long? IoWriteCalls => IoIncrease(IoField.syscw);

    /// <summary>Read system calls per second.</summary>
    [Field(IoField.syscr, Unit = "1/s", OfInterval = true, Group = "IO")]
    public double? IoReadCallsRate => PerSecond(IoIncrease(IoField.syscr));

    /// <summary>Write system calls per second.</summary>
    [Field(IoField.syscw, Unit = "1/s", OfInterval = true, Group = "IO")]
    public double? IoWriteCallsRate => PerSecond(IoIncrease(IoField.syscw));

    /// <summary>Bytes read from storage since the process started.</summary>
    [Field(IoField.read_bytes, Unit = "bytes", Group = "IO", Sets = "PSIO", Metric = "process.disk.io{disk.io.direction=read}")]
    public long? IoReadTotal => Io(IoField.read_bytes);

    /// <summary>Bytes written to storage since the process started, or written to pages that the kernel will write later.</summary>
    [Field(IoField.write_bytes, Unit = "bytes", Group = "IO", Sets = "PSIO", Metric = "process.disk.io{disk.io.direction=write}")]
    public long? IoWriteTotal => Io(IoField.write_bytes);

    /// <summary>Bytes counted as written since the process started whose write to storage was cancelled.</summary>
    [Field(IoField.cancelled_write_bytes, Unit = "bytes", Group = "IO")]
    public long? IoCancelledWriteTotal => Io(IoField.cancelled_write_bytes);

    /// <summary>Bytes returned by read system calls since the process started.</summary>
    [Field(IoField.rchar, Unit = "bytes", Group = "IO")]
    public long? IoReadCharsTotal => Io(IoField.rchar);

    /// <summary>Bytes passed to write system calls since the process started.</summary>
    [Field(IoField.wchar, Unit = "bytes", Group = "IO")]
    public long? IoWriteCharsTotal => Io(IoField.wchar);

    /// <summary>Read system calls since the process started.</summary>
    [Field(IoField.syscr, Unit = "count", Group = "IO")]
    public long? IoReadCallsTotal => Io(IoField.syscr);

    /// <summary>Write system calls since the process started.</summary>
    [Field(IoField.syscw, Unit = "count", Group = "IO")]
    public long? IoWriteCallsTotal => Io(IoField.syscw);

    private long? Pages(StatmField field, [CallerMemberName] string property = "") =>
        IsRead(ProcessDataSets.Memory, property) && _readings.Memory.IsKnown ? _readings.Memory.Current[field] * _machine.PageSize : null;

    private long? Io(IoField field, [CallerMemberName] string property = "") =>
        IsRead(ProcessDataSets.IO, property) && _readings.Io.IsKnown ? _readings.Io.Current[field] : null;

    private long? IoIncrease(IoField field, [CallerMemberName] string property = "") =>
        IsRead(ProcessDataSets.IO, property) ? Increase(_readings.Io.IsPaired, _readings.Io.Current[field], _readings.Io.Previous[field]) : null;
}

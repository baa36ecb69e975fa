using System.Runtime.CompilerServices;
using Vmon.Parsing;

namespace Vmon;

// Bytes and system calls: /proc/PID/io. Storage is what reached the block layer; chars are all that read and write moved. The kernel
// adds what a child did to its parent's counters when the parent waits for it: of an interval's figures, what the child's own samples had
// is taken away again, so that a shell does not seem to write all at once what a command under it wrote before.
public partial class ProcessSample
{
    /// <summary>Bytes read from storage in this interval (read_bytes).</summary>
    public long? IoRead => IoIncrease(IoField.read_bytes);

    /// <summary>Bytes written to storage, or meant for it, in this interval (write_bytes).</summary>
    public long? IoWrite => IoIncrease(IoField.write_bytes);

    /// <summary>Bytes per second read from storage.</summary>
    public double? IoReadRate => PerSecond(IoIncrease(IoField.read_bytes));

    /// <summary>Bytes per second written to storage, or meant for it.</summary>
    public double? IoWriteRate => PerSecond(IoIncrease(IoField.write_bytes));

    /// <summary>Bytes that were to be written, and in this interval no longer were (cancelled_write_bytes).</summary>
    public long? IoCancelledWrite => IoIncrease(IoField.cancelled_write_bytes);

    /// <summary>Bytes returned by read calls in this interval, cached ones, pipes and sockets included (rchar).</summary>
    public long? IoReadChars => IoIncrease(IoField.rchar);

    /// <summary>Bytes taken by write calls in this interval (wchar).</summary>
    public long? IoWriteChars => IoIncrease(IoField.wchar);

    /// <summary>Bytes per second returned by read calls.</summary>
    public double? IoReadCharsRate => PerSecond(IoIncrease(IoField.rchar));

    /// <summary>Bytes per second taken by write calls.</summary>
    public double? IoWriteCharsRate => PerSecond(IoIncrease(IoField.wchar));

    /// <summary>Read system calls in this interval (syscr).</summary>
    public long? IoReadCalls => IoIncrease(IoField.syscr);

    /// <summary>Write system calls in this interval (syscw).</summary>
    public long? IoWriteCalls => IoIncrease(IoField.syscw);

    /// <summary>Read system calls per second.</summary>
    public double? IoReadCallsRate => PerSecond(IoIncrease(IoField.syscr));

    /// <summary>Write system calls per second.</summary>
    public double? IoWriteCallsRate => PerSecond(IoIncrease(IoField.syscw));

    /// <summary>Bytes read from storage since its start.</summary>
    public long? IoReadTotal => Io(IoField.read_bytes);

    /// <summary>Bytes written to storage, or meant for it, since its start.</summary>
    public long? IoWriteTotal => Io(IoField.write_bytes);

    /// <summary>Bytes since its start that were to be written and then were not.</summary>
    public long? IoCancelledWriteTotal => Io(IoField.cancelled_write_bytes);

    /// <summary>Bytes returned by read calls since its start.</summary>
    public long? IoReadCharsTotal => Io(IoField.rchar);

    /// <summary>Bytes taken by write calls since its start.</summary>
    public long? IoWriteCharsTotal => Io(IoField.wchar);

    /// <summary>Read system calls since its start.</summary>
    public long? IoReadCallsTotal => Io(IoField.syscr);

    /// <summary>Write system calls since its start.</summary>
    public long? IoWriteCallsTotal => Io(IoField.syscw);

    private long? Io(IoField field, [CallerMemberName] string property = "") =>
        IsRead(ProcessDataSets.IO, property) && _io.IsKnown ? _io.Current[field] : null;

    private long? IoIncrease(IoField field, [CallerMemberName] string property = "") =>
        IsRead(ProcessDataSets.IO, property) ? Increase(_io.IsPaired, _io.Current[field], _io.Previous[field]) : null;
}

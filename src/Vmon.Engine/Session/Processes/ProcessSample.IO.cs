using System.Runtime.CompilerServices;

namespace Vmon;

// Bytes and system calls: /proc/PID/io. Storage is what reached the block layer; chars are all that read and write moved. The kernel
// adds what a child did to its parent's counters when the parent waits for it: of an interval's figures, what the child's own samples had
// is taken away again, so that a shell does not seem to write all at once what a command under it wrote before.
public sealed partial class ProcessSample
{
    /// <summary>Bytes read from storage in this interval (read_bytes).</summary>
    public long? IoRead => Io(_io.Current.ReadBytes, _io.Previous.ReadBytes);

    /// <summary>Bytes written to storage, or meant for it, in this interval (write_bytes).</summary>
    public long? IoWrite => Io(_io.Current.WriteBytes, _io.Previous.WriteBytes);

    /// <summary>Bytes per second read from storage.</summary>
    public double? IoReadRate => PerSecond(Io(_io.Current.ReadBytes, _io.Previous.ReadBytes));

    /// <summary>Bytes per second written to storage, or meant for it.</summary>
    public double? IoWriteRate => PerSecond(Io(_io.Current.WriteBytes, _io.Previous.WriteBytes));

    /// <summary>Bytes that were to be written, and in this interval no longer were (cancelled_write_bytes).</summary>
    public long? IoCancelledWrite => Io(_io.Current.CancelledWriteBytes, _io.Previous.CancelledWriteBytes);

    /// <summary>Bytes returned by read calls in this interval, cached ones, pipes and sockets included (rchar).</summary>
    public long? IoReadChars => Io(_io.Current.ReadChars, _io.Previous.ReadChars);

    /// <summary>Bytes taken by write calls in this interval (wchar).</summary>
    public long? IoWriteChars => Io(_io.Current.WriteChars, _io.Previous.WriteChars);

    /// <summary>Bytes per second returned by read calls.</summary>
    public double? IoReadCharsRate => PerSecond(Io(_io.Current.ReadChars, _io.Previous.ReadChars));

    /// <summary>Bytes per second taken by write calls.</summary>
    public double? IoWriteCharsRate => PerSecond(Io(_io.Current.WriteChars, _io.Previous.WriteChars));

    /// <summary>Read system calls in this interval (syscr).</summary>
    public long? IoReadCalls => Io(_io.Current.ReadCalls, _io.Previous.ReadCalls);

    /// <summary>Write system calls in this interval (syscw).</summary>
    public long? IoWriteCalls => Io(_io.Current.WriteCalls, _io.Previous.WriteCalls);

    /// <summary>Read system calls per second.</summary>
    public double? IoReadCallsRate => PerSecond(Io(_io.Current.ReadCalls, _io.Previous.ReadCalls));

    /// <summary>Write system calls per second.</summary>
    public double? IoWriteCallsRate => PerSecond(Io(_io.Current.WriteCalls, _io.Previous.WriteCalls));

    /// <summary>Bytes read from storage since its start.</summary>
    public long? IoReadTotal => Io(_io.Current.ReadBytes);

    /// <summary>Bytes written to storage, or meant for it, since its start.</summary>
    public long? IoWriteTotal => Io(_io.Current.WriteBytes);

    /// <summary>Bytes since its start that were to be written and then were not.</summary>
    public long? IoCancelledWriteTotal => Io(_io.Current.CancelledWriteBytes);

    /// <summary>Bytes returned by read calls since its start.</summary>
    public long? IoReadCharsTotal => Io(_io.Current.ReadChars);

    /// <summary>Bytes taken by write calls since its start.</summary>
    public long? IoWriteCharsTotal => Io(_io.Current.WriteChars);

    /// <summary>Read system calls since its start.</summary>
    public long? IoReadCallsTotal => Io(_io.Current.ReadCalls);

    /// <summary>Write system calls since its start.</summary>
    public long? IoWriteCallsTotal => Io(_io.Current.WriteCalls);

    private long? Io(long total, [CallerMemberName] string property = "") => IsRead(ProcessWants.IO, property) && _io.IsKnown ? total : null;

    private long? Io(long now, long before, [CallerMemberName] string property = "") =>
        IsRead(ProcessWants.IO, property) ? Increase(_io.IsPaired, now, before) : null;
}

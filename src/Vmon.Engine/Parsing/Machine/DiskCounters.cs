using System.Runtime.CompilerServices;

namespace Vmon.Parsing.Machine;

/// <summary>The counters of one block device: a line of /proc/diskstats.</summary>
internal struct DiskCounters
{
    internal const int BytesPerSector = 512;

    private const int Most = (int)DiskField.FlushTime + 1;
    private const int WithDiscards = (int)DiskField.DiscardTime + 1;
    private const int Usual = (int)DiskField.WeightedTime + 1;
    private const int OldPartition = 4;
    private const long MostMilliseconds = long.MaxValue / TimeSpan.TicksPerMillisecond;

    private static readonly DiskField[] OldFields = [DiskField.Reads, DiskField.SectorsRead, DiskField.Writes, DiskField.SectorsWritten];

    private Counters _counters;
    private long _known;

    internal int Major;
    internal int Minor;

    /// <summary>Null for a counter that this kernel does not report, or whose value is out of range.</summary>
    internal readonly long? this[DiskField field] => Has(field) ? _counters[(int)field] : null;

    /// <summary>Whether the device has not been used since it exists.</summary>
    internal readonly bool IsUnused => this[DiskField.Reads] is null or 0 && this[DiskField.Writes] is null or 0
        && this[DiskField.Discards] is null or 0 && this[DiskField.Flushes] is null or 0 && this[DiskField.InFlight] is null or 0;

    //  254       0 vda 10122 4403 979906 6816 2988 23680 3688688 40555 0 8232 48621 3163 101 44656 1229 11 19     since Linux 5.5
    //    8       1 sda1 125 0 7928 37 0 0 0 0 0 28 37 0 0 0 0                                                     4.18
    //    8       1 sda1 125 0 7928 37 0 0 0 0 0 28 37                                                             2.6.25
    //    8       1 sda1 125 7928 0 0                                                                              a partition before
    internal static bool TryParse(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> name, out DiskCounters counters)
    {
        counters = default;
        ByteReader reader = new(line);
        counters.Major = reader.Number();
        counters.Minor = reader.Number();
        name = reader.Field();
        if (reader.IsMalformed) return false;
        int columns = counters.Read(reader.Rest);
        if (columns == OldPartition) counters.MoveOldFields();
        counters.ForgetTooLarge();
        return columns is OldPartition or Usual or WithDiscards or Most;
    }

    private readonly bool Has(DiskField field) => (_known >> (int)field & 1) != 0;

    // A value out of range is unknown, and the others are valid. Anything but digits makes the line malformed.
    private int Read(ReadOnlySpan<byte> values)
    {
        ByteReader reader = new(values);
        int column = 0;
        for (; column < Most && !reader.IsAtEnd; column++)
        {
            ReadOnlySpan<byte> field = reader.Field();
            if (field.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return 0;
            ByteReader one = new(field);
            long value = one.Count();
            if (one.IsMalformed) continue;
            _counters[column] = value;
            _known |= 1L << column;
        }

        return column;
    }

    private static long Largest(DiskField field) => field switch
    {
        DiskField.SectorsRead or DiskField.SectorsWritten or DiskField.SectorsDiscarded => long.MaxValue / BytesPerSector,
        DiskField.ReadTime or DiskField.WriteTime or DiskField.IoTime or DiskField.WeightedTime or DiskField.DiscardTime or DiskField.FlushTime => MostMilliseconds,
        DiskField.InFlight => int.MaxValue, // some kernels count below zero, and show almost 2^32
        _ => long.MaxValue,
    };

    private void ForgetTooLarge()
    {
        for (int column = 0; column < Most; column++)
            if (_counters[column] > Largest((DiskField)column)) _known &= ~(1L << column);
    }

    private void MoveOldFields()
    {
        DiskCounters read = this;
        _counters = default;
        _known = 0;
        for (int column = 0; column < OldPartition; column++)
        {
            if (!read.Has((DiskField)column)) continue;
            _counters[(int)OldFields[column]] = read._counters[column];
            _known |= 1L << (int)OldFields[column];
        }
    }

    [InlineArray(Most)]
    private struct Counters
    {
        private long _first;
    }
}

/// <summary>The counters in a line of /proc/diskstats, in order. Times are milliseconds.</summary>
internal enum DiskField
{
    Reads,
    ReadsMerged,
    SectorsRead,
    ReadTime,
    Writes,
    WritesMerged,
    SectorsWritten,
    WriteTime,

    /// <summary>Requests in progress. Not a counter.</summary>
    InFlight,

    /// <summary>Time with at least one request in progress.</summary>
    IoTime,

    /// <summary>Sum of the times of all requests.</summary>
    WeightedTime,
    Discards,
    DiscardsMerged,
    SectorsDiscarded,
    DiscardTime,
    Flushes,
    FlushTime,
}

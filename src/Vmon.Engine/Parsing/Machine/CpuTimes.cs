using System.Runtime.CompilerServices;

namespace Vmon.Parsing.Machine;

/// <summary>One cpu line of /proc/stat: clock ticks by mode.</summary>
internal struct CpuTimes
{
    /// <summary>Number of the line of all CPUs.</summary>
    internal const int Whole = -1;

    /// <summary>The modes that add up to a CPU's time; guest time is part of them.</summary>
    internal const int Disjoint = (int)CpuMode.Steal + 1;

    private const int Modes = (int)CpuMode.GuestNice + 1;
    private const int Oldest = (int)CpuMode.Idle + 1;
    private const int UntilSoftIrq = (int)CpuMode.SoftIrq + 1;

    private Ticks _ticks;
    private int _unknown;

    internal int Number;

    /// <summary>
    /// Number of modes that the kernel reports: 4 before Linux 2.5.41, then 7 (2.6.0), 8 (2.6.11), 9 (2.6.24), 10 (2.6.33).
    /// </summary>
    internal int Columns;

    /// <summary>Null for a mode that this kernel does not report, or whose value is out of range.</summary>
    internal readonly long? this[CpuMode mode] => (int)mode < Columns && (_unknown >> (int)mode & 1) == 0 ? _ticks[(int)mode] : null;

    internal static bool IsNameOf(ReadOnlySpan<byte> line) => line.StartsWith("cpu"u8);

    // cpu  41199 2298 15974 201615 600 0 474 0 0 0
    // cpu1 22469 1287 8589 98021 473 0 265 0 0 0
    internal static bool TryParse(ReadOnlySpan<byte> name, ReadOnlySpan<byte> values, out CpuTimes times)
    {
        times = default;
        ReadOnlySpan<byte> number = name[3..];
        if (number.IsEmpty) times.Number = Whole;
        else if (!TryNumber(number, out times.Number)) return false;

        ByteReader reader = new(values);
        while (times.Columns < Modes && !reader.IsAtEnd) times._ticks[times.Columns++] = reader.Ticks();
        return (!reader.IsMalformed || times.TryReadEach(values)) && times.Columns is Oldest or >= UntilSoftIrq;
    }

    // Some kernels and hypervisors let a counter underflow to almost 2^64. The other counters are still valid.
    private bool TryReadEach(ReadOnlySpan<byte> values)
    {
        ByteReader reader = new(values);
        for (int column = 0; column < Columns; column++)
        {
            ReadOnlySpan<byte> field = reader.Field();
            if (field.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return false;
            ByteReader one = new(field);
            _ticks[column] = one.Ticks();
            if (one.IsMalformed) _unknown |= 1 << column;
        }

        return true;
    }

    private static bool TryNumber(ReadOnlySpan<byte> name, out int number)
    {
        ByteReader reader = new(name);
        number = reader.Number();
        return !reader.IsMalformed && name.Length == name.TrimStart(" \t"u8).Length && reader.Rest.IsEmpty;
    }

    /// <summary>Adds another CPU's times of the same kernel.</summary>
    internal void Add(in CpuTimes other)
    {
        Columns = other.Columns;
        _unknown |= other._unknown;
        for (int mode = 0; mode < Columns; mode++) _ticks[mode] += other._ticks[mode];
    }

    [InlineArray(Modes)]
    private struct Ticks
    {
        private long _first;
    }
}

/// <summary>Modes of CPU time: the columns of a cpu line in /proc/stat, in order.</summary>
internal enum CpuMode
{
    User,
    Nice,
    System,
    Idle,
    IoWait,
    Irq,
    SoftIrq,
    Steal,

    /// <summary>Part of <see cref="User"/>.</summary>
    Guest,

    /// <summary>Part of <see cref="Nice"/>.</summary>
    GuestNice,
}

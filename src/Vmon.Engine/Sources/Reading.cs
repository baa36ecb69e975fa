using System.Runtime.InteropServices;
using Vmon.ProcFs;

namespace Vmon.Sources;

/// <summary>The last two records of one file in /proc, and their comparison.</summary>
internal struct Reading<T>
    where T : unmanaged
{
    internal T Current;
    internal T Previous;

    /// <summary>Result of the last read.</summary>
    internal ReadStatus Status;

    /// <summary>Whether <see cref="Previous"/> belongs to the previous sample, so that differences cover one interval.</summary>
    internal bool IsPaired;

    internal readonly bool IsKnown => Status == ReadStatus.Ok;

    /// <summary>Whether the record changed since the previous sample.</summary>
    internal readonly bool HasChanged => IsPaired && !BytesOf(in Current).SequenceEqual(BytesOf(in Previous));

    internal void Advance(in T next)
    {
        Previous = Current;
        Current = next;
        IsPaired = Status == ReadStatus.Ok;
        Status = ReadStatus.Ok;
    }

    /// <summary>Nothing can have changed since the previous sample.</summary>
    internal void Rest()
    {
        if (Status != ReadStatus.Ok) return;
        Previous = Current;
        IsPaired = true;
    }

    /// <summary>The first record of a process that started since the previous sample: its counters began at zero in this interval.</summary>
    internal void BeginAtBirth()
    {
        Previous = default;
        IsPaired = Status == ReadStatus.Ok;
    }

    internal void Fail(ReadStatus status)
    {
        Status = status;
        IsPaired = false;
    }

    /// <summary>Keeps the last known values, without a difference to the next ones.</summary>
    internal void Freeze() => IsPaired = false;

    private static ReadOnlySpan<byte> BytesOf(in T record) => MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in record));
}

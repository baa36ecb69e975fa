using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Vmon.ProcFs;

namespace Vmon.Sources;

/// <summary>The last two records of one file in /proc, as of one sample, and their comparison. Immutable: all who have the pair share the records.</summary>
/// <param name="current">The last record; null for zeros.</param>
/// <param name="previous">The one before; null for zeros.</param>
/// <param name="status">Result of the last read.</param>
/// <param name="isPaired">Whether the two are of consecutive samples.</param>
internal readonly struct RecordPair<T>(StrongBox<T>? current, StrongBox<T>? previous, ReadStatus status, bool isPaired)
    where T : unmanaged
{
    private static readonly StrongBox<T> Zeros = new();

    internal readonly ref readonly T Current => ref (current ?? Zeros).Value;

    internal readonly ref readonly T Previous => ref (previous ?? Zeros).Value;

    /// <summary>Result of the last read.</summary>
    internal ReadStatus Status => status;

    /// <summary>Whether <see cref="Previous"/> belongs to the previous sample, so that differences cover one interval.</summary>
    internal bool IsPaired => isPaired;

    internal bool IsKnown => status == ReadStatus.Ok;

    /// <summary>Whether the record changed since the previous sample.</summary>
    internal bool HasChanged => isPaired && current != previous && !AreSame(Current, Previous);

    /// <summary>The last known values, without a difference to earlier ones.</summary>
    internal RecordPair<T> Frozen() => new(current, previous, status, isPaired: false);

    /// <summary>The same with another last record.</summary>
    internal RecordPair<T> With(in T now) => new(new StrongBox<T>(now), previous, status, isPaired);

    /// <summary>The same with another previous record.</summary>
    internal RecordPair<T> Since(in T then) => new(current, new StrongBox<T>(then), status, isPaired);

    /// <summary>Whether two records have the same bytes.</summary>
    internal static bool AreSame(in T one, in T other) => BytesOf(in one).SequenceEqual(BytesOf(in other));

    private static ReadOnlySpan<byte> BytesOf(in T record) => MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in record));
}

using System.Runtime.CompilerServices;
using Vmon.ProcFs;

namespace Vmon.Sources;

/// <summary>The readings of one file in /proc: the last two records, which are one if they are the same. Not copied; samples take the <see cref="Pair"/>.</summary>
internal struct Reading<T>
    where T : unmanaged
{
    private StrongBox<T>? _current;
    private StrongBox<T>? _previous;

    // How many of the two samples have: the previous one, or both. They are never written again.
    private byte _shared;

    internal readonly ref readonly T Current => ref Pair.Current;

    internal readonly ref readonly T Previous => ref Pair.Previous;

    /// <summary>Result of the last read.</summary>
    internal ReadStatus Status { readonly get; private set; }

    /// <summary>Whether <see cref="Previous"/> belongs to the previous sample, so that differences cover one interval.</summary>
    internal bool IsPaired { readonly get; private set; }

    internal readonly bool IsKnown => Status == ReadStatus.Ok;

    /// <summary>
    /// Whether the process was reaped before the last read, and was read in the previous sample or has started since. The record of its exit follows the last one that is known.
    /// </summary>
    internal bool IsCutOff { readonly get; private set; }

    /// <summary>Whether the record changed since the previous sample.</summary>
    internal readonly bool HasChanged => Pair.HasChanged;

    /// <summary>The two records, until the next reading.</summary>
    internal readonly RecordPair<T> Pair => new(_current, _previous, Status, IsPaired);

    /// <summary>The two records, for a sample that keeps them.</summary>
    internal RecordPair<T> Share()
    {
        _shared = 2;
        return Pair;
    }

    /// <summary>Accepts the record of the next sample.</summary>
    internal void Advance(in T next)
    {
        if (RecordPair<T>.AreSame(next, Current))
        {
            Unite();
        }
        else
        {
            StrongBox<T> record = OwnPrevious ?? SpareRecords<T>.Take();
            record.Value = next;
            _previous = _current;
            _current = record;
            if (_shared > 0) _shared--;
        }

        IsPaired = Status == ReadStatus.Ok;
        Status = ReadStatus.Ok;
        IsCutOff = false;
    }

    /// <summary>Accepts the last record of a process that exited.</summary>
    /// <param name="last">The record.</param>
    /// <param name="isRead">Whether the sample has read the process.</param>
    internal void Conclude(in T last, bool isRead)
    {
        if (isRead && IsKnown)
        {
            Correct(last);
            return;
        }

        bool follows = IsKnown || IsCutOff;
        Advance(last);
        IsPaired = follows;
    }

    /// <summary>Replaces the last record by another one of the same sample.</summary>
    internal void Correct(in T now)
    {
        if (_current is null || _current == _previous || _shared == 2)
        {
            _current = SpareRecords<T>.Take();
            if (_shared > 0) _shared = 1;
        }

        _current.Value = now;
    }

    /// <summary>Nothing can have changed since the previous sample.</summary>
    internal void Rest()
    {
        if (Status != ReadStatus.Ok) return;
        Unite();
        IsPaired = true;
    }

    /// <summary>The first record of a process that started since the previous sample: its counters began at zero in this interval.</summary>
    internal void BeginAtBirth()
    {
        _previous = null;
        IsPaired = Status == ReadStatus.Ok;
        IsCutOff = Status == ReadStatus.Gone;
    }

    internal void Fail(ReadStatus status)
    {
        IsCutOff = status == ReadStatus.Gone && Status == ReadStatus.Ok;
        Status = status;
        IsPaired = false;
    }

    /// <summary>Keeps the last known values, without a difference to the next ones.</summary>
    internal void Freeze() => IsPaired = false;

    /// <summary>Sets what a recording says of the records.</summary>
    internal void Judge(ReadStatus status, bool isPaired)
    {
        Status = status;
        IsPaired = isPaired;
    }

    /// <summary>The previous record, if nothing else has it.</summary>
    private readonly StrongBox<T>? OwnPrevious => _shared == 0 && _previous != _current ? _previous : null;

    /// <summary>The previous record becomes the last one.</summary>
    private void Unite()
    {
        if (OwnPrevious is { } spare) SpareRecords<T>.Give(spare);
        if (_shared == 1) _shared = 0;
        _previous = _current;
    }
}

/// <summary>Records that are free: one of a process that has come to rest is for a process that runs again.</summary>
internal static class SpareRecords<T>
    where T : unmanaged
{
    private const int Most = 1024; // half a megabyte of all kinds

    [ThreadStatic]
    private static Stack<StrongBox<T>>? _records;

    internal static StrongBox<T> Take() => _records is not null && _records.TryPop(out StrongBox<T>? record) ? record : new StrongBox<T>();

    internal static void Give(StrongBox<T> record)
    {
        _records ??= new Stack<StrongBox<T>>(Most);
        if (_records.Count < Most) _records.Push(record);
    }
}

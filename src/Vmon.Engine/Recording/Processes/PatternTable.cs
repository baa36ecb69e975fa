using System.Numerics;

namespace Vmon.Recording.Processes;

/// <summary>Which numbers of a process changed: a bit for each.</summary>
internal record struct Pattern
{
    /// <summary>The most numbers that one can have.</summary>
    internal const int Most = 2 * BitsPerWord;

    private const int BitsPerWord = 64;

    private ulong _low;
    private ulong _high;

    internal Pattern(ulong low, ulong high)
    {
        _low = low;
        _high = high;
    }

    internal readonly ulong Low => _low;

    internal readonly ulong High => _high;

    internal void Add(int number)
    {
        if (number < BitsPerWord) _low |= 1UL << number;
        else _high |= 1UL << (number - BitsPerWord);
    }

    public readonly Enumerator GetEnumerator() => new(_low, _high);

    /// <summary>The numbers in ascending order.</summary>
    internal struct Enumerator(ulong low, ulong high)
    {
        public int Current { get; private set; }

        public bool MoveNext()
        {
            if (low != 0)
            {
                Current = BitOperations.TrailingZeroCount(low);
                low &= low - 1;
                return true;
            }

            if (high == 0) return false;
            Current = BitsPerWord + BitOperations.TrailingZeroCount(high);
            high &= high - 1;
            return true;
        }
    }
}

/// <summary>The patterns of a block, numbered in the order of their first use.</summary>
internal sealed class PatternTable
{
    private readonly Dictionary<Pattern, int> _numbers = [];

    /// <summary>The number of a pattern, which is written if it is new.</summary>
    internal int NumberOf(Pattern pattern, ColumnWriter column)
    {
        if (_numbers.TryGetValue(pattern, out int number)) return number;
        number = _numbers.Count;
        _numbers.Add(pattern, number);
        column.Add(pattern.Low);
        column.Add(pattern.High);
        return number;
    }

    internal void Clear() => _numbers.Clear();
}

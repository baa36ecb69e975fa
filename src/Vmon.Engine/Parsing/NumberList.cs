namespace Vmon.Parsing;

/// <summary>Space-separated numbers, as in the line NSpid of /proc/PID/status.</summary>
internal static class NumberList
{
    /// <summary>Adds the numbers of <paramref name="bytes"/>. Stops at anything else, and returns false.</summary>
    // 1234 1240 1302
    internal static bool TryParse(ReadOnlySpan<byte> bytes, List<int> numbers)
    {
        ByteReader reader = new(bytes);
        while (!reader.IsAtEnd)
        {
            int number = reader.Number();
            if (reader.IsMalformed) return false;
            numbers.Add(number);
        }

        return true;
    }
}

/// <summary>Lists of CPUs and memory nodes, as in the lines Cpus_allowed_list and Mems_allowed_list.</summary>
internal static class RangeList
{
    // The kernel supports at most 8192 CPUs and 1024 nodes: a larger number is invalid, and would expand to a large list.
    private const int Highest = 0xffff;

    /// <summary>All numbers of the ranges, ascending. Null for anything else.</summary>
    // 0-3,8,10-11
    internal static int[]? Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return [];
        List<int> numbers = [];
        foreach (Range range in bytes.Split((byte)','))
        {
            ReadOnlySpan<byte> part = bytes[range];
            int dash = part.IndexOf((byte)'-');
            if (!TryNumber(dash < 0 ? part : part[..dash], out int first) || !TryNumber(part[(dash + 1)..], out int last)) return null;
            if (last < first || last > Highest || (numbers.Count > 0 && first <= numbers[^1])) return null;
            for (int number = first; number <= last; number++) numbers.Add(number);
        }

        return [.. numbers];
    }

    private static bool TryNumber(ReadOnlySpan<byte> digits, out int number)
    {
        ByteReader reader = new(digits);
        number = reader.Number();
        return !reader.IsMalformed && !digits.IsEmpty && char.IsAsciiDigit((char)digits[0]) && reader.Rest.IsEmpty;
    }
}

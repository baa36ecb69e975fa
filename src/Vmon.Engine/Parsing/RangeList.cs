using System.Buffers.Text;

namespace Vmon.Parsing;

/// <summary>Lists of CPUs and memory nodes, as in the lines Cpus_allowed_list and Mems_allowed_list.</summary>
internal static class RangeList
{
    // The kernel is built for at most 8192 CPUs and 1024 nodes: a larger number is noise, and would be many.
    private const int Highest = 0xffff;

    // 0-3,8,10-11
    /// <summary>The numbers, each by itself; null for anything else.</summary>
    internal static int[]? Parse(ReadOnlySpan<byte> bytes)
    {
        List<int> numbers = [];
        while (!bytes.IsEmpty)
        {
            if (!Utf8Parser.TryParse(bytes, out int first, out int used)) return null;
            bytes = bytes[used..];
            int last = first;
            if (bytes.StartsWith("-"u8))
            {
                if (!Utf8Parser.TryParse(bytes[1..], out last, out used)) return null;
                bytes = bytes[(1 + used)..];
            }

            if (first < 0 || last < first || last > Highest || numbers.Count > Highest) return null;
            for (int number = first; number <= last; number++) numbers.Add(number);
            if (bytes.IsEmpty) break;
            if (bytes[0] != ',') return null;
            bytes = bytes[1..];
        }

        return [.. numbers];
    }
}

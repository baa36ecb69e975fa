using System.Buffers.Text;

namespace Vmon.Parsing.Cgroups;

/// <summary>Parses the files of a control group that have numbers.</summary>
internal static class CgroupText
{
    // Of memory limits of version 1, what is more cannot be set: the kernel has a maximum that depends on the page size.
    private const long SurelyUnlimited = 1L << 62;

    /// <summary>Parses a file into its fields. False if none of them is there.</summary>
    internal static bool TryParse(CgroupFile file, ReadOnlySpan<byte> text, ref CgroupNumbers numbers) => file.Format switch
    {
        CgroupFormat.Keyed => TryParseKeyed(file, text, ref numbers),
        CgroupFormat.Number or CgroupFormat.Pair => TryParseFields(file, text, ref numbers),
        _ => false,
    };

    // usage_usec 123456
    // nr_throttled 0
    private static bool TryParseKeyed(CgroupFile file, ReadOnlySpan<byte> text, ref CgroupNumbers numbers)
    {
        bool isAny = false;
        NamedLines lines = new(text);
        while (lines.Next(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value))
            foreach (CgroupKey key in file.Keys)
                if (name.SequenceEqual(key.Key)) isAny |= TryTake(key, value, ref numbers);
        return isAny;
    }

    // max
    // 1048576
    // max 100000
    // -1                          no quota, in version 1
    private static bool TryParseFields(CgroupFile file, ReadOnlySpan<byte> text, ref CgroupNumbers numbers)
    {
        EndedLines lines = new(text);
        if (!lines.Next(out ReadOnlySpan<byte> line)) return false;
        bool areAll = true;
        foreach (CgroupKey key in file.Keys)
        {
            int end = line.IndexOf((byte)' ');
            areAll &= TryTake(key, end < 0 ? line : line[..end], ref numbers);
            line = end < 0 ? default : line[(end + 1)..];
        }

        return areAll;
    }

    private static bool TryTake(CgroupKey key, ReadOnlySpan<byte> value, ref CgroupNumbers numbers)
    {
        if (value.SequenceEqual("max"u8)) numbers[key.Field] = CgroupNumbers.Unlimited;
        else if (!Utf8Parser.TryParse(value, out long number, out int length) || length != value.Length) return false;
        else if (number < 0 || number >= SurelyUnlimited) numbers[key.Field] = CgroupNumbers.Unlimited;
        else if (number > long.MaxValue / key.Scale) return false;
        else numbers[key.Field] = number * key.Scale;
        return true;
    }
}

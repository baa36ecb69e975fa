namespace Vmon.Parsing;

/// <summary>One line of a file of /proc/pressure: averages in per cent, and the total of stalled time.</summary>
internal record struct PressureLine
{
    private const int AllFigures = 15;
    private const long MostMicroseconds = long.MaxValue / TimeSpan.TicksPerMicrosecond;

    /// <summary>False where the kernel has no such line: full for cpu before Linux 5.13, some for irq.</summary>
    internal bool IsThere;

    internal double Average10;
    internal double Average60;
    internal double Average300;
    internal long TotalMicroseconds;

    // avg10=8.85 avg60=8.95 avg300=7.12 total=100387961
    internal static bool TryParse(ReadOnlySpan<byte> values, out PressureLine line)
    {
        line = default;
        ByteReader reader = new(values);
        int found = 0;
        while (!reader.IsAtEnd)
        {
            ReadOnlySpan<byte> field = reader.Field();
            int equals = field.IndexOf((byte)'=');
            if (equals < 0) return false;
            ReadOnlySpan<byte> key = field[..equals];
            ByteReader value = new(field[(equals + 1)..]);
            if (key.SequenceEqual("avg10"u8)) line.Average10 = Average(ref value, 1, ref found);
            else if (key.SequenceEqual("avg60"u8)) line.Average60 = Average(ref value, 2, ref found);
            else if (key.SequenceEqual("avg300"u8)) line.Average300 = Average(ref value, 4, ref found);
            else if (key.SequenceEqual("total"u8)) line.TotalMicroseconds = Total(ref value, ref found);
            if (value.IsMalformed) return false;
        }

        line.IsThere = found == AllFigures;
        return line.IsThere;
    }

    private static double Average(ref ByteReader value, int bit, ref int found)
    {
        found |= bit;
        return value.Hundredths() / 100.0;
    }

    private static long Total(ref ByteReader value, ref int found)
    {
        long total = value.Count();
        if (total <= MostMicroseconds) found |= 8;
        return total;
    }
}

using System.Buffers.Text;

namespace Vmon.Parsing;

/// <summary>One line of a file of /proc/pressure: averages in per cent, and the total of stalled time.</summary>
internal record struct PressureLine
{
    private const int Figures = 4;
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
            ReadOnlySpan<byte> value = field[(equals + 1)..];
            if (key.SequenceEqual("avg10"u8)) found += Utf8Parser.TryParse(value, out line.Average10, out _) ? 1 : 0;
            else if (key.SequenceEqual("avg60"u8)) found += Utf8Parser.TryParse(value, out line.Average60, out _) ? 1 : 0;
            else if (key.SequenceEqual("avg300"u8)) found += Utf8Parser.TryParse(value, out line.Average300, out _) ? 1 : 0;
            else if (key.SequenceEqual("total"u8)) found += Utf8Parser.TryParse(value, out line.TotalMicroseconds, out _) ? 1 : 0;
        }

        line.IsThere = found == Figures && line.TotalMicroseconds is >= 0 and <= MostMicroseconds;
        return line.IsThere;
    }
}

namespace Vmon.Parsing.Machine;

/// <summary>One file of /proc/pressure.</summary>
internal record struct Pressure
{
    internal PressureLine Some;
    internal PressureLine Full;

    /// <summary>Whether no average is known to be other than zero.</summary>
    internal readonly bool IsCalm => Some.IsCalm && Full.IsCalm;

    // some avg10=8.85 avg60=8.95 avg300=7.12 total=100387961
    // full avg10=0.00 avg60=0.00 avg300=0.00 total=0
    internal static bool TryParse(ReadOnlySpan<byte> bytes, out Pressure record)
    {
        record = default;
        NamedLines lines = new(bytes);
        while (lines.Next(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> values))
        {
            if (name.SequenceEqual("some"u8)) record.Some = PressureLine.Parse(values);
            else if (name.SequenceEqual("full"u8)) record.Full = PressureLine.Parse(values);
        }

        return record.Some.IsThere || record.Full.IsThere;
    }
}

/// <summary>One line of a file in /proc/pressure: averages as percentages, and the total stall time. Null for a missing value.</summary>
internal record struct PressureLine
{
    private const long MostMicroseconds = long.MaxValue / TimeSpan.TicksPerMicrosecond;

    internal double? Average10;
    internal double? Average60;
    internal double? Average300;
    internal long? TotalMicroseconds;

    /// <summary>False if the kernel has no such line: full for cpu before Linux 5.13, some for irq.</summary>
    internal readonly bool IsThere => (Average10 ?? Average60 ?? Average300 ?? TotalMicroseconds) is not null;

    /// <summary>Whether no average is known to be other than zero.</summary>
    internal readonly bool IsCalm => Average10 is null or 0 && Average60 is null or 0 && Average300 is null or 0;

    /// <summary>Whether a value that both have differs.</summary>
    internal readonly bool DiffersFrom(in PressureLine other) =>
        Average10 - other.Average10 is not (null or 0) || Average60 - other.Average60 is not (null or 0)
        || Average300 - other.Average300 is not (null or 0) || TotalMicroseconds - other.TotalMicroseconds is not (null or 0);

    // avg10=8.85 avg60=8.95 avg300=7.12 total=100387961
    internal static PressureLine Parse(ReadOnlySpan<byte> values)
    {
        PressureLine line = default;
        ByteReader reader = new(values);
        while (!reader.IsAtEnd)
        {
            ReadOnlySpan<byte> field = reader.Field();
            int equals = field.IndexOf((byte)'=');
            if (equals < 0) continue;
            ReadOnlySpan<byte> key = field[..equals];
            ReadOnlySpan<byte> value = field[(equals + 1)..];
            if (key.SequenceEqual("avg10"u8)) line.Average10 = Average(value);
            else if (key.SequenceEqual("avg60"u8)) line.Average60 = Average(value);
            else if (key.SequenceEqual("avg300"u8)) line.Average300 = Average(value);
            else if (key.SequenceEqual("total"u8)) line.TotalMicroseconds = Total(value);
        }

        return line;
    }

    private static double? Average(ReadOnlySpan<byte> value)
    {
        ByteReader reader = new(value);
        long hundredths = reader.Hundredths();
        return reader.IsMalformed ? null : hundredths / 100.0;
    }

    private static long? Total(ReadOnlySpan<byte> value)
    {
        ByteReader reader = new(value);
        long total = reader.Count();
        return reader.IsMalformed || total > MostMicroseconds ? null : total;
    }
}

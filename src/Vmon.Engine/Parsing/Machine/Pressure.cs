namespace Vmon.Parsing.Machine;

/// <summary>One file of /proc/pressure.</summary>
internal record struct Pressure
{
    internal PressureLine Some;
    internal PressureLine Full;

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

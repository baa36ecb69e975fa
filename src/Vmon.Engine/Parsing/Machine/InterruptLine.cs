namespace Vmon.Parsing.Machine;

/// <summary>The lines of /proc/interrupts and /proc/softirqs.</summary>
internal static class InterruptLine
{
    /// <summary>Number of CPUs that have a column.</summary>
    //            CPU0       CPU1
    internal static int CountCpus(ReadOnlySpan<byte> heading)
    {
        ByteReader reader = new(heading);
        int count = 0;
        for (; !reader.IsAtEnd; count++) reader.Skip(1);
        return count;
    }

    /// <summary>
    /// The sum over all CPUs, and the description. A description may start with a digit, so columns are counted: one for each CPU, or one
    /// for all without a description.
    /// </summary>
    //  24:          1          0  IO-APIC   5-edge      ACPI:Ged
    // LOC:     129137     129775   Local timer interrupts
    // ERR:          0
    internal static bool TryParse(ReadOnlySpan<byte> values, int cpus, out long total, out ReadOnlySpan<byte> description)
    {
        total = 0;
        description = values.Trim((byte)' ');
        int column = 0;
        for (; column < cpus && !description.IsEmpty && char.IsAsciiDigit((char)description[0]); column++)
        {
            ByteReader reader = new(description);
            ReadOnlySpan<byte> field = reader.Field();
            reader = new ByteReader(field);
            total += reader.Count();
            if (reader.IsMalformed || total < 0) return false;
            description = description[field.Length..].TrimStart((byte)' ');
        }

        return column > 0 && (column == cpus || (column == 1 && description.IsEmpty));
    }
}

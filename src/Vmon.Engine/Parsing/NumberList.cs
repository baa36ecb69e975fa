namespace Vmon.Parsing;

/// <summary>Space-separated numbers, as in the line NSpid of /proc/PID/status.</summary>
internal static class NumberList
{
    // 1234 1240 1302
    /// <summary>Adds the numbers of <paramref name="bytes"/>; false, with those before it, at anything else.</summary>
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

namespace Vmon.Parsing.Processes;

/// <summary>The words of /proc/PID/cmdline.</summary>
internal static class CommandLineParser
{
    // sh\0-c\0sleep 100; true\0          three words, each ended by a NUL
    // nginx: worker process\0\0\0\0      a rewritten title: one word, and what is left of the old ones
    // title without an end               a rewritten title that fills its space
    internal static string[] Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return [];
        if (bytes[^1] == 0) bytes = bytes[..^1];

        int first = bytes.IndexOf((byte)0);
        if (first >= 0 && bytes.Length - first >= 2 && bytes[first..].IndexOfAnyExcept((byte)0) < 0) bytes = bytes[..first];

        string[] words = new string[bytes.Count((byte)0) + 1];
        int index = 0;
        foreach (Range range in bytes.Split((byte)0)) words[index++] = ProcText.Decode(bytes[range]);
        return words;
    }
}

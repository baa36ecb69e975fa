namespace Vmon.Parsing.Processes;

/// <summary>The kernel truncates a name to 15 bytes. The command line completes it, as in Get-Process.</summary>
internal static class LongName
{
    private const int LongestKernelName = 15;
    private const int LongestFileName = 255; // a longer text is not a file name, and is unbounded

    /// <summary>Whether the kernel may have truncated the name.</summary>
    internal static bool IsPossible(ReadOnlySpan<byte> comm) => comm.Length == LongestKernelName;

    // /usr/bin/python3\0-Es\0/usr/sbin/report-generator-daemon\0-f\0
    // /usr/bin/perl\0-I\0lib\0/usr/bin/a-script-of-many-words\0
    /// <summary>
    /// Name of the program, or of the script that an interpreter runs, if it starts with the kernel's name. A script follows the options of
    /// its interpreter, each of which may take an argument.
    /// </summary>
    internal static string Of(ReadOnlySpan<byte> comm, ReadOnlySpan<byte> commandLine)
    {
        bool isAfterOption = true; // the program is the first word
        bool isLast = false;
        while (!isLast && !commandLine.IsEmpty)
        {
            int end = commandLine.IndexOf((byte)0);
            ReadOnlySpan<byte> word = end < 0 ? commandLine : commandLine[..end];
            ReadOnlySpan<byte> file = word[(word.LastIndexOf((byte)'/') + 1)..];
            if (file.Length <= LongestFileName && file.StartsWith(comm)) return ProcText.Decode(file);
            bool isOption = word.StartsWith("-"u8);
            isLast = !isOption && !isAfterOption;
            isAfterOption = isOption;
            commandLine = end < 0 ? [] : commandLine[(end + 1)..];
        }

        return ProcText.Decode(comm);
    }
}

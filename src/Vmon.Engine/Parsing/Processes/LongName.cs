using Vmon.Proc;

namespace Vmon.Parsing;

/// <summary>The kernel keeps 15 bytes of a name. Where it is that long, the command line has the rest, as Get-Process shows it.</summary>
internal static class LongName
{
    private const int LongestKernelName = 15;
    private const int LongestFileName = 255; // what is longer is no file's name, and may be as long as somebody likes

    /// <summary>Whether the name may go on where the kernel's ends.</summary>
    internal static bool IsPossible(ReadOnlySpan<byte> comm) => comm.Length == LongestKernelName;

    // /usr/bin/python3\0-Es\0/usr/sbin/report-generator-daemon\0-f\0
    // /usr/bin/perl\0-I\0lib\0/usr/bin/a-script-of-many-words\0
    /// <summary>
    /// The name of the program, or of the script that an interpreter runs, if that begins as the kernel's does. A script stands behind the options of its
    /// interpreter, each of which may take a word.
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

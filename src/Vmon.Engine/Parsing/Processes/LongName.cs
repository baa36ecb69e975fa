using Vmon.Proc;

namespace Vmon.Parsing;

/// <summary>The kernel keeps 15 bytes of a name. Where it is that long, the command line has the rest, as Get-Process shows it.</summary>
internal static class LongName
{
    private const int LongestKernelName = 15;
    private const int LongestFileName = 255; // what is longer is no file's name, and may be as long as somebody likes

    /// <summary>Whether the name may go on where the kernel's ends.</summary>
    internal static bool IsPossible(ReadOnlySpan<byte> comm) => comm.Length == LongestKernelName;

    /// <summary>The name of the program, or of the script that an interpreter runs, where that begins as the kernel's does: the first two words tell.</summary>
    internal static string Of(ReadOnlySpan<byte> comm, ReadOnlySpan<byte> commandLine)
    {
        for (int i = 0; i < 2 && !commandLine.IsEmpty; i++)
        {
            int end = commandLine.IndexOf((byte)0);
            ReadOnlySpan<byte> word = end < 0 ? commandLine : commandLine[..end];
            ReadOnlySpan<byte> file = word[(word.LastIndexOf((byte)'/') + 1)..];
            if (file.Length <= LongestFileName && file.StartsWith(comm)) return ProcText.Decode(file);
            commandLine = end < 0 ? [] : commandLine[(end + 1)..];
        }

        return ProcText.Decode(comm);
    }
}

namespace Vmon.Parsing;

/// <summary>The kernel keeps 15 bytes of a name. Where it is that long, the command line has the rest, as Get-Process shows it.</summary>
internal static class LongName
{
    private const int LongestKernelName = 15;
    private const int LongestFileName = 255; // what is longer is no file's name, and may be as long as somebody likes

    /// <summary>Whether the name may go on where the kernel's ends.</summary>
    internal static bool IsPossible(ReadOnlySpan<byte> comm) => comm.Length == LongestKernelName;

    /// <summary>The name of the program, or of the script that an interpreter runs, where that begins as the kernel's does.</summary>
    internal static string Of(string name, IReadOnlyList<string>? arguments)
    {
        for (int i = 0; i < Math.Min(2, arguments?.Count ?? 0); i++)
        {
            ReadOnlySpan<char> file = arguments![i].AsSpan(arguments[i].LastIndexOf('/') + 1);
            if (file.Length <= LongestFileName && file.StartsWith(name, StringComparison.Ordinal)) return file.ToString();
        }

        return name;
    }
}

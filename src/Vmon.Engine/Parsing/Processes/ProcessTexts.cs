using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Vmon.Parsing.Processes;

/// <summary>Name of a process in the kernel: up to 15 bytes of any value, and up to 63 for kernel workers.</summary>
internal readonly struct Comm : IEquatable<Comm>
{
    internal const int Capacity = 63;

    private readonly Storage _bytes;
    private readonly byte _length;

    internal Comm(ReadOnlySpan<byte> name)
    {
        if (name.Length > Capacity) name = name[..Capacity];
        Storage bytes = default;
        name.CopyTo(bytes);
        _bytes = bytes;
        _length = (byte)name.Length;
    }

    [UnscopedRef]
    internal ReadOnlySpan<byte> Bytes => ((ReadOnlySpan<byte>)_bytes)[.._length];

    public bool Equals(Comm other) => Bytes.SequenceEqual(other.Bytes);

    public override bool Equals(object? obj) => obj is Comm other && Equals(other);

    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }

    [InlineArray(Capacity)]
    private struct Storage
    {
        private byte _first;
    }
}

/// <summary>The kernel truncates a name to 15 bytes. The command line completes it, as in Get-Process.</summary>
internal static class LongName
{
    internal const int LongestKernelName = 15;
    private const int LongestFileName = 255; // a longer text is not a file name, and is unbounded

    /// <summary>Whether the kernel may have truncated the name.</summary>
    internal static bool IsPossible(ReadOnlySpan<byte> comm) => comm.Length == LongestKernelName;

    /// <summary>
    /// Name of the program, or of the script that an interpreter runs, if it starts with the kernel's name. A script follows the options of
    /// its interpreter, each of which may take an argument.
    /// </summary>
    // /usr/bin/python3\0-Es\0/usr/sbin/report-generator-daemon\0-f\0
    // /usr/bin/perl\0-I\0lib\0/usr/bin/a-script-of-many-words\0
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

/// <summary>The kernel function that a process sleeps in, from /proc/PID/wchan.</summary>
internal static class WaitChannel
{
    // do_epoll_wait       or 0 if it does not wait
    internal static string Parse(ReadOnlySpan<byte> bytes) => bytes.SequenceEqual("0"u8) ? "" : ProcText.Decode(bytes);
}

/// <summary>The PIDs of /proc/PID/task/TID/children.</summary>
internal static class ChildList
{
    /// <summary>Adds the PIDs, each of which is followed by a space. A PID without one is truncated, and would name another process.</summary>
    // 1234 1240 1302                   with a space after the last
    internal static bool TryParse(ReadOnlySpan<byte> bytes, List<int> children) =>
        NumberList.TryParse(bytes[..(bytes.LastIndexOf((byte)' ') + 1)], children);
}

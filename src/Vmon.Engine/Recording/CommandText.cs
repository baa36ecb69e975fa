namespace Vmon.Recording;

/// <summary>The words of a command line, each with a NUL.</summary>
internal static class CommandText
{
    /// <summary>The first word, which is the program. The others may be secret.</summary>
    internal static ReadOnlySpan<byte> Program(ReadOnlySpan<byte> commandLine) =>
        commandLine.IndexOf((byte)0) is var end and >= 0 ? commandLine[..(end + 1)] : commandLine;

    /// <summary>The first word. Null if the command line is unknown.</summary>
    internal static byte[]? Program(byte[]? commandLine) => commandLine is null ? null : Program(commandLine.AsSpan()).ToArray();
}

namespace Vmon.PowerShell;

/// <summary>Command lines in the little space of a table.</summary>
internal static class CommandText
{
    // More than a table shows; a command line may have megabytes, of which each character would be looked at for each row.
    private const int Longest = 4096;

    /// <summary>The command line without the folder of the program, behind the name unless it begins with that; without one, the name in brackets.</summary>
    internal static string Of(string name, string? commandLine)
    {
        string printable = PrintableText.Of(name);
        if (string.IsNullOrEmpty(commandLine)) return $"[{printable}]";
        string command = PrintableText.Of(WithoutFolder(Cut(commandLine)));
        return command.StartsWith(printable, StringComparison.Ordinal) ? command : $"{printable}: {command}";
    }

    private static string Cut(string commandLine) => commandLine.Length <= Longest
        ? commandLine
        : commandLine[..(char.IsHighSurrogate(commandLine[Longest - 1]) ? Longest - 1 : Longest)] + "…";

    private static string WithoutFolder(string commandLine)
    {
        if (commandLine[0] != '/') return commandLine;
        int end = commandLine.IndexOf(' ', StringComparison.Ordinal);
        int slash = commandLine.LastIndexOf('/', end < 0 ? commandLine.Length - 1 : end);
        return slash == commandLine.Length - 1 || slash + 1 == end ? commandLine : commandLine[(slash + 1)..];
    }
}

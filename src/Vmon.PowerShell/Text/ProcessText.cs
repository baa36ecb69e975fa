using System.Globalization;
using System.Management.Automation;

namespace Vmon.PowerShell.Text;

/// <summary>How messages name a process, a condition and a duration.</summary>
internal static class ProcessText
{
    private const int Longest = 100;

    /// <summary>Name and id.</summary>
    internal static string Of(ProcessSample process) => PrintableText.Of(process.ToString());

    /// <summary>Name and id; the id alone if it exited before it was sampled.</summary>
    internal static string Of(WaitedProcess process) =>
        process.Last is { } last ? Of(last) : string.Create(CultureInfo.InvariantCulture, $"process {process.Identity.Id}");

    /// <summary>The first few of them.</summary>
    internal static string Of(IReadOnlyCollection<WaitedProcess> processes) =>
        string.Join(", ", processes.Take(3).Select(Of)) + (processes.Count > 3 ? ", …" : "");

    /// <summary>The block as it was written, on one line.</summary>
    internal static string Of(ScriptBlock block) => $"{{{PrintableText.Of(Shortened(string.Join(' ', block.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Prepend("").Append(""))))}}}";

    /// <summary>Seconds, or a time span of a minute and more.</summary>
    internal static string Of(TimeSpan time) => time < TimeSpan.FromMinutes(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s")
        : time.ToString("g", CultureInfo.InvariantCulture);

    /// <summary>Its user by name, or by number if the name is unknown.</summary>
    internal static string UserOf(ProcessSample process) => process.UserName is { } name ? $"user '{PrintableText.Of(name)}'"
        : process.UserId is { } id ? string.Create(CultureInfo.InvariantCulture, $"user {id}")
        : "another user";

    /// <summary>The last sample; the pid if there is none.</summary>
    internal static object TargetOf(WaitedProcess process) => process.Last ?? (object)process.Identity.Id;

    /// <summary>Name, id and command line.</summary>
    internal static string WithCommand(ProcessSample process)
    {
        if (process.CommandLine is not { Length: > 0 } command) return Of(process);
        return $"{Of(process)}: {Shortened(PrintableText.Of(command))}";
    }

    /// <summary>Whether the kernel drops the signal: the process ignores it, or is the init of this PID namespace and does not handle it.</summary>
    internal static bool Ignores(ProcessSample process, Signals signal) =>
        process.SignalsIgnored?.HasFlag(signal) == true || (process.Id == 1 && process.SignalsCaught?.HasFlag(signal) == false);

    private static string Shortened(string text) =>
        text.Length > Longest ? text[..(Longest - (char.IsHighSurrogate(text[Longest - 2]) ? 2 : 1))] + "…" : text;
}

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

using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using Vmon.PowerShell.Sessions;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell.Completion;

/// <summary>Completes PIDs of processes whose PID, and then of those whose name, starts with the typed word.</summary>
public sealed class ProcessIdCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        CompletedWord word = new(wordToComplete);
        return from process in CompletedProcesses.Of(commandName, fakeBoundParameters)
               let id = process.Id.ToString(CultureInfo.InvariantCulture)
               let isById = word.Begins(id)
               where isById || word.Begins(process.ProcessName)
               orderby isById descending, isById ? "" : process.ProcessName, process.Id
               select word.Result(id, $"{id} - {process.ProcessName}", process.CommandLine);
    }
}

/// <summary>Completes names of processes, each once.</summary>
public sealed class ProcessNameCompleter : IArgumentCompleter
{
    private const int ListedIds = 10;

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        CompletedWord word = new(wordToComplete);
        return from process in CompletedProcesses.Of(commandName, fakeBoundParameters)
               where process.ProcessName.Length > 0 && word.Begins(process.ProcessName)
               group process.Id by process.ProcessName into named
               orderby named.Key.ToUpperInvariant(), named.Key
               select word.Result(CompletedWord.Pattern(named.Key), named.Key, Ids([.. named]));
    }

    private static string Ids(int[] ids) =>
        string.Join(", ", ids.Take(ListedIds)) + (ids.Length > ListedIds ? string.Create(CultureInfo.InvariantCulture, $", … ({ids.Length})") : "");
}

/// <summary>Completes units of systemd that have processes.</summary>
public sealed class UnitCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        CompletedWord word = new(wordToComplete);
        return from unit in CompletedProcesses.GroupsOf(commandName, fakeBoundParameters).SelectMany(groups => new[] { groups.Unit, groups.UserUnit }).OfType<string>().Distinct()
               where word.Begins(unit)
               orderby unit
               select word.Result(CompletedWord.Pattern(unit), unit, "");
    }
}

/// <summary>Completes names of containers that have processes, and the identifiers of those without a name.</summary>
public sealed class ContainerCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        CompletedWord word = new(wordToComplete);
        return from groups in CompletedProcesses.GroupsOf(commandName, fakeBoundParameters)
               let id = groups.ContainerId
               where id is not null
               let name = groups.ContainerName ?? id
               where word.Begins(name)
               group id by name into named
               orderby named.Key
               select word.Result(CompletedWord.Pattern(named.Key), named.Key, named.First());
    }
}

/// <summary>The processes of the session that the command being completed names. Does not start a session.</summary>
internal static class CompletedProcesses
{
    internal static IReadOnlyList<ProcessEntry> Of(string commandName, IDictionary boundParameters) => Of(commandName, boundParameters, ProcessList.Read);

    internal static IReadOnlyList<ProcessGroups> GroupsOf(string commandName, IDictionary boundParameters) => Of(commandName, boundParameters, ProcessList.ReadGroups);

    private static IReadOnlyList<T> Of<T>(string commandName, IDictionary boundParameters, Func<string, IReadOnlyList<T>> read)
    {
        // Stop-VmonProcess acts on this machine, independently of sessions.
        bool isLocal = commandName.EndsWith("Stop-VmonProcess", StringComparison.OrdinalIgnoreCase);
        try
        {
            return (isLocal ? new SessionOptions().ProcRoot : RootOf(boundParameters["Session"])) is string root ? read(root) : [];
        }
        catch (Exception reason) when (reason is InvalidProcRootException or ExhaustedException)
        {
            return [];
        }
    }

    private static string? RootOf(object? session) => (session is PSObject wrapped ? wrapped.BaseObject : session) switch
    {
        VmonSession itself => itself.ProcRoot,
        null => SessionRegistry.Current.Find(SessionOptions.DefaultName)?.ProcRoot ?? new SessionOptions().ProcRoot,
        object name => SessionRegistry.Current.Find(name.ToString() ?? "")?.ProcRoot,
    };
}

/// <summary>
/// Completes names of the runspace's sessions, with their state as tooltip. Escapes names where the parameter accepts wildcards; otherwise
/// omits names that cannot be typed.
/// </summary>
public sealed class SessionCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        CompletedWord word = new(wordToComplete);
        bool isPattern = parameterName == "Name";
        return from session in SessionRegistry.Current.All
               where session.Name.Length > 0 && word.Begins(session.Name) && (isPattern || session.Name.All(PrintableText.IsPlain))
               select word.Result(isPattern ? CompletedWord.Pattern(session.Name) : session.Name, session.Name, State(session));
    }

    private static string State(VmonSession session) => string.Create(
        CultureInfo.InvariantCulture,
        $"{session.ProcRoot}, interval {session.Interval.TotalSeconds} s, {session.WatchCount} open watch(es), {session.SampleCount} sample(s)");
}

/// <summary>Completes names of signals, with or without SIG as typed. Lists all real-time signals only after RT is typed.</summary>
public sealed class SignalCompleter : IArgumentCompleter
{
    private const string Prefix = "SIG";

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = wordToComplete.Trim('\'', '"');
        int skipped = word.StartsWith('S') || word.StartsWith('s') ? 0 : Prefix.Length;
        bool isRealTime = word.Contains("RT", StringComparison.OrdinalIgnoreCase);
        return from number in Enumerable.Range(1, 64)
               let signal = (Signals)(1UL << (number - 1))
               let name = SignalName.Of(signal)
               where signal <= Signals.SIGSYS || name is "SIGRTMIN" or "SIGRTMAX" || (isRealTime && signal > Signals.SIG33)
               where name[skipped..].StartsWith(word, StringComparison.OrdinalIgnoreCase)
                   || name[Prefix.Length..].StartsWith(word, StringComparison.OrdinalIgnoreCase)
               let text = name[skipped..].StartsWith(word, StringComparison.OrdinalIgnoreCase) ? name[skipped..] : name[Prefix.Length..]
               select new CompletionResult(text, text, CompletionResultType.ParameterValue, $"{name}, {number}");
    }
}

/// <summary>The word being completed, without its quotes, and its replacement.</summary>
internal readonly struct CompletedWord
{
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:+");

    private readonly string _text;
    private readonly bool _isQuoted;

    internal CompletedWord(string? typed)
    {
        string word = typed ?? "";
        _isQuoted = word.StartsWith('\'') || word.StartsWith('"');
        _text = word.Trim('\'', '"').Replace("''", "'");
    }

    internal bool Begins(string value) => value.StartsWith(_text, StringComparison.OrdinalIgnoreCase);

    /// <summary>Wildcard pattern of a name, with ? for characters that cannot be typed or displayed.</summary>
    internal static string Pattern(string name) =>
        string.Concat(WildcardPattern.Escape(name).Select(character => PrintableText.IsPlain(character) ? character : '?'));

    /// <summary>Creates a result. List item and tooltip contain no control characters, and are never empty.</summary>
    internal CompletionResult Result(string value, string listed, string tip)
    {
        string shown = PrintableText.Of(listed);
        return new(Write(value), shown, CompletionResultType.ParameterValue, string.IsNullOrEmpty(tip) ? shown : PrintableText.Of(tip));
    }

    // PowerShell also ends a quoted string at a typographic quotation mark.
    private string Write(string value) =>
        !_isQuoted && !value.StartsWith('-') && !value.AsSpan().ContainsAnyExcept(Plain) ? value : $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'";
}

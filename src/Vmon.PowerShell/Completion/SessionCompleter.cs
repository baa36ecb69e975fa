using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Vmon.PowerShell;

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

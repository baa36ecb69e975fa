using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Vmon.PowerShell;

/// <summary>Completes names of this runspace's sessions, and says what each does. Where names may be wildcards, theirs are not taken for some; elsewhere, a name that cannot be typed is left out.</summary>
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
        $"{session.ProcRoot} every {session.Interval.TotalSeconds} s, {session.WatchCount} watch(es) open, {session.SampleCount} sample(s) taken");
}

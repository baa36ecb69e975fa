using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Vmon.PowerShell;

/// <summary>Completes names of this runspace's sessions.</summary>
public sealed class SessionCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        from session in SessionRegistry.Current.All
        where session.Name.StartsWith(wordToComplete.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase)
        let text = session.Name.Contains(' ', StringComparison.Ordinal) ? $"'{session.Name.Replace("'", "''")}'" : session.Name
        select new CompletionResult(text, session.Name, CompletionResultType.ParameterValue, $"{session.ProcRoot}, every {session.Interval}");
}

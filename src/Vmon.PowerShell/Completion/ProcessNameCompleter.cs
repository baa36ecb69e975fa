using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Vmon.PowerShell;

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

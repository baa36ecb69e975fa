using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Vmon.PowerShell;

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

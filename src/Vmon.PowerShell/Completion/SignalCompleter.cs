using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Vmon.PowerShell;

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

using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Numerics;

namespace Vmon.PowerShell;

/// <summary>Completes names of signals, with SIG or without as they were begun, and without those of real time.</summary>
public sealed class SignalCompleter : IArgumentCompleter
{
    private const string Prefix = "SIG";

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = wordToComplete.Trim('\'', '"');
        int skipped = word.StartsWith('S') || word.StartsWith('s') ? 0 : Prefix.Length;
        return from signal in Enum.GetValues<Signals>()
               where BitOperations.IsPow2((ulong)signal) && signal <= Signals.SIGSYS
               let name = signal.ToString()
               where name[skipped..].StartsWith(word, StringComparison.OrdinalIgnoreCase)
                   || name[Prefix.Length..].StartsWith(word, StringComparison.OrdinalIgnoreCase)
               let text = name[skipped..].StartsWith(word, StringComparison.OrdinalIgnoreCase) ? name[skipped..] : name[Prefix.Length..]
               select new CompletionResult(text, text, CompletionResultType.ParameterValue, $"{name}, {BitOperations.TrailingZeroCount((ulong)signal) + 1}");
    }
}

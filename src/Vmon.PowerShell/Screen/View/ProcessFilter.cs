using System.Globalization;
using System.Text.RegularExpressions;

namespace Vmon.PowerShell.Screen.View;

/// <summary>Which processes are shown: those whose name, command line or PID contains a text, or that meet a condition. Immutable.</summary>
/// <param name="Text">The text as it was typed. Empty for all processes.</param>
/// <param name="Condition">The condition. Null if the text is not one.</param>
internal sealed partial record ProcessFilter(string Text, ICondition? Condition)
{
    internal static ProcessFilter None { get; } = new("", null);

    internal bool IsNone => Text.Length == 0;

    /// <summary>Whether a text is a condition of PowerShell: in braces, or a property with an operator as in Where-Object.</summary>
    internal static bool IsCondition(string text) => text.TrimStart().StartsWith('{') || Comparison().IsMatch(text);

    /// <summary>A condition as a script block: NetReceive -gt 1MB is { $_.NetReceive -gt 1MB }.</summary>
    internal static string BlockOf(string condition) => Comparison().IsMatch(condition) ? $"{{ $_.{condition.TrimStart()} }}" : condition;

    internal bool Accepts(ProcessSample process) => Condition?.Holds(process) ?? Contains(process, Text);

    /// <summary>Whether its name, command line, unit or PID contains a text.</summary>
    internal static bool Contains(ProcessSample process, string text) =>
        text.Length == 0
        || process.ProcessName.Contains(text, StringComparison.OrdinalIgnoreCase)
        || process.CommandLine?.Contains(text, StringComparison.OrdinalIgnoreCase) == true
        || (char.IsAsciiDigit(text[0]) && (process.ThreadId ?? process.Id).ToString(CultureInfo.InvariantCulture).Contains(text, StringComparison.Ordinal));

    [GeneratedRegex(@"^\s*[A-Za-z]\w*\s+-[ci]?(eq|ne|gt|ge|lt|le|(not)?(like|match|contains|in))\s", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Comparison();
}

/// <summary>A condition on a process.</summary>
internal interface ICondition
{
    /// <summary>Data sets of the properties that it names.</summary>
    ProcessDataSets DataSets { get; }

    bool Holds(ProcessSample process);
}

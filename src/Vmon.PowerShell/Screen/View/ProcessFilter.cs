using System.Globalization;

namespace Vmon.PowerShell.Screen.View;

/// <summary>Which processes are shown: those whose name, command line or PID contains a text, or that meet a condition. Immutable.</summary>
/// <param name="Text">The text as it was typed. Empty for all processes.</param>
/// <param name="Condition">The condition. Null if the text is not one.</param>
internal sealed record ProcessFilter(string Text, ICondition? Condition)
{
    internal static ProcessFilter None { get; } = new("", null);

    internal bool IsNone => Text.Length == 0;

    /// <summary>Whether a text is a condition of PowerShell: in braces.</summary>
    internal static bool IsCondition(string text) => text.TrimStart().StartsWith('{');

    internal bool Accepts(ProcessSample process) => Condition?.Holds(process) ?? Contains(process, Text);

    /// <summary>Whether its name, command line, unit or PID contains a text.</summary>
    internal static bool Contains(ProcessSample process, string text) =>
        text.Length == 0
        || process.ProcessName.Contains(text, StringComparison.OrdinalIgnoreCase)
        || process.CommandLine?.Contains(text, StringComparison.OrdinalIgnoreCase) == true
        || (char.IsAsciiDigit(text[0]) && (process.ThreadId ?? process.Id).ToString(CultureInfo.InvariantCulture).Contains(text, StringComparison.Ordinal));
}

/// <summary>A condition on a process.</summary>
internal interface ICondition
{
    bool Holds(ProcessSample process);
}

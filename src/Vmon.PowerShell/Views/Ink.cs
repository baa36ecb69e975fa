namespace Vmon.PowerShell;

/// <summary>
/// Colours, as $PSStyle.Foreground has them. PowerShell takes them out of files and strings, and of everything where NO_COLOR is set; not
/// of its own output where that is redirected, which is left to be done here.
/// </summary>
internal static class Ink
{
    internal const string Good = "\e[32m";
    internal const string Notice = "\e[33m";
    internal const string Bad = "\e[31m";
    internal const string Faint = "\e[90m";
    private const string Reset = "\e[0m";

    internal static string Paint(string text, string? colour) => colour is null || Console.IsOutputRedirected ? text : colour + text + Reset;
}

using Vmon.PowerShell.Screen.Output;

namespace Vmon.PowerShell.Screen.Terminal;

/// <summary>What a terminal can do, from the environment.</summary>
/// <param name="Depth">Colours.</param>
/// <param name="HasLines">Whether it shows lines and blocks, not only ASCII.</param>
/// <param name="HasFineBlocks">Whether it has blocks of each eighth of a cell; the Linux console has halves.</param>
internal sealed record TerminalFacts(ColourDepth Depth, bool HasLines = true, bool HasFineBlocks = true)
{
    private static readonly string[] LocaleVariables = ["LC_ALL", "LC_CTYPE", "LANG"];

    /// <summary>Reads the variables. Null if a full-screen view is not possible.</summary>
    internal static TerminalFacts? From(Func<string, string?> variable)
    {
        string type = variable("TERM") ?? "";
        if (type is "" or "dumb" or "unknown") return null;
        return new TerminalFacts(DepthOf(variable, type), HasUtf8(variable), type != "linux");
    }

    private static ColourDepth DepthOf(Func<string, string?> variable, string type)
    {
        if (!string.IsNullOrEmpty(variable("NO_COLOR")) || type.StartsWith("vt", StringComparison.Ordinal) || type.EndsWith("-m", StringComparison.Ordinal) || type.EndsWith("mono", StringComparison.Ordinal)) return ColourDepth.None;
        if (variable("COLORTERM") is "truecolor" or "24bit" || type.EndsWith("-direct", StringComparison.Ordinal)) return ColourDepth.True;
        return type.Contains("256color", StringComparison.Ordinal) ? ColourDepth.Indexed : ColourDepth.Ansi;
    }

    // The first variable that is set decides, as setlocale(3) does. Without any, what PowerShell writes is UTF-8.
    private static bool HasUtf8(Func<string, string?> variable)
    {
        string? locale = LocaleVariables.Select(variable).FirstOrDefault(static value => !string.IsNullOrEmpty(value));
        return locale is null || locale.Contains("UTF-8", StringComparison.OrdinalIgnoreCase) || locale.Contains("utf8", StringComparison.OrdinalIgnoreCase);
    }
}

namespace Vmon.PowerShell.Screen.Drawing;

/// <summary>The characters that a terminal has for lines and bars.</summary>
/// <param name="Branch">A line to a process that has siblings below.</param>
/// <param name="LastBranch">A line to the last sibling.</param>
/// <param name="Line">A line that goes on.</param>
/// <param name="Levels">Nothing, and the filled part of a cell in eighths.</param>
/// <param name="Rule">A line between parts of the screen.</param>
/// <param name="More">Where text is cut off.</param>
internal sealed record Glyphs(string Branch, string LastBranch, string Line, string[] Levels, string Rule, string More)
{
    private static readonly Glyphs Fine = new("├─", "└─", "│ ", [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"], "─", "…");

    // The console of Linux has these in all fonts.
    private static readonly Glyphs Coarse = Fine with { Levels = [" ", "▄", "▄", "▄", "▄", "█", "█", "█", "█"], More = "~" };

    private static readonly Glyphs Ascii = new("|-", "`-", "| ", [" ", ".", ".", ":", ":", "|", "|", "#", "#"], "-", "~");

    internal static Glyphs Of(bool hasLines, bool hasFineBlocks) => !hasLines ? Ascii : hasFineBlocks ? Fine : Coarse;
}

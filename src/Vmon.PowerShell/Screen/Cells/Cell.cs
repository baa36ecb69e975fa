namespace Vmon.PowerShell.Screen.Cells;

/// <summary>One place of the screen: a character with its combining marks, or the right half of a wide one, whose text is empty.</summary>
/// <param name="Text">What is printed.</param>
/// <param name="Style">How it looks.</param>
internal readonly record struct Cell(string Text, Style Style)
{
    internal static readonly Cell Blank = new(" ", Style.Plain);

    private static readonly string[] Ascii = [.. Enumerable.Range(0, 128).Select(static code => ((char)code).ToString())];

    /// <summary>Whether it is the right half of the character before.</summary>
    internal bool IsRest => Text.Length == 0;

    /// <summary>The text of a character, without allocation for most.</summary>
    internal static string TextOf(char character) => character < Ascii.Length ? Ascii[character] : character.ToString();
}

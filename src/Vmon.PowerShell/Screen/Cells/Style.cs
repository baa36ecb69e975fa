namespace Vmon.PowerShell.Screen.Cells;

/// <summary>What a colour means. A palette gives it a colour that the terminal has.</summary>
internal enum Hue : byte
{
    Plain,
    Faint,
    Good,
    Notice,
    Bad,

    /// <summary>CPU in user mode.</summary>
    User,

    /// <summary>CPU in kernel mode.</summary>
    System,

    /// <summary>CPU in both modes, or IO in both directions, of which a cell cannot show the parts.</summary>
    Both,

    Read,
    Write,
    Title,
    Key,
    Selected,
}

/// <summary>Emphasis that a terminal without colours has as well.</summary>
[Flags]
internal enum Emphasis : byte
{
    None = 0,
    Bold = 1,
    Dim = 2,
    Underlined = 4,
    Reversed = 8,
}

/// <summary>How a cell looks.</summary>
/// <param name="Text">Colour of the character.</param>
/// <param name="Back">Colour behind it.</param>
/// <param name="Emphasis">What else sets it off.</param>
internal readonly record struct Style(Hue Text, Hue Back = Hue.Plain, Emphasis Emphasis = Emphasis.None)
{
    internal static Style Plain => default;

    internal static Style Faint => new(Hue.Faint);

    internal static Style Strong => new(Hue.Plain, Hue.Plain, Emphasis.Bold);

    internal static Style Title => new(Hue.Title, Hue.Plain, Emphasis.Reversed);

    /// <summary>The same on the background of the selected row.</summary>
    internal Style Selected => this with { Text = Hue.Selected, Back = Hue.Plain, Emphasis = Emphasis | Emphasis.Reversed };
}

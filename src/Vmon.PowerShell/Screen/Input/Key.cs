using System.Text;

namespace Vmon.PowerShell.Screen.Input;

/// <summary>Which key, apart from what it types.</summary>
internal enum KeyCode
{
    /// <summary>A sequence that is no known key.</summary>
    Unknown,

    /// <summary>A character: <see cref="Key.Rune"/>.</summary>
    Text,
    Enter,
    Tab,
    BackTab,
    Backspace,
    Escape,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    Insert,
    Delete,
    F1,
    F2,
    F3,
    F4,
    F5,
    F6,
    F7,
    F8,
    F9,
    F10,
    F11,
    F12,

    /// <summary>The left button of the mouse was pressed at <see cref="Key.X"/>, <see cref="Key.Y"/>.</summary>
    Click,
    WheelUp,
    WheelDown,
}

/// <summary>Keys that are held with another one.</summary>
[Flags]
internal enum KeyModifiers : byte
{
    None = 0,
    Shift = 1,
    Alt = 2,
    Control = 4,
}

/// <summary>A key that was pressed, or a button of the mouse.</summary>
/// <param name="Code">Which key.</param>
/// <param name="Rune">What it types. Zero if it types nothing.</param>
/// <param name="Modifiers">What was held.</param>
/// <param name="X">Column of the mouse, from 0.</param>
/// <param name="Y">Row of the mouse, from 0.</param>
internal readonly record struct Key(KeyCode Code, Rune Rune = default, KeyModifiers Modifiers = KeyModifiers.None, int X = 0, int Y = 0)
{
    /// <summary>A character without a modifier.</summary>
    internal static Key Of(char character) => new(KeyCode.Text, new Rune(character));

    /// <summary>A letter with Ctrl.</summary>
    internal static Key Control(char letter) => new(KeyCode.Text, new Rune(letter), KeyModifiers.Control);

    /// <summary>The key as users call it.</summary>
    public override string ToString()
    {
        string name = Code switch
        {
            KeyCode.Text => Rune.Value == ' ' ? "Space" : Modifiers.HasFlag(KeyModifiers.Control) ? Rune.ToUpperInvariant(Rune).ToString() : Rune.ToString(),
            KeyCode.PageUp => "PgUp",
            KeyCode.PageDown => "PgDn",
            KeyCode.Escape => "Esc",
            _ => Code.ToString(),
        };
        return (Modifiers.HasFlag(KeyModifiers.Control) ? "Ctrl+" : "") + (Modifiers.HasFlag(KeyModifiers.Alt) ? "Alt+" : "")
            + (Modifiers.HasFlag(KeyModifiers.Shift) ? "Shift+" : "") + name;
    }
}

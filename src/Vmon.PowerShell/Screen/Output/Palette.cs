using System.Globalization;
using System.Text;
using Vmon.PowerShell.Screen.Cells;

namespace Vmon.PowerShell.Screen.Output;

/// <summary>The colours of the hues on a terminal, and the sequences that select them.</summary>
internal sealed class Palette(ColourDepth depth)
{
    private readonly Dictionary<Style, byte[]> _sequences = [];

    internal ColourDepth Depth { get; } = depth;

    /// <summary>The sequence that selects a style, whatever was selected before.</summary>
    internal ReadOnlySpan<byte> Select(Style style)
    {
        if (!_sequences.TryGetValue(style, out byte[]? sequence)) _sequences[style] = sequence = Encoding.ASCII.GetBytes(SequenceOf(style));
        return sequence;
    }

    private string SequenceOf(Style style)
    {
        StringBuilder parts = new();
        if (style.Emphasis.HasFlag(Emphasis.Bold)) parts.Append(";1");
        if (style.Emphasis.HasFlag(Emphasis.Dim) || (Depth == ColourDepth.None && style.Text == Hue.Faint)) parts.Append(";2");
        if (style.Emphasis.HasFlag(Emphasis.Underlined)) parts.Append(";4");
        if (style.Emphasis.HasFlag(Emphasis.Reversed)) parts.Append(";7");
        parts.Append(Colour(style.Text, 30)).Append(Colour(style.Back, 40));
        return $"\e[{parts}m";
    }

    private string Colour(Hue hue, int first)
    {
        if (Depth == ColourDepth.None || Of(hue) is not { } colour) return "";
        return Depth switch
        {
            ColourDepth.True => string.Create(CultureInfo.InvariantCulture, $";{first + 8};2;{colour.Rgb >> 16};{(colour.Rgb >> 8) & 0xff};{colour.Rgb & 0xff}"),
            ColourDepth.Indexed => string.Create(CultureInfo.InvariantCulture, $";{first + 8};5;{colour.Index}"),

            // The bright ones are 90 and following. As a background some terminals blink instead, and none is used there.
            _ => string.Create(CultureInfo.InvariantCulture, $";{(colour.Ansi < 8 ? first + colour.Ansi : first + 52 + colour.Ansi)}"),
        };
    }

    // The index of 256 colours and the number of 16 that are nearest to the colour, legible on black and on white.
    private static (int Rgb, int Index, int Ansi)? Of(Hue hue) => hue switch
    {
        Hue.Faint => (0x808080, 244, 8),
        Hue.Good => (0x4e9a06, 70, 2),
        Hue.Notice => (0xc4a000, 178, 3),
        Hue.Bad => (0xef2929, 196, 1),
        Hue.User => (0x4e9a06, 70, 2),
        Hue.System => (0xd7472f, 167, 1),
        Hue.Both => (0xc4a000, 178, 3),
        Hue.Read => (0x3b8eea, 68, 4),
        Hue.Write => (0xb05fc4, 133, 5),
        Hue.Title => (0x2a8f8f, 30, 6),
        Hue.Key => (0x2a8f8f, 30, 6),
        Hue.Selected => (0x2a8f8f, 30, 6),
        _ => null,
    };
}

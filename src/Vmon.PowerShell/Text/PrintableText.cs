using System.Buffers;
using System.Globalization;
using System.Text;

namespace Vmon.PowerShell.Text;

/// <summary>Text of a process as a terminal may show it: what would act on the terminal, or not be seen there, is shown as an escape instead.</summary>
internal static class PrintableText
{
    internal static string Of(string? text)
    {
        if (text is null) return "-";
        foreach (char character in text)
            if (!IsPlain(character)) return Escape(text);
        return text;
    }

    /// <summary>Whether the character is shown as it is, and can be typed; of surrogates that takes a look at the other half.</summary>
    internal static bool IsPlain(char character) => !char.IsSurrogate(character) && !IsActive(new Rune(character));

    private static string Escape(string text)
    {
        StringBuilder result = new(text.Length + 8);
        int length;
        for (ReadOnlySpan<char> rest = text; !rest.IsEmpty; rest = rest[length..])
        {
            // What is no rune is a byte that is not UTF-8: a low surrogate, which no high one precedes.
            if (Rune.DecodeFromUtf16(rest, out Rune rune, out length) == OperationStatus.Done) Append(result, rune);
            else result.Append(CultureInfo.InvariantCulture, $"\\x{rest[0] & 0xff:x2}");
        }

        return result.ToString();
    }

    private static void Append(StringBuilder result, Rune rune) => _ = rune.Value switch
    {
        '\n' => result.Append("\\n"),
        '\r' => result.Append("\\r"),
        '\t' => result.Append("\\t"),
        _ when !IsActive(rune) => result.Append(rune),
        < 0x100 => result.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"),
        < 0x10000 => result.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
        _ => result.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}"),
    };

    private static bool IsActive(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator
        || IsInvisible(rune.Value);

    // Unicode's property Default_Ignorable_Code_Point as far as it is not of the category Format, and the Braille pattern without dots.
    private static bool IsInvisible(int value) => value is 0x034f or 0x115f or 0x1160 or 0x17b4 or 0x17b5 or (>= 0x180b and <= 0x180f)
        or (>= 0x2060 and <= 0x206f) or 0x2800 or 0x3164 or (>= 0xfe00 and <= 0xfe0f) or 0xffa0 or (>= 0xfff0 and <= 0xfff8)
        or (>= 0xe0000 and <= 0xe0fff);
}

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

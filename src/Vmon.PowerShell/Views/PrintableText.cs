using System.Buffers;
using System.Globalization;
using System.Text;

namespace Vmon.PowerShell;

/// <summary>Text of a process as a terminal may show it: what would act on the terminal is shown as an escape instead.</summary>
internal static class PrintableText
{
    internal static string Of(string? text)
    {
        if (text is null) return "-";
        foreach (char character in text)
            if (char.IsSurrogate(character) || IsActive(new Rune(character))) return Escape(text);
        return text;
    }

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

    // Controls, direction overrides and other invisible formatting.
    private static bool IsActive(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator;
}

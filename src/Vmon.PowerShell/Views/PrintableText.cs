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
            if (IsActive(character)) return Escape(text);
        return text;
    }

    private static string Escape(string text)
    {
        StringBuilder result = new(text.Length + 8);
        foreach (char character in text)
        {
            _ = character switch
            {
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                _ when !IsActive(character) => result.Append(character),
                _ when char.IsSurrogate(character) => result.Append(CultureInfo.InvariantCulture, $"\\x{character & 0xff:x2}"),
                _ when character < 0x100 => result.Append(CultureInfo.InvariantCulture, $"\\x{(int)character:x2}"),
                _ => result.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
            };
        }

        return result.ToString();
    }

    // Controls, direction overrides and other invisible formatting, and the bytes that are not UTF-8 (lone low surrogates).
    private static bool IsActive(char character) =>
        char.IsControl(character)
        || character is >= '\uDC80' and <= '\uDCFF'
        || CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator;
}

using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Vmon.PowerShell;

/// <summary>
/// Strings. Bytes of /proc that are not UTF-8 are lone surrogates (U+DC80 to U+DCFF), which no UTF-8 can hold: they are written as
/// escapes, which JSON can.
/// </summary>
internal static class JsonText
{
    internal static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    internal static void Write(Utf8JsonWriter json, string text)
    {
        if (IsWellFormed(text)) json.WriteStringValue(text);
        else json.WriteRawValue(Quote(text), skipInputValidation: true);
    }

    /// <summary>A property's name, with a replacement character for what is no character.</summary>
    internal static string Name(string text) => IsWellFormed(text) ? text : string.Concat(text.EnumerateRunes());

    private static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out int length) != OperationStatus.Done) return false;
            text = text[length..];
        }

        return true;
    }

    private static string Quote(ReadOnlySpan<char> text)
    {
        StringBuilder result = new("\"");
        while (!text.IsEmpty)
        {
            _ = Rune.DecodeFromUtf16(text, out Rune rune, out int length) == OperationStatus.Done
                ? result.Append(Encoder.Encode(rune.ToString()))
                : result.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[0]:x4}");
            text = text[length..];
        }

        return result.Append('"').ToString();
    }
}

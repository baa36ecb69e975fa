using System.Buffers;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Net;
using System.Numerics;
using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Vmon.PowerShell.Json;

/// <summary>
/// Values without parts, as jq reads them: null for unknown, numbers exact, a time span as its seconds, a time in ISO 8601 with its
/// offset, an enumeration by its names.
/// </summary>
internal static class JsonScalars
{
    /// <summary>The object itself of a wrapped one; null for AutomationNull.</summary>
    internal static object? Unwrapped(object? value) => value is not PSObject wrapped || wrapped.BaseObject is PSCustomObject
        ? ReferenceEquals(value, AutomationNull.Value) ? null : value
        : wrapped.BaseObject;

    /// <returns>Whether it is such a value.</returns>
    internal static bool TryWrite(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null or DBNull:
                json.WriteNullValue();
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case SwitchParameter choice:
                json.WriteBooleanValue(choice);
                break;
            case TimeSpan span:
                json.WriteNumberValue(span.TotalSeconds);
                break;
            case Enum:
                json.WriteStringValue(value.ToString());
                break;
            case Half half:
                WriteNumber(json, (double)half, value);
                break;
            case double or float:
                WriteNumber(json, Convert.ToDouble(value, CultureInfo.InvariantCulture), value);
                break;
            case sbyte or byte or short or ushort or int or uint or long or ulong or nint or nuint or Int128 or UInt128 or decimal or BigInteger:
                json.WriteRawValue(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
                break;
            case DateTimeOffset time:
                json.WriteStringValue(time.ToString("O", CultureInfo.InvariantCulture));
                break;
            case DateTime time:
                json.WriteStringValue(Text(time));
                break;
            case string or char or Guid or Uri or Version or IPAddress or CultureInfo or MemberInfo or Delegate or ScriptBlock:
                JsonText.Write(json, value.ToString() ?? "");
                break;
            default:
                return false;
        }

        return true;
    }

    // JSON has no infinity, and no "not a number".
    private static void WriteNumber(Utf8JsonWriter json, double number, object value)
    {
        if (double.IsFinite(number)) json.WriteRawValue(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
        else json.WriteNullValue();
    }

    // One of no kind is local. Not by a DateTimeOffset, which cannot hold a local time within hours of its first and last day.
    private static string Text(DateTime time) => time.Kind switch
    {
        DateTimeKind.Utc => new DateTimeOffset(time).ToString("O", CultureInfo.InvariantCulture),
        DateTimeKind.Local => time.ToString("O", CultureInfo.InvariantCulture),
        _ => Text(DateTime.SpecifyKind(time, DateTimeKind.Local)),
    };
}

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

using System.Buffers;
using System.Text;

namespace Vmon;

/// <summary>
/// Kernel bytes as strings and back, losing nothing: UTF-8, and a byte 0xNN that is not UTF-8 as the lone surrogate U+DCNN
/// (Python's surrogateescape), which a terminal shows as U+FFFD.
/// </summary>
public static class ProcText
{
    private const int Escape = 0xDC00;

    /// <summary>The string for <paramref name="bytes"/>.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes)) return Encoding.UTF8.GetString(bytes);

        StringBuilder text = new(bytes.Length);
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out Rune rune, out int used) == OperationStatus.Done)
                text.Append(rune);
            else
                foreach (byte invalid in bytes[..used])
                    text.Append((char)(Escape + invalid));
            bytes = bytes[used..];
        }

        return text.ToString();
    }

    /// <summary>The bytes that <see cref="Decode"/> made <paramref name="text"/> from.</summary>
    public static byte[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArrayBufferWriter<byte> bytes = new(text.Length + 8);
        ReadOnlySpan<char> rest = text;
        while (!rest.IsEmpty)
        {
            if (rest[0] is >= (char)(Escape + 0x80) and <= (char)(Escape + 0xFF))
            {
                bytes.Write([(byte)(rest[0] - Escape)]);
                rest = rest[1..];
                continue;
            }

            _ = Rune.DecodeFromUtf16(rest, out Rune rune, out int used);
            bytes.Advance(rune.EncodeToUtf8(bytes.GetSpan(4)));
            rest = rest[used..];
        }

        return bytes.WrittenSpan.ToArray();
    }
}

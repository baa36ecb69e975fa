using System.Buffers;

namespace Vmon.Parsing;

/// <summary>Names in mountinfo, in which the kernel writes a space, tab, newline, backslash and # as three octal digits.</summary>
internal static class OctalEscapes
{
    private const int Length = 4;
    private const int HighestFirstDigit = 3;

    /// <summary>The bytes of a name. A backslash without three octal digits is itself.</summary>
    // /run/a\040b
    internal static byte[] Decode(ReadOnlySpan<byte> text)
    {
        ArrayBufferWriter<byte> bytes = new(Math.Max(text.Length, 1));
        while (!text.IsEmpty)
        {
            bool isEscape = text.Length >= Length && text[0] == '\\'
                && Digit(text[1]) is >= 0 and <= HighestFirstDigit && Digit(text[2]) >= 0 && Digit(text[3]) >= 0;
            bytes.Write([isEscape ? (byte)((Digit(text[1]) << 6) | (Digit(text[2]) << 3) | Digit(text[3])) : text[0]]);
            text = text[(isEscape ? Length : 1)..];
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static int Digit(byte character) => character is >= (byte)'0' and <= (byte)'7' ? character - '0' : -1;
}

using System.Buffers;
using System.Buffers.Text;

namespace Vmon.Recording.Machine;

/// <summary>A number in a text, such as 1234, or 0.07 as 7 with two decimals, which is written as it was read.</summary>
internal static class TextNumber
{
    internal const int MostDecimals = 6;

    private const int MostDigits = 18;

    private static readonly long[] Scales = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

    /// <summary>Reads the number at the beginning of a text.</summary>
    /// <returns>Its length. 0 if the digits are no number that is written in the same way: too many, or a leading zero.</returns>
    internal static int Read(ReadOnlySpan<byte> text, out long value, out int decimals)
    {
        decimals = 0;
        int length = ReadDigits(text, out value);
        if (length == 0 || length > MostDigits || (length > 1 && text[0] == '0')) return 0;
        if (length == text.Length || text[length] != '.') return length;
        int fraction = ReadDigits(text[(length + 1)..], out long part);
        if (fraction is 0 or > MostDecimals || length + fraction > MostDigits) return length;
        decimals = fraction;
        value = (value * Scales[fraction]) + part;
        return length + 1 + fraction;
    }

    /// <summary>Number of digits at the beginning of a text.</summary>
    internal static int CountDigits(ReadOnlySpan<byte> text) => text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') is var end and >= 0 ? end : text.Length;

    /// <summary>Writes a number, for which there is space.</summary>
    /// <returns>Its length.</returns>
    internal static int Write(long value, int decimals, Span<byte> text)
    {
        (long whole, long part) = Math.DivRem(value, Scales[decimals]);
        _ = Utf8Formatter.TryFormat(whole, text, out int length);
        if (decimals == 0) return length;
        text[length++] = (byte)'.';
        _ = Utf8Formatter.TryFormat(part, text[length..], out _, new StandardFormat('D', (byte)decimals));
        return length + decimals;
    }

    private static int ReadDigits(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        int length = 0;
        for (; length < text.Length && text[length] is >= (byte)'0' and <= (byte)'9'; length++)
            if (length < MostDigits) value = (value * 10) + (text[length] - '0');
        return length;
    }
}

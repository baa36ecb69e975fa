using System.Globalization;
using System.Text;
using CsCheck;

namespace Vmon.Tests.Engine.Parsing.Hostile;

/// <summary>Random values of each kind of field, as the kernel writes them.</summary>
internal static class FieldGenerators
{
    private const long MostTicks = 10_000_000_000_000;
    private const long MostKilobytes = 1L << 51;
    private const long MostSeconds = 99_999_999_999;

    internal static Gen<byte[]> Of(char kind) => kind switch
    {
        'i' => Numbers(int.MaxValue),
        'l' => Numbers(long.MaxValue),
        't' => Numbers(MostTicks),
        'b' => Numbers(MostSeconds).Where(bytes => bytes is not [(byte)'0']),
        'k' => Numbers(MostKilobytes),
        'p' => Numbers(long.MaxValue >> 16),
        's' => Gen.Int.Select(Ascii),
        'a' => Gen.Int[-1000, 1000].Select(Ascii),
        'L' => Gen.Long.Where(number => number != long.MinValue).Select(Ascii),
        'u' => Gen.OneOf(Gen.ULong, Gen.Const(ulong.MaxValue)).Select(Ascii),
        'd' => Gen.Select(Numbers(MostSeconds - 1), Gen.Int[0, 99], (whole, parts) => (byte[])[.. whole, .. Ascii($".{parts:00}")]),
        'o' => Gen.Int[0, int.MaxValue].Select(number => Ascii("0" + Convert.ToString(number, 8))),
        'h' => Gen.ULong.Select(number => Ascii($"{number:x16}")),
        'g' => Gen.UInt.Select(number => Ascii($"{number:X8}")),
        'f' => Gen.UShort.Select(number => Ascii($"{number:X4}")),
        'c' => Gen.Byte.Array[0, 15],
        'x' => Gen.Byte.Where(value => value != '\n').Array[1, 40].Select(TrimmedAsTheKernelDoes),
        'w' => Gen.Byte.Where(value => value != 0).Array[1, 20].Where(bytes => bytes is not [(byte)'0']),
        _ => throw new ArgumentException($"'{kind}' is not a kind of field.", nameof(kind)),
    };

    // Small numbers and numbers near the limit are more likely.
    private static Gen<byte[]> Numbers(long most) =>
        Gen.OneOf(Gen.Long[0, 9], Gen.Long[0, most], Gen.Long[most - 9, most]).Select(Ascii);

    // The kernel writes no text with spaces around it, because fields are separated by spaces.
    private static byte[] TrimmedAsTheKernelDoes(byte[] bytes)
    {
        byte[] trimmed = bytes.AsSpan().Trim(" \t"u8).ToArray();
        return trimmed.Length == 0 ? [(byte)'x'] : trimmed;
    }

    private static byte[] Ascii<T>(T value)
        where T : IFormattable => Ascii(value.ToString(null, CultureInfo.InvariantCulture));

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);
}

using System.Globalization;
using System.Text;

namespace Vmon.Fuzz.Formats;

/// <summary>Whether what a parser told is in the bytes that it was given.</summary>
internal static class Evidence
{
    internal static bool Holds(ReadOnlySpan<byte> bytes, in Told told) => told switch
    {
        { Text: null } or { Kind: ToldKind.Derived } => true,
        { Kind: ToldKind.Text } => bytes.IndexOf(ProcText.Encode(told.Text)) >= 0,
        { Kind: ToldKind.Number or ToldKind.Size } when told.Text.StartsWith('-') => false,
        { Kind: ToldKind.Decimals } => HoldsNumber(bytes, told.Text) || (told.Text.EndsWith('0') && HoldsNumber(bytes, told.Text[..^1])),
        { Kind: ToldKind.Size } => HoldsNumber(bytes, told.Text) || (IsKilobytes(told.Text, out string kilobytes) && HoldsNumber(bytes, kilobytes)),
        _ => HoldsNumber(bytes, told.Text),
    };

    private static bool IsKilobytes(string text, out string kilobytes)
    {
        long size = long.Parse(text, CultureInfo.InvariantCulture);
        kilobytes = (size / 1024).ToString(CultureInfo.InvariantCulture);
        return size % 1024 == 0;
    }

    private static bool HoldsNumber(ReadOnlySpan<byte> bytes, string number)
    {
        byte[] small = new byte[bytes.Length];
        for (int i = 0; i < small.Length; i++) small[i] = (byte)char.ToLowerInvariant((char)bytes[i]);
        return HoldsNumber(small, Encoding.ASCII.GetBytes(number));
    }

    // A number by itself: not the end of a longer one, nor its beginning.
    private static bool HoldsNumber(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> number)
    {
        bool isNegative = number[0] == '-';
        ReadOnlySpan<byte> digits = isNegative ? number[1..] : number;
        for (int at = 0; bytes[at..].IndexOf(digits) is var next and >= 0; at++)
        {
            at += next;
            int end = at + digits.Length;
            int start = at;
            while (start > 0 && bytes[start - 1] == '0') start--;
            bool isWhole = (start == 0 || !IsDigit(bytes[start - 1])) && (end == bytes.Length || !IsDigit(bytes[end]));
            bool hasMinus = start > 0 && bytes[start - 1] == '-';
            if (isWhole && (!isNegative || hasMinus)) return true;
        }

        return false;
    }

    private static bool IsDigit(byte character) => char.IsAsciiDigit((char)character);
}

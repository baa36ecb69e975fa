using System.Globalization;
using System.Text;

namespace Vmon.Fuzz.Formats;

/// <summary>Checks whether a value returned by a parser is in the bytes.</summary>
internal static class Evidence
{
    internal static bool Holds(ReadOnlySpan<byte> bytes, in ParsedField field) => field switch
    {
        { Text: null } or { Kind: ParsedKind.Derived } => true,
        { Kind: ParsedKind.Text } => bytes.IndexOf(ProcText.Encode(field.Text)) >= 0,
        { Kind: ParsedKind.Number or ParsedKind.Size } when field.Text.StartsWith('-') => false,
        { Kind: ParsedKind.Decimals } => HoldsNumber(bytes, field.Text) || (field.Text.EndsWith('0') && HoldsNumber(bytes, field.Text[..^1])),
        { Kind: ParsedKind.Size } => HoldsNumber(bytes, field.Text) || (IsKilobytes(field.Text, out string kilobytes) && HoldsNumber(bytes, kilobytes)),
        _ => HoldsNumber(bytes, field.Text),
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

    // The whole number, not a part of a longer one.
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

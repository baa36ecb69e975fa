using System.Globalization;

namespace Vmon.Services.Configuration;

/// <summary>An amount with its unit, at the beginning of a text: the 1h of 1h30m.</summary>
internal static class Quantity
{
    /// <summary>Takes it off the text. Null if the text does not begin with an amount.</summary>
    internal static double? Cut(ref ReadOnlySpan<char> text, out ReadOnlySpan<char> unit)
    {
        int digits = Length(text, static letter => char.IsAsciiDigit(letter) || letter == '.');
        ReadOnlySpan<char> rest = text[digits..].TrimStart();
        int letters = Length(rest, char.IsAsciiLetter);
        unit = rest[..letters];
        bool isNumber = double.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double amount);
        text = rest[letters..].TrimStart();
        return isNumber ? amount : null;
    }

    private static int Length(ReadOnlySpan<char> text, Func<char, bool> isPart)
    {
        int length = 0;
        while (length < text.Length && isPart(text[length])) length++;
        return length;
    }
}

using System.Globalization;
using System.Numerics;

namespace Vmon.PowerShell.Parameters;

/// <summary>
/// The numbers among the arguments of a parameter. PowerShell's own conversion also accepts bool, char, enum and '0x10', and rounds.
/// </summary>
internal static class Numeric
{
    private static readonly double LargestExact = Math.Pow(2, 53);

    /// <summary>Value of a number of any type. Null for everything else.</summary>
    internal static double? Of(object? value) => value switch
    {
        Enum => null,
        Half half => (double)half,
        BigInteger big => (double)big,
        IConvertible number when number.GetTypeCode() is >= TypeCode.SByte and <= TypeCode.Decimal => number.ToDouble(CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>A whole number, or its decimal digits as text. Null for everything else, and beyond Int64.</summary>
    internal static long? Whole(object? value) => value switch
    {
        string text => long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long parsed) ? parsed : null,
        Half or float or double => Of(value) is double real && double.IsInteger(real) && double.Abs(real) <= LargestExact ? (long)real : null,
        BigInteger big => big >= long.MinValue && big <= long.MaxValue ? (long)big : null,
        decimal money => decimal.IsInteger(money) && decimal.Abs(money) <= long.MaxValue ? (long)money : null,
        ulong large => large <= long.MaxValue ? (long)large : null,
        _ when Of(value) is not null => ((IConvertible)value!).ToInt64(CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>A process identifier: a whole number of 32 bits, as text in the form of the kernel: decimal digits without a leading zero.</summary>
    internal static int? ProcessId(object? value) => value switch
    {
        string text when !IsDecimal(text.Trim()) => null,
        _ => Whole(value) is long id and >= int.MinValue and <= int.MaxValue ? (int)id : null,
    };

    // 7, 0 and -7, which no process has, but not 007 or +7.
    private static bool IsDecimal(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) && number.ToString(CultureInfo.InvariantCulture) == text;
}

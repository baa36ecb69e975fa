using System.Globalization;
using System.Numerics;

namespace Vmon.PowerShell;

/// <summary>
/// What is a number among the arguments of a parameter. PowerShell's own conversion also takes bool, char, enum and '0x10' for numbers, and
/// rounds.
/// </summary>
internal static class Numeric
{
    private static readonly double LargestExact = Math.Pow(2, 53);

    /// <summary>The value of a number of any type; null for everything else.</summary>
    internal static double? Of(object? value) => value switch
    {
        Enum => null,
        Half half => (double)half,
        BigInteger big => (double)big,
        IConvertible number when number.GetTypeCode() is >= TypeCode.SByte and <= TypeCode.Decimal => number.ToDouble(CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>A whole number, or the decimal digits of one; null for everything else, and beyond Int64.</summary>
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

    /// <summary>A process identifier: a whole number of 32 bits. Whether a process has it is another question.</summary>
    internal static int? ProcessId(object? value) => Whole(value) is long id and >= int.MinValue and <= int.MaxValue ? (int)id : null;
}

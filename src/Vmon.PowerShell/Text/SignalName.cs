using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Vmon.PowerShell.Text;

/// <summary>Names of signals. Real-time signals are named as by kill -l: SIGRTMIN+1 is 35, SIGRTMAX-1 is 63.</summary>
internal static partial class SignalName
{
    // The kernel has 32 to 64; glibc reserves the first two.
    private const int First = 34;
    private const int Last = 64;
    private const int LastFromFirst = 49;
    private const string Prefix = "SIG";

    internal static int Number(Signals signal) => BitOperations.TrailingZeroCount((ulong)signal) + 1;

    internal static string Of(Signals signal) => Number(signal) switch
    {
        < First => signal.ToString(),
        First => "SIGRTMIN",
        Last => "SIGRTMAX",
        <= LastFromFirst and int number => string.Create(CultureInfo.InvariantCulture, $"SIGRTMIN+{number - First}"),
        int number => string.Create(CultureInfo.InvariantCulture, $"SIGRTMAX-{Last - number}"),
    };

    /// <summary>Parses a name with or without SIG, or a number. Null if it is not a signal.</summary>
    internal static Signals? Parse(string text)
    {
        string name = text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? text[Prefix.Length..] : text;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)) return Numbered(number, 1);
        if (RealTime().Match(name) is { Success: true } match)
        {
            int offset = match.Groups["offset"] is { Success: true } digits ? int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
            return Numbered(match.Groups["min"].Success ? First + offset : Last - offset, First);
        }

        return Enum.TryParse(Prefix + name, ignoreCase: true, out Signals signal) && BitOperations.IsPow2((ulong)signal) ? signal : null;
    }

    private static Signals? Numbered(int number, int lowest) => number >= lowest && number <= Last ? (Signals)(1UL << (number - 1)) : null;

    [GeneratedRegex(@"^((?<min>RTMIN)(\+(?<offset>[0-9]{1,2}))?|RTMAX(-(?<offset>[0-9]{1,2}))?)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RealTime();
}

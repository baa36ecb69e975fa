using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;
using Vmon.PowerShell.Parameters;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell;

/// <summary>
/// Converts durations to a TimeSpan. A number is seconds (PowerShell would read ticks of 100 ns); "500ms", "2s", "5min" and "1h30m" have
/// units; "00:00:30" is a TimeSpan.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed partial class SecondsTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly Dictionary<string, double> Units = new(StringComparer.OrdinalIgnoreCase)
    {
        ["us"] = 1e-6,
        ["ms"] = 1e-3,
        ["s"] = 1,
        ["sec"] = 1,
        ["m"] = 60,
        ["min"] = 60,
        ["h"] = 3600,
        ["d"] = 86400,
    };

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? input = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (input is null or TimeSpan) return input;

        // PowerShell reads 1d as the decimal number 1, and keeps its text if it is an argument of the command itself.
        string? text = input as string ?? (input is decimal && $"{inputData}" is [.., 'd' or 'D'] literal ? literal : null);
        if (text is null && input is decimal number)
            throw new ArgumentTransformationMetadataException(string.Create(CultureInfo.InvariantCulture, $"PowerShell reads {number}d as the decimal number {number}. Put days in quotes: '{number}d'. For seconds, specify a number without d."));
        text = text?.Trim();
        if ((text is null ? Numeric.Of(input) : Seconds(text)) is double seconds)
        {
            if (double.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds) return TimeSpan.FromSeconds(seconds);
        }
        else if (TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out TimeSpan span))
        {
            return span;
        }

        throw new ArgumentTransformationMetadataException($"'{PrintableText.Of($"{inputData}")}' is not a valid duration. Use 2, 0.5, '500ms', '5m' or a TimeSpan.");
    }

    private static double? Seconds(string text)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)) return number;
        if (Amounts().Match(text) is not { Success: true } match) return null;
        return match.Groups["number"].Captures.Zip(
            match.Groups["unit"].Captures,
            (amount, unit) => double.Parse(amount.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture) * Units[unit.Value]).Sum();
    }

    // 500ms, 5 min, 1h30m
    [GeneratedRegex(@"^((?<number>[0-9]+(\.[0-9]+)?) *(?<unit>us|ms|s|sec|m|min|h|d) *)+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Amounts();
}

/// <summary>Validates a TimeSpan greater than zero and not longer than 31 days.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidatePositiveAttribute : ValidateEnumeratedArgumentsAttribute
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    /// <inheritdoc/>
    protected override void ValidateElement(object element)
    {
        if (element is TimeSpan time && time > TimeSpan.Zero && time <= Longest) return;
        throw new ValidationMetadataException("The duration is out of range. Specify a duration greater than zero and not longer than 31 days.");
    }
}

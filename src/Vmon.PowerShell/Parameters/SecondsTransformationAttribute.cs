using System.Globalization;
using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>
/// Makes a time span of what users write: a number is seconds (PowerShell's own conversion takes it for 100 ns), "500ms", "2s",
/// "5m" or "1h" are what they say, and "00:00:30" is a time span already.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecondsTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly (string Suffix, double Seconds)[] Units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86400)];

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object input = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        double? seconds = input switch
        {
            int or long or double or decimal or float or short or byte => Convert.ToDouble(input, CultureInfo.InvariantCulture),
            string text => Seconds(text.Trim()),
            _ => null,
        };
        if (seconds is double known && double.Abs(known) < TimeSpan.MaxValue.TotalSeconds) return TimeSpan.FromSeconds(known);
        if (seconds is null && (input is not string span || TimeSpan.TryParse(span, CultureInfo.InvariantCulture, out _))) return inputData;
        throw new ArgumentTransformationMetadataException(
            $"'{inputData}' is no time that can be waited: 2 or 0.5 (seconds), '500ms', '5m', or a time span are.");
    }

    private static double? Seconds(string text)
    {
        if (Number(text) is double plain) return plain;
        foreach ((string suffix, double seconds) in Units)
        {
            if (text.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) && Number(text[..^suffix.Length]) is double number)
                return number * seconds;
        }

        return null;
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;
}

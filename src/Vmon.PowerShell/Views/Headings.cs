using System.Globalization;
using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>What a view writes above the rows of a sample; indented as PowerShell's own headings are.</summary>
internal static class Headings
{
    /// <summary>Number and time of the sample.</summary>
    internal static string OfSample(PSMemberInfoCollection<PSPropertyInfo> properties) =>
        string.Create(CultureInfo.InvariantCulture, $"   Sample {properties.Value(nameof(ProcessSample.Sample))}, {Time(properties)}{Session(properties)}");

    /// <summary>The end of the interval and its length.</summary>
    internal static string OfInterval(PSMemberInfoCollection<PSPropertyInfo> properties) => properties.Get<TimeSpan>(nameof(ProcessSample.Interval)) is { } interval
        ? string.Create(CultureInfo.InvariantCulture, $"   {Time(properties)}, interval {interval.TotalSeconds:0.##} s{Session(properties)}")
        : $"   {Time(properties)}{Session(properties)}";

    private static string Time(PSMemberInfoCollection<PSPropertyInfo> properties) =>
        properties.Time(nameof(ProcessSample.Timestamp))?.ToString("HH:mm:ss", CultureInfo.InvariantCulture) ?? "-";

    // The default session goes without saying.
    private static string Session(PSMemberInfoCollection<PSPropertyInfo> properties) =>
        properties.Text(nameof(ProcessSample.Session)) is { } session and not SessionOptions.DefaultName ? $", session {PrintableText.Of(session)}" : "";
}

using System.Globalization;
using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>What a view writes above the rows of one sample.</summary>
internal static class SampleHeading
{
    /// <summary>Number and time of the sample, and the session if it is not the default one; indented as PowerShell's own headings are.</summary>
    internal static string Of(PSMemberInfoCollection<PSPropertyInfo> properties)
    {
        DateTimeOffset? time = properties.Time(nameof(ProcessSample.Timestamp));
        string heading = string.Create(CultureInfo.InvariantCulture, $"   Sample {properties.Value(nameof(ProcessSample.Sample))}, {time:HH:mm:ss}");
        string? session = properties.Text(nameof(ProcessSample.Session));
        return session is null or SessionOptions.DefaultName ? heading : $"{heading}, session {PrintableText.Of(session)}";
    }
}

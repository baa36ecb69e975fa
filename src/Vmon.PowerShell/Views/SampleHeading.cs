using System.Globalization;
using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>What a view writes above the rows of one sample.</summary>
public static class SampleHeading
{
    /// <summary>What the rows of a sample have in common, and those of the next have not.</summary>
    public static string Key(PSObject instance) => $"{instance.Value(nameof(ProcessSample.Sample))} {instance.Text(nameof(ProcessSample.Session))}";

    /// <summary>Number and time of the sample, and the session if it is not the default one; indented as PowerShell's own headings are.</summary>
    public static string Text(PSObject instance)
    {
        DateTimeOffset? time = instance.Get<DateTimeOffset>(nameof(ProcessSample.Timestamp));
        string heading = string.Create(CultureInfo.InvariantCulture, $"   Sample {instance.Value(nameof(ProcessSample.Sample))}, {time:HH:mm:ss}");
        string? session = instance.Text(nameof(ProcessSample.Session));
        return session is null or SessionOptions.DefaultName ? heading : $"{heading}, session {PrintableText.Of(session)}";
    }
}

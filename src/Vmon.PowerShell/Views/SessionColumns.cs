using System.Globalization;
using System.Management.Automation;

namespace Vmon.PowerShell.Views;

/// <summary>The cells of the view of sessions.</summary>
public sealed class SessionColumns(PSMemberInfoCollection<PSPropertyInfo> properties)
{
    /// <summary>Its name.</summary>
    public string Name => properties.Printable(nameof(VmonSession.Name));

    /// <summary>Time from one sample to the next: 250ms, 1s, 90s.</summary>
    public string Interval => properties.Get<TimeSpan>(nameof(VmonSession.Interval)) switch
    {
        null => "-",
        TimeSpan interval when interval < TimeSpan.FromSeconds(1) => string.Create(CultureInfo.InvariantCulture, $"{interval.TotalMilliseconds:0.###}ms"),
        TimeSpan interval => string.Create(CultureInfo.InvariantCulture, $"{interval.TotalSeconds:0.###}s"),
    };

    /// <summary>The /proc that it samples.</summary>
    public string ProcRoot => properties.Printable(nameof(VmonSession.ProcRoot));
}

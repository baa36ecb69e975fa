using System.Management.Automation;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell.Views;

/// <summary>The cells of the view of sessions.</summary>
public sealed class SessionColumns(PSMemberInfoCollection<PSPropertyInfo> properties)
{
    /// <summary>Its name.</summary>
    public string Name => properties.Printable(nameof(VmonSession.Name));

    /// <summary>Time from one sample to the next: 250ms, 1s, 90s.</summary>
    public string Interval => Units.Interval(properties.Get<TimeSpan>(nameof(VmonSession.Interval)));

    /// <summary>The root directory that it samples.</summary>
    public string ProcRoot => properties.Printable(nameof(VmonSession.ProcRoot));
}

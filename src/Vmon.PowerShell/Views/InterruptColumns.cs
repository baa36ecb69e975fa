using System.Globalization;
using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>The cells of the view of interrupts.</summary>
public sealed class InterruptColumns(PSMemberInfoCollection<PSPropertyInfo> properties)
{
    /// <summary>How often per second.</summary>
    public string Rate => properties.Get<double>(nameof(InterruptSample.Rate))?.ToString("0.0", CultureInfo.InvariantCulture) ?? "-";

    /// <summary>Controller and device.</summary>
    public string Description => properties.Printable(nameof(InterruptSample.Description));
}

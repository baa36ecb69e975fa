using System.Globalization;
using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>The cells of the view of interrupts.</summary>
public static class InterruptColumns
{
    /// <summary>How often per second.</summary>
    public static string Rate(PSObject instance) => instance.Get<double>(nameof(InterruptSample.Rate))?.ToString("0.0", CultureInfo.InvariantCulture) ?? "-";

    /// <summary>Controller and device.</summary>
    public static string Description(PSObject instance) => instance.Printable(nameof(InterruptSample.Description));
}

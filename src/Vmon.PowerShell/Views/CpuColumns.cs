using System.Globalization;
using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>The cells of the view of CPUs.</summary>
public static class CpuColumns
{
    /// <summary>Which.</summary>
    public static string Name(PSObject instance) => Of(instance).Number?.ToString(CultureInfo.InvariantCulture) ?? "all";

    /// <summary>How busy.</summary>
    public static string Busy(PSObject instance) => Units.Percent(Of(instance).CpuPercent);

    /// <summary>User mode.</summary>
    public static string User(PSObject instance) => Units.Percent(Of(instance).UserPercent);

    /// <summary>User mode at low priority.</summary>
    public static string Nice(PSObject instance) => Units.Percent(Of(instance).NicePercent);

    /// <summary>Kernel mode.</summary>
    public static string System(PSObject instance) => Units.Percent(Of(instance).SystemPercent);

    /// <summary>Waiting for IO.</summary>
    public static string IoWait(PSObject instance) => Units.Percent(Of(instance).IoWaitPercent);

    /// <summary>Interrupts.</summary>
    public static string Irq(PSObject instance) => Units.Percent(Of(instance).IrqPercent);

    /// <summary>Softirqs.</summary>
    public static string SoftIrq(PSObject instance) => Units.Percent(Of(instance).SoftIrqPercent);

    /// <summary>Stolen.</summary>
    public static string Steal(PSObject instance) => Units.Percent(Of(instance).StealPercent);

    /// <summary>Virtual machines.</summary>
    public static string Guest(PSObject instance) => Units.Percent(Of(instance).GuestPercent);

    /// <summary>Idle.</summary>
    public static string Idle(PSObject instance) => Units.Percent(Of(instance).IdlePercent);

    private static CpuSample Of(PSObject instance) => (CpuSample)instance.BaseObject;
}

using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>The cells of the view of CPUs.</summary>
public static class CpuColumns
{
    /// <summary>Which.</summary>
    public static string Name(PSObject instance) => instance.Text(nameof(CpuSample.Number)) ?? "all";

    /// <summary>How busy.</summary>
    public static string Busy(PSObject instance) => instance.Percent(nameof(CpuSample.CpuPercent));

    /// <summary>User mode.</summary>
    public static string User(PSObject instance) => instance.Percent(nameof(CpuSample.UserPercent));

    /// <summary>User mode at low priority.</summary>
    public static string Nice(PSObject instance) => instance.Percent(nameof(CpuSample.NicePercent));

    /// <summary>Kernel mode.</summary>
    public static string System(PSObject instance) => instance.Percent(nameof(CpuSample.SystemPercent));

    /// <summary>Waiting for IO.</summary>
    public static string IoWait(PSObject instance) => instance.Percent(nameof(CpuSample.IoWaitPercent));

    /// <summary>Interrupts.</summary>
    public static string Irq(PSObject instance) => instance.Percent(nameof(CpuSample.IrqPercent));

    /// <summary>Softirqs.</summary>
    public static string SoftIrq(PSObject instance) => instance.Percent(nameof(CpuSample.SoftIrqPercent));

    /// <summary>Stolen.</summary>
    public static string Steal(PSObject instance) => instance.Percent(nameof(CpuSample.StealPercent));

    /// <summary>Virtual machines.</summary>
    public static string Guest(PSObject instance) => instance.Percent(nameof(CpuSample.GuestPercent));

    /// <summary>Idle.</summary>
    public static string Idle(PSObject instance) => instance.Percent(nameof(CpuSample.IdlePercent));
}

using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>The cells of the view of CPUs.</summary>
public sealed class CpuColumns(PSMemberInfoCollection<PSPropertyInfo> properties)
{
    /// <summary>Which.</summary>
    public string Name => properties.Text(nameof(CpuSample.Number)) ?? "all";

    /// <summary>How busy.</summary>
    public string Busy => properties.Percent(nameof(CpuSample.CpuPercent));

    /// <summary>User mode.</summary>
    public string User => properties.Percent(nameof(CpuSample.UserPercent));

    /// <summary>User mode at low priority.</summary>
    public string Nice => properties.Percent(nameof(CpuSample.NicePercent));

    /// <summary>Kernel mode.</summary>
    public string System => properties.Percent(nameof(CpuSample.SystemPercent));

    /// <summary>Waiting for IO.</summary>
    public string IoWait => properties.Percent(nameof(CpuSample.IoWaitPercent));

    /// <summary>Interrupts.</summary>
    public string Irq => properties.Percent(nameof(CpuSample.IrqPercent));

    /// <summary>Softirqs.</summary>
    public string SoftIrq => properties.Percent(nameof(CpuSample.SoftIrqPercent));

    /// <summary>Stolen.</summary>
    public string Steal => properties.Percent(nameof(CpuSample.StealPercent));

    /// <summary>Virtual machines.</summary>
    public string Guest => properties.Percent(nameof(CpuSample.GuestPercent));

    /// <summary>Idle.</summary>
    public string Idle => properties.Percent(nameof(CpuSample.IdlePercent));
}

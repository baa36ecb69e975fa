using System.Globalization;
using System.Management.Automation;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell.Views;

/// <summary>The cells of the views of the machine.</summary>
public sealed class SystemColumns(PSMemberInfoCollection<PSPropertyInfo> properties)
{
    /// <summary>Time of the sample.</summary>
    public string Time => properties.Time(nameof(SystemSample.Timestamp))?.ToString("HH:mm:ss", CultureInfo.InvariantCulture) ?? "-";

    /// <summary>Busy time of all CPUs.</summary>
    public string Cpu => properties.Percent(nameof(SystemSample.CpuPercent));

    /// <summary>Load of the last minute.</summary>
    public string Load => Units.Average(properties.Get<double>(nameof(SystemSample.LoadAverage1)));

    /// <summary>Memory in use.</summary>
    public string Used => properties.Bytes(nameof(SystemSample.MemoryUsed));

    /// <summary>Total memory.</summary>
    public string Total => properties.Bytes(nameof(SystemSample.MemoryTotal));

    /// <summary>Swap in use.</summary>
    public string Swap => properties.Bytes(nameof(SystemSample.SwapUsed));

    /// <summary>Total swap.</summary>
    public string SwapTotal => properties.Bytes(nameof(SystemSample.SwapTotal));

    /// <summary>Pressure on CPU: percentage of the last 10 seconds in which at least one task waited.</summary>
    public string CpuStall => Units.Percent(Some(properties, nameof(SystemSample.CpuPressure)));

    /// <summary>Pressure on memory.</summary>
    public string MemStall => Units.Percent(Some(properties, nameof(SystemSample.MemoryPressure)));

    /// <summary>Pressure on IO.</summary>
    public string IoStall => Units.Percent(Some(properties, nameof(SystemSample.IoPressure)));

    /// <summary>
    /// Percentage of the last 10 seconds in which at least one task waited. Null if the kernel does not account pressure.
    /// </summary>
    internal static double? Some(PSMemberInfoCollection<PSPropertyInfo> properties, string pressure) => properties.Value(pressure) is { } value
        ? PSObject.AsPSObject(value).Properties.Get<double>(nameof(PressureSample.SomeAverage10))
        : null;
}

/// <summary>The cells of the view of CPUs.</summary>
public sealed class CpuColumns(PSMemberInfoCollection<PSPropertyInfo> properties)
{
    /// <summary>Number of the CPU, or all.</summary>
    public string Name => properties.Text(nameof(CpuSample.Number)) ?? "all";

    /// <summary>Busy time.</summary>
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

    /// <summary>Time that the hypervisor gave to other guests.</summary>
    public string Steal => properties.Percent(nameof(CpuSample.StealPercent));

    /// <summary>Time in guests of this machine.</summary>
    public string Guest => properties.Percent(nameof(CpuSample.GuestPercent));

    /// <summary>Idle.</summary>
    public string Idle => properties.Percent(nameof(CpuSample.IdlePercent));
}

/// <summary>The cells of the view of interrupts.</summary>
public sealed class InterruptColumns(PSMemberInfoCollection<PSPropertyInfo> properties)
{
    /// <summary>Interrupts per second.</summary>
    public string Rate => properties.Get<double>(nameof(InterruptSample.Rate))?.ToString("0.0", CultureInfo.InvariantCulture) ?? "-";

    /// <summary>Controller and device.</summary>
    public string Description => properties.Printable(nameof(InterruptSample.Description));
}

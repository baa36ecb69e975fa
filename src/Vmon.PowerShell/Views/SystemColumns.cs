using System.Globalization;
using System.Management.Automation;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell.Views;

/// <summary>The cells of the views of the machine.</summary>
public sealed class SystemColumns(PSMemberInfoCollection<PSPropertyInfo> properties)
{
    /// <summary>Time of the sample.</summary>
    public string Time => properties.Time(nameof(SystemSample.Timestamp))?.ToString("HH:mm:ss", CultureInfo.InvariantCulture) ?? "-";

    /// <summary>How busy all CPUs are.</summary>
    public string Cpu => properties.Percent(nameof(SystemSample.CpuPercent));

    /// <summary>Load of the last minute.</summary>
    public string Load => Average(properties.Get<double>(nameof(SystemSample.LoadAverage1)));

    /// <summary>Memory in use.</summary>
    public string Used => properties.Bytes(nameof(SystemSample.MemoryUsed));

    /// <summary>Memory in all.</summary>
    public string Total => properties.Bytes(nameof(SystemSample.MemoryTotal));

    /// <summary>Swap in use.</summary>
    public string Swap => properties.Bytes(nameof(SystemSample.SwapUsed));

    /// <summary>Swap in all.</summary>
    public string SwapTotal => properties.Bytes(nameof(SystemSample.SwapTotal));

    /// <summary>Pressure on CPU: per cent of the last 10 seconds in which some task waited.</summary>
    public string CpuStall => Units.Percent(Some(properties, nameof(SystemSample.CpuPressure)));

    /// <summary>Pressure on memory.</summary>
    public string MemStall => Units.Percent(Some(properties, nameof(SystemSample.MemoryPressure)));

    /// <summary>Pressure on IO.</summary>
    public string IoStall => Units.Percent(Some(properties, nameof(SystemSample.IoPressure)));

    /// <summary>An average in at most five characters: 0.25, 99.99, 100.0, 1234.</summary>
    internal static string Average(double? number) =>
        number?.ToString(number < 99.995 ? "0.00" : number < 999.95 ? "0.0" : "0", CultureInfo.InvariantCulture) ?? "-";

    /// <summary>A number of at most six characters: 99999, 100k, 12.3M.</summary>
    internal static string Count(double? number) => number switch
    {
        null => "-",
        < 99_999.5 => number.Value.ToString("0", CultureInfo.InvariantCulture),
        < 999_500 => (number.Value / 1e3).ToString("0k", CultureInfo.InvariantCulture),
        < 999_500_000 => (number.Value / 1e6).ToString("0.0M", CultureInfo.InvariantCulture),
        _ => (number.Value / 1e9).ToString("0.0G", CultureInfo.InvariantCulture),
    };

    /// <summary>Per cent of the last 10 seconds in which some task waited; null where the kernel does not account pressure.</summary>
    internal static double? Some(PSMemberInfoCollection<PSPropertyInfo> properties, string pressure) => properties.Value(pressure) is { } value
        ? PSObject.AsPSObject(value).Properties.Get<double>(nameof(PressureSample.SomeAverage10))
        : null;
}

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

/// <summary>The cells of the view of interrupts.</summary>
public sealed class InterruptColumns(PSMemberInfoCollection<PSPropertyInfo> properties)
{
    /// <summary>How often per second.</summary>
    public string Rate => properties.Get<double>(nameof(InterruptSample.Rate))?.ToString("0.0", CultureInfo.InvariantCulture) ?? "-";

    /// <summary>Controller and device.</summary>
    public string Description => properties.Printable(nameof(InterruptSample.Description));
}

using System.Globalization;
using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>The cells of the views of the machine.</summary>
public static class SystemColumns
{
    /// <summary>Time of the sample.</summary>
    public static string Time(PSObject instance) => instance.Get<DateTimeOffset>(nameof(SystemSample.Timestamp))?.ToString("HH:mm:ss", CultureInfo.InvariantCulture) ?? "-";

    /// <summary>How busy all CPUs are.</summary>
    public static string Cpu(PSObject instance) => instance.Percent(nameof(SystemSample.CpuPercent));

    /// <summary>Time waiting for IO.</summary>
    public static string IoWait(PSObject instance) => instance.Percent(nameof(SystemSample.IoWaitPercent));

    /// <summary>Load of the last minute.</summary>
    public static string Load(PSObject instance) => instance.Get<double>(nameof(SystemSample.LoadAverage1))?.ToString("0.00", CultureInfo.InvariantCulture) ?? "-";

    /// <summary>Memory in use.</summary>
    public static string Used(PSObject instance) => instance.Bytes(nameof(SystemSample.MemoryUsed));

    /// <summary>Memory to be had.</summary>
    public static string Available(PSObject instance) => instance.Bytes(nameof(SystemSample.MemoryAvailable));

    /// <summary>Swap in use.</summary>
    public static string Swap(PSObject instance) => instance.Bytes(nameof(SystemSample.SwapUsed));

    /// <summary>Threads that run, and that wait for IO.</summary>
    public static string Queue(PSObject instance) =>
        $"{Count(instance.Get<double>(nameof(SystemSample.ProcessesRunning)))}/{Count(instance.Get<double>(nameof(SystemSample.ProcessesBlocked)))}";

    /// <summary>Context switches per second.</summary>
    public static string Switches(PSObject instance) => Count(instance.Get<double>(nameof(SystemSample.ContextSwitchesRate)));

    /// <summary>Pressure on CPU, memory and IO: some waited, per cent of the last 10 seconds.</summary>
    public static string Pressure(PSObject instance)
    {
        string[] resources = [nameof(SystemSample.CpuPressure), nameof(SystemSample.MemoryPressure), nameof(SystemSample.IoPressure)];
        return string.Join('/', resources.Select(resource => Average(instance.Value(resource))));
    }

    /// <summary>A number of at most six characters: 99999, 100k, 12.3M.</summary>
    internal static string Count(double? number) => number switch
    {
        null => "-",
        < 99_999.5 => number.Value.ToString("0", CultureInfo.InvariantCulture),
        < 999_500 => (number.Value / 1e3).ToString("0k", CultureInfo.InvariantCulture),
        < 999_500_000 => (number.Value / 1e6).ToString("0.0M", CultureInfo.InvariantCulture),
        _ => (number.Value / 1e9).ToString("0.0G", CultureInfo.InvariantCulture),
    };

    private static string Average(object? pressure) => pressure is null
        ? "-"
        : PSObject.AsPSObject(pressure).Get<double>(nameof(PressureSample.SomeAverage10))?.ToString("0", CultureInfo.InvariantCulture) ?? "-";
}

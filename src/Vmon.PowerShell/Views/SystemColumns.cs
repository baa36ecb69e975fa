using System.Globalization;
using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>The cells of the views of the machine.</summary>
public static class SystemColumns
{
    /// <summary>Time of the sample.</summary>
    public static string Time(PSObject instance) => Of(instance).Timestamp.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>How busy all CPUs are.</summary>
    public static string Cpu(PSObject instance) => Units.Percent(Of(instance).CpuPercent);

    /// <summary>Time waiting for IO.</summary>
    public static string IoWait(PSObject instance) => Units.Percent(Of(instance).IoWaitPercent);

    /// <summary>Load of the last minute.</summary>
    public static string Load(PSObject instance) => Of(instance).LoadAverage1?.ToString("0.00", CultureInfo.InvariantCulture) ?? "-";

    /// <summary>Memory in use.</summary>
    public static string Used(PSObject instance) => Units.Bytes(Of(instance).MemoryUsed);

    /// <summary>Memory to be had.</summary>
    public static string Available(PSObject instance) => Units.Bytes(Of(instance).MemoryAvailable);

    /// <summary>Swap in use.</summary>
    public static string Swap(PSObject instance) => Units.Bytes(Of(instance).SwapUsed);

    /// <summary>Threads that run, and that wait for IO.</summary>
    public static string Queue(PSObject instance) => $"{Count(Of(instance).ProcessesRunning)}/{Count(Of(instance).ProcessesBlocked)}";

    /// <summary>Context switches per second.</summary>
    public static string Switches(PSObject instance) => Count(Of(instance).ContextSwitchesRate);

    /// <summary>Pressure on CPU, memory and IO: some waited, per cent of the last 10 seconds.</summary>
    public static string Pressure(PSObject instance)
    {
        SystemSample sample = Of(instance);
        PressureSample?[] all = [sample.CpuPressure, sample.MemoryPressure, sample.IoPressure];
        return string.Join('/', all.Select(pressure => pressure?.SomeAverage10?.ToString("0", CultureInfo.InvariantCulture) ?? "-"));
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

    private static SystemSample Of(PSObject instance) => (SystemSample)instance.BaseObject;
}

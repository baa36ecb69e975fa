using System.Globalization;
using System.Management.Automation;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell.Views;

/// <summary>The cells of the view of control groups.</summary>
public sealed class CgroupColumns(PSMemberInfoCollection<PSPropertyInfo> properties)
{
    /// <summary>CPU in the interval, in percent of a core.</summary>
    public string Cpu => properties.Percent(nameof(CgroupSample.CpuPercent));

    /// <summary>CPU since the group was created, in seconds.</summary>
    public string CpuSeconds => Units.Seconds(properties.Get<TimeSpan>(nameof(CgroupSample.TotalProcessorTime))?.TotalSeconds);

    /// <summary>Percentage of periods in which the group was throttled.</summary>
    public string Throttled => properties.Percent(nameof(CgroupSample.ThrottledPercent));

    /// <summary>Memory in use.</summary>
    public string Memory => properties.Bytes(nameof(CgroupSample.MemoryCurrent));

    /// <summary>Memory in percent of the limit.</summary>
    public string MemoryPart => properties.Percent(nameof(CgroupSample.MemoryPercent));

    /// <summary>Processes that were killed for lack of memory.</summary>
    public string OomKills => Count(nameof(CgroupSample.OomKillsTotal));

    /// <summary>Processes and threads.</summary>
    public string Tasks => Count(nameof(CgroupSample.TaskCount));

    /// <summary>Bytes read per second.</summary>
    public string Read => properties.Bytes(nameof(CgroupSample.IoReadRate));

    /// <summary>Bytes written per second.</summary>
    public string Write => properties.Bytes(nameof(CgroupSample.IoWriteRate));

    /// <summary>The path, and the name of the container.</summary>
    public string Path => properties.Printable(nameof(CgroupSample.Path))
        + (properties.Value(nameof(CgroupSample.ContainerName)) is null ? "" : $" [{properties.Printable(nameof(CgroupSample.ContainerName))}]");

    private string Count(string name) => properties.Get<long>(name)?.ToString(CultureInfo.InvariantCulture) ?? Units.Unknown;
}

/// <summary>The cells of the view of the block devices of a control group.</summary>
public sealed class CgroupDeviceColumns(PSMemberInfoCollection<PSPropertyInfo> properties)
{
    /// <summary>Bytes read per second.</summary>
    public string ReadRate => properties.Bytes(nameof(CgroupDevice.ReadRate));

    /// <summary>Bytes written per second.</summary>
    public string WriteRate => properties.Bytes(nameof(CgroupDevice.WriteRate));

    /// <summary>Reads per second.</summary>
    public string ReadOperations => Rate(nameof(CgroupDevice.ReadOperationsRate));

    /// <summary>Writes per second.</summary>
    public string WriteOperations => Rate(nameof(CgroupDevice.WriteOperationsRate));

    /// <summary>Bytes read since the group was created.</summary>
    public string Read => properties.Bytes(nameof(CgroupDevice.ReadTotal));

    /// <summary>Bytes written since the group was created.</summary>
    public string Written => properties.Bytes(nameof(CgroupDevice.WriteTotal));

    private string Rate(string name) => properties.Get<double>(name)?.ToString("0.0", CultureInfo.InvariantCulture) ?? Units.Unknown;
}

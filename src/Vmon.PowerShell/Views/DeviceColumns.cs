using System.Globalization;
using System.Management.Automation;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell.Views;

/// <summary>The cells of the view of disks.</summary>
public sealed class DiskColumns(PSMemberInfoCollection<PSPropertyInfo> properties)
{
    /// <summary>Name of the device.</summary>
    public string Name => properties.Printable(nameof(DiskSample.Name));

    /// <summary>Read requests per second.</summary>
    public string Reads => Units.Rate(properties.Get<double>(nameof(DiskSample.ReadOperationsRate)));

    /// <summary>Bytes read per second.</summary>
    public string ReadRate => properties.Bytes(nameof(DiskSample.ReadRate));

    /// <summary>Milliseconds of a read request.</summary>
    public string RWait => Units.Average(properties.Get<double>(nameof(DiskSample.ReadLatency)));

    /// <summary>Write requests per second.</summary>
    public string Writes => Units.Rate(properties.Get<double>(nameof(DiskSample.WriteOperationsRate)));

    /// <summary>Bytes written per second.</summary>
    public string WriteRate => properties.Bytes(nameof(DiskSample.WriteRate));

    /// <summary>Milliseconds of a write request.</summary>
    public string WWait => Units.Average(properties.Get<double>(nameof(DiskSample.WriteLatency)));

    /// <summary>Requests in the queue and in the device.</summary>
    public string Queue => Units.Average(properties.Get<double>(nameof(DiskSample.QueueLength)));

    /// <summary>Utilization.</summary>
    public string Busy => properties.Percent(nameof(DiskSample.BusyPercent));
}

/// <summary>The cells of the view of network interfaces.</summary>
public sealed class InterfaceColumns(PSMemberInfoCollection<PSPropertyInfo> properties)
{
    /// <summary>Name of the interface.</summary>
    public string Name => properties.Printable(nameof(InterfaceSample.Name));

    /// <summary>Bytes received per second.</summary>
    public string RxRate => properties.Bytes(nameof(InterfaceSample.ReceiveRate));

    /// <summary>Packets received per second.</summary>
    public string RxPkts => Units.Rate(properties.Get<double>(nameof(InterfaceSample.ReceivePacketsRate)));

    /// <summary>Receive errors since the interface exists.</summary>
    public string RxErr => Count(nameof(InterfaceSample.ReceiveErrorsTotal));

    /// <summary>Received packets dropped since the interface exists.</summary>
    public string RxDrop => Count(nameof(InterfaceSample.ReceiveDropsTotal));

    /// <summary>Bytes sent per second.</summary>
    public string TxRate => properties.Bytes(nameof(InterfaceSample.SendRate));

    /// <summary>Packets sent per second.</summary>
    public string TxPkts => Units.Rate(properties.Get<double>(nameof(InterfaceSample.SendPacketsRate)));

    /// <summary>Send errors since the interface exists.</summary>
    public string TxErr => Count(nameof(InterfaceSample.SendErrorsTotal));

    /// <summary>Packets dropped before they were sent, since the interface exists.</summary>
    public string TxDrop => Count(nameof(InterfaceSample.SendDropsTotal));

    private string Count(string name) => properties.Get<long>(name)?.ToString(CultureInfo.InvariantCulture) ?? Units.Unknown;
}

/// <summary>The cells of the view of file systems.</summary>
public sealed class FileSystemColumns(PSMemberInfoCollection<PSPropertyInfo> properties)
{
    /// <summary>What is mounted.</summary>
    public string Source => properties.Printable(nameof(FileSystemSample.Source));

    /// <summary>Size.</summary>
    public string Size => properties.Bytes(nameof(FileSystemSample.Size));

    /// <summary>Space in use.</summary>
    public string Used => properties.Bytes(nameof(FileSystemSample.Used));

    /// <summary>Space that users other than root can use.</summary>
    public string Available => properties.Bytes(nameof(FileSystemSample.Available));

    /// <summary>Space in use, as a percentage.</summary>
    public string UsedPct => properties.Percent(nameof(FileSystemSample.UsedPercent));

    /// <summary>Where it is mounted.</summary>
    public string MountPoint => properties.Printable(nameof(FileSystemSample.MountPoint));
}

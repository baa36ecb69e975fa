using System.Globalization;
using System.Management.Automation;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell.Views;

/// <summary>The cells and headings of an object that Vmon.Format.ps1xml displays.</summary>
public sealed class VmonView(PSMemberInfoCollection<PSPropertyInfo> properties)
{
    /// <summary>What the rows of one sample have in common. Not all have a session.</summary>
    public string SampleKey => $"{properties.Text(nameof(ProcessSample.Sample))} {properties.Text(nameof(ProcessSample.Session))}";

    /// <summary>Heading of the rows of one sample of several.</summary>
    public string SampleHeading => Headings.OfSample(properties);

    /// <summary>Heading of the rows of an interval.</summary>
    public string IntervalHeading => Headings.OfInterval(properties);

    /// <summary>Texts of the list views.</summary>
    public PrintableFields Printable => new(properties);

    /// <summary>Cells of a process.</summary>
    public ProcessColumns Process => new(properties);

    /// <summary>Cells of an event of a process.</summary>
    public EventColumns Event => new(properties);

    /// <summary>Cells of a node of a tree.</summary>
    public TreeColumns Tree => new(properties);

    /// <summary>Cells of an open file.</summary>
    public FileColumns File => new(properties);

    /// <summary>Cells of a connection.</summary>
    public ConnectionColumns Connection => new(properties);

    /// <summary>Cells of a pipe.</summary>
    public PipeColumns Pipe => new(properties);

    /// <summary>Cells of an end of a pipe.</summary>
    public PipeEndColumns PipeEnd => new(properties);

    /// <summary>Cells of a session.</summary>
    public SessionColumns Session => new(properties);

    /// <summary>Cells of a recording.</summary>
    public RecordingColumns Recording => new(properties);

    /// <summary>Cells of a recorder.</summary>
    public RecorderColumns Recorder => new(properties);

    /// <summary>Cells of a control group.</summary>
    public CgroupColumns Cgroup => new(properties);

    /// <summary>Cells of a block device of a control group.</summary>
    public CgroupDeviceColumns CgroupDevice => new(properties);

    /// <summary>Cells of the machine.</summary>
    public SystemColumns System => new(properties);

    /// <summary>Cells of a CPU.</summary>
    public CpuColumns Cpu => new(properties);

    /// <summary>Cells of a disk.</summary>
    public DiskColumns Disk => new(properties);

    /// <summary>Cells of a network interface.</summary>
    public InterfaceColumns Interface => new(properties);

    /// <summary>Cells of a file system.</summary>
    public FileSystemColumns FileSystem => new(properties);

    /// <summary>Cells of an interrupt.</summary>
    public InterruptColumns Interrupt => new(properties);
}

/// <summary>
/// The hidden properties that Vmon.Types.ps1xml adds: the cells of the views, and texts for lists that PowerShell formats itself.
/// </summary>
public static class HiddenProperties
{
    /// <summary>Cells of an object. The argument is the member set PSObject of the object.</summary>
    public static VmonView? VmonView(PSObject memberSet) =>
        ((PSMemberSet)memberSet.BaseObject).Properties[nameof(PSObject.Properties)]?.Value is PSMemberInfoCollection<PSPropertyInfo> properties
            ? new VmonView(properties)
            : null;

    /// <summary>Name and command line of a process.</summary>
    public static string Command(PSObject process) => new ProcessColumns(process.Properties).Command;

    /// <summary>Exit code or signal of an event.</summary>
    public static string? Exit(PSObject happened) => new EventColumns(happened.Properties).Exit is var exit and not Text.Units.Unknown ? exit : null;

    /// <summary>PID of the node that precedes this one in tree order. Null for a root.</summary>
    public static int? Above(PSObject node) => TreeLines.Above((ProcessTreeNode)node.BaseObject)?.Id;

    /// <summary>Lines that connect a node with its ancestors. A serialized node keeps them, although it has no tree any more.</summary>
    public static string Branch(PSObject node) => TreeLines.To((ProcessTreeNode)node.BaseObject);

    /// <summary>Name and PID of the process that holds a descriptor.</summary>
    public static string Holder(PSObject file) => new FileColumns(file.Properties).Holder;

    /// <summary>Target of a descriptor.</summary>
    public static string File(PSObject file) => new FileColumns(file.Properties).Target;

    /// <summary>Local address and port of a socket.</summary>
    public static string? Local(PSObject connection) => new ConnectionColumns(connection.Properties).Local is var local and not Text.Units.Unknown ? local : null;

    /// <summary>Remote address and port of a socket.</summary>
    public static string Remote(PSObject connection) => new ConnectionColumns(connection.Properties).Remote;

    /// <summary>Name and PID of the process that holds a socket.</summary>
    public static string SocketHolder(PSObject connection) => new ConnectionColumns(connection.Properties).Holder;

    /// <summary>Protocol, addresses and state of a socket.</summary>
    public static string Summary(PSObject socket) => PrintableText.Of(socket.ToString());

    /// <summary>Pressure on CPU, a column of the table.</summary>
    public static double? CpuStall(PSObject system) => SystemColumns.Some(system.Properties, nameof(SystemSample.CpuPressure));

    /// <summary>Pressure on memory.</summary>
    public static double? MemStall(PSObject system) => SystemColumns.Some(system.Properties, nameof(SystemSample.MemoryPressure));

    /// <summary>Pressure on IO.</summary>
    public static double? IoStall(PSObject system) => SystemColumns.Some(system.Properties, nameof(SystemSample.IoPressure));

    /// <summary>The pipeline of a pipe.</summary>
    public static string Pipeline(PSObject pipe) => new PipeColumns(pipe.Properties).Chain;
}

/// <summary>Headings above the rows of a sample, indented like PowerShell's own.</summary>
internal static class Headings
{
    /// <summary>Number and time of the sample.</summary>
    internal static string OfSample(PSMemberInfoCollection<PSPropertyInfo> properties) =>
        string.Create(CultureInfo.InvariantCulture, $"   Sample {properties.Value(nameof(ProcessSample.Sample))}, {Time(properties)}{Session(properties)}");

    /// <summary>The end of the interval and its length.</summary>
    internal static string OfInterval(PSMemberInfoCollection<PSPropertyInfo> properties) => properties.Get<TimeSpan>(nameof(ProcessSample.Interval)) is { } interval
        ? string.Create(CultureInfo.InvariantCulture, $"   {Time(properties)}, interval {interval.TotalSeconds:0.##} s{Session(properties)}")
        : $"   {Time(properties)}{Session(properties)}";

    private static string Time(PSMemberInfoCollection<PSPropertyInfo> properties) =>
        properties.Time(nameof(ProcessSample.Timestamp))?.ToString("HH:mm:ss", CultureInfo.InvariantCulture) ?? "-";

    // The default session is not named.
    private static string Session(PSMemberInfoCollection<PSPropertyInfo> properties) =>
        properties.Text(nameof(ProcessSample.Session)) is { } session and not SessionOptions.DefaultName ? $", session {PrintableText.Of(session)}" : "";
}

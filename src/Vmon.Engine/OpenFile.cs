using System.Runtime.InteropServices;
using Vmon.Fields;
using Vmon.Parsing.Files;
using Vmon.Parsing.Processes;
using Vmon.Sources.Files;

namespace Vmon;

/// <summary>One open descriptor of a process in one sample. Immutable. Null is unknown: not readable, or not requested.</summary>
public sealed class OpenFile
{
    private readonly ProcessSample _process;
    private readonly bool _hasPath;
    private readonly int _pathLength;
    private readonly ulong? _device;
    private readonly ulong? _specialDevice;

    internal OpenFile(ProcessSample process, in FileEntry entry, string? target)
    {
        LinkTarget link = entry.Target;
        _process = process;
        Descriptor = entry.Descriptor;
        Type = entry.Type;
        Target = target;
        _hasPath = !link.Path.IsEmpty && (!link.SaysDeleted || entry.IsDeleted == true);
        _pathLength = (target?.Length ?? 0) - (link.SaysDeleted ? LinkTarget.Deleted.Length : 0);
        Access = entry.Access;
        IsDeleted = entry.IsDeleted;
        Inode = entry.Inode;
        _device = entry.Device;
        _specialDevice = entry.SpecialDevice;
    }

    /// <summary>PID of the process that has the file open. Its threads share the descriptor.</summary>
    [Field("/proc")]
    public int Id => _process.Id;

    /// <summary>Name of the process.</summary>
    [Field("stat", "cmdline")]
    public string ProcessName => _process.ProcessName;

    /// <summary>PID and start time of the process.</summary>
    [Field(StatField.starttime)]
    public ProcessIdentity Identity => _process.Identity;

    /// <summary>Start time of the process in clock ticks since boot. Together with the PID, it identifies the process.</summary>
    [Field(StatField.starttime, Unit = "ticks")]
    public long StartTicks => _process.StartTicks;

    /// <summary>Whether the PID is valid for system calls on this machine, so that the process can be stopped or waited for.</summary>
    [Field]
    public bool IsLocal => _process.IsLocal;

    /// <summary>Number of the descriptor.</summary>
    [Field("fd")]
    public int Descriptor { get; }

    /// <summary>Type of the file.</summary>
    [Field("fd")]
    public FileType Type { get; }

    /// <summary>
    /// Target of the descriptor as the kernel names it: a path, followed by " (deleted)" if it was deleted, or pipe:[…] or anon_inode:[…].
    /// Null if denied.
    /// </summary>
    [Field("fd")]
    public string? Target { get; }

    /// <summary>
    /// Path without the suffix " (deleted)". Null if the file has no path, or if it is unknown whether the suffix belongs to its name.
    /// </summary>
    [Field("fd")]
    public string? Path => _hasPath ? Target?[.._pathLength] : null;

    /// <summary>Whether the file is open for reading, writing or both; None for O_PATH.</summary>
    [Field("fd")]
    public DescriptorAccess? Access { get; }

    /// <summary>
    /// Whether the file was deleted. Its space is freed when the last descriptor is closed. Null if ambiguous: the target ends with "
    /// (deleted)", but the file still has a name.
    /// </summary>
    [Field("fd")]
    public bool? IsDeleted { get; }

    /// <summary>Inode number of the file, pipe, socket or namespace. Together with Device, it identifies a file.</summary>
    [Field("fd")]
    public ulong? Inode { get; }

    /// <summary>Device of the file system, as major:minor, for files that have a path and memory files.</summary>
    [Field("fd")]
    public string? Device => Numbers(_device);

    /// <summary>Device that a device file represents, as major:minor.</summary>
    [Field("fd")]
    public string? SpecialDevice => Numbers(_specialDevice);

    /// <summary>
    /// Size of a regular file or memory file, in bytes, also if it was deleted. Null for other types, in a captured tree, and if the
    /// descriptor was closed meanwhile.
    /// </summary>
    [Field("fd", Unit = "bytes")]
    public long? Size { get; internal init; }

    /// <summary>Space that the file occupies on its file system or in memory, in bytes. Less than Size if the file is sparse.</summary>
    [Field("fd", Unit = "bytes")]
    public long? AllocatedSize { get; internal init; }

    /// <summary>Details of a socket. Null for other types.</summary>
    [Field("fd")]
    public SocketInfo? Socket { get; internal init; }

    /// <summary>Protocol of a socket, such as tcp, udp or unix.</summary>
    [Field("net")]
    public string? Protocol => Socket?.Protocol;

    /// <summary>Local address of a socket, or path of a unix socket.</summary>
    [Field("net")]
    public string? LocalAddress => Socket?.LocalAddress;

    /// <summary>Local port of a socket. Null if it has none; a netlink port id is not a port.</summary>
    [Field("net")]
    public int? LocalPort => Socket is { HasPorts: true } ? (int?)Socket.LocalPort : null;

    /// <summary>Remote address of a socket.</summary>
    [Field("net")]
    public string? RemoteAddress => Socket?.RemoteAddress;

    /// <summary>Remote port of a socket.</summary>
    [Field("net")]
    public int? RemotePort => Socket?.RemotePort;

    /// <summary>State of a socket.</summary>
    [Field("net")]
    public SocketState? State => Socket?.State;

    /// <summary>File offset of the next read or write, in bytes. Read with -IncludeInfo.</summary>
    [Field("fdinfo", Unit = "bytes")]
    public long? Position => FileInfo?.Position;

    /// <summary>Open flags. Read with -IncludeInfo. Null if a captured tree does not contain the architecture of its machine.</summary>
    [Field("fdinfo")]
    public OpenOptions? Flags =>
        FileInfo?.Flags is long flags && _process.Machine.Architecture is Architecture architecture ? OpenFlags.Names(flags, architecture) : null;

    /// <summary>Mount identifier, as in mountinfo. Read with -IncludeInfo.</summary>
    [Field("fdinfo")]
    public int? MountId => FileInfo?.MountId;

    /// <summary>
    /// Fields of fdinfo specific to the type of file, such as eventfd-count, by name. A repeated field is one value with several lines.
    /// Read with -IncludeInfo.
    /// </summary>
    [Field("fdinfo")]
    public IReadOnlyDictionary<string, string>? Info =>
        field ??= FileInfo is null ? null : new ValueTable<string>(FileInfo.Lines.ToDictionary(line => line.Key, line => string.Join('\n', line.Value)));

    /// <summary>
    /// Whether Info contains all of fdinfo. A list of watched files is truncated after 1 MB, or after 4 kB once 64 MB were read in total.
    /// Read with -IncludeInfo.
    /// </summary>
    [Field("fdinfo")]
    public bool? IsInfoComplete => FileInfo?.IsWhole;

    internal FileInfoText? FileInfo { get; init; }

    /// <summary>Converts to a .NET Process, for cmdlets that take Process objects.</summary>
    /// <exception cref="InvalidCastException">The process exited, even if its PID was reused.</exception>
    public static explicit operator System.Diagnostics.Process(OpenFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.ToProcess();
    }

    /// <summary>Converts to a .NET Process.</summary>
    /// <exception cref="InvalidCastException">The process exited, even if its PID was reused.</exception>
    public System.Diagnostics.Process ToProcess() => _process.ToProcess();

    /// <summary>The process in the sample.</summary>
    public ProcessSample ToSample() => _process;

    /// <summary>Process, descriptor and target.</summary>
    public override string ToString() => $"{_process} {Descriptor}: {Target ?? "?"}";

    private static string? Numbers(ulong? device) =>
        device is ulong number ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{number >> 32}:{(uint)number}") : null;
}

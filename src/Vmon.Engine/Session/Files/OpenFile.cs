using System.Runtime.InteropServices;
using Vmon.Parsing;
using Vmon.Sampling;

namespace Vmon;

/// <summary>One open descriptor of a process, as one sample saw it. Immutable. Null is what could not be read, or was not asked for.</summary>
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

    /// <summary>Pid of the process that has it open; its threads share it.</summary>
    public int Id => _process.Id;

    /// <summary>Name of the process.</summary>
    public string ProcessName => _process.ProcessName;

    /// <summary>Pid and start time of the process.</summary>
    public ProcessIdentity Identity => _process.Identity;

    /// <summary>Start of the process in clock ticks since boot: with the pid, what tells it from every other.</summary>
    public long StartTicks => _process.StartTicks;

    /// <summary>Whether its pid is that by which this machine's calls know it, so that it can be acted on.</summary>
    public bool IsLocal => _process.IsLocal;

    /// <summary>The descriptor's number.</summary>
    public int Descriptor { get; }

    /// <summary>What is behind it.</summary>
    public FileType Type { get; }

    /// <summary>The target as the kernel names it: a path, with " (deleted)" behind it for one that is gone, or pipe:[…], anon_inode:[…]. Null
    /// where the kernel refused to tell.</summary>
    public string? Target { get; }

    /// <summary>The path alone; null for what has none, and where it is unknown whether " (deleted)" is a part of it.</summary>
    public string? Path => _hasPath ? Target?[.._pathLength] : null;

    /// <summary>What it was opened for: neither for one that only names a file (O_PATH).</summary>
    public DescriptorAccess? Access { get; }

    /// <summary>Whether no path leads to it any more: its space is free only when it is closed. Null where the target ends with " (deleted)" but
    /// the file system still counts names of it: one of several was deleted, or it is called so.</summary>
    public bool? IsDeleted { get; }

    /// <summary>Inode of the file, or number of the pipe, the socket or the namespace. With Device, what tells a file from any other.</summary>
    public ulong? Inode { get; }

    /// <summary>Device of its file system, as major:minor; of what has a path, and of memory files.</summary>
    public string? Device => Numbers(_device);

    /// <summary>The device that a device file stands for, as major:minor.</summary>
    public string? SpecialDevice => Numbers(_specialDevice);

    /// <summary>Size of a regular file or a memory file, in bytes, deleted ones included; null for anything else, in a copy, and where the
    /// descriptor was closed meanwhile.</summary>
    public long? Size { get; internal init; }

    /// <summary>What the same file takes on its file system, or in memory, in bytes: less than Size where it has holes.</summary>
    public long? AllocatedSize { get; internal init; }

    /// <summary>What is known of a socket; null for anything else.</summary>
    public SocketInfo? Socket { get; internal init; }

    /// <summary>Protocol of a socket, such as tcp, udp or unix.</summary>
    public string? Protocol => Socket?.Protocol;

    /// <summary>Local address of a socket, or path of a unix socket.</summary>
    public string? LocalAddress => Socket?.LocalAddress;

    /// <summary>Local port of a socket; null for one that has none, such as of netlink, whose ids are no ports.</summary>
    public int? LocalPort => Socket is { HasPorts: true } ? Socket.LocalPort : null;

    /// <summary>Remote address of a socket.</summary>
    public string? RemoteAddress => Socket?.RemoteAddress;

    /// <summary>Remote port of a socket.</summary>
    public int? RemotePort => Socket?.RemotePort;

    /// <summary>State of a socket.</summary>
    public SocketState? State => Socket?.State;

    /// <summary>Where the next read or write is, in bytes. On request.</summary>
    public long? Position => FileInfo?.Position;

    /// <summary>How it was opened. On request. Null if a captured tree does not tell the architecture of its machine.</summary>
    public OpenOptions? Flags =>
        FileInfo?.Flags is long flags && _process.Machine.Architecture is Architecture architecture ? OpenFlags.Names(flags, architecture) : null;

    /// <summary>The mount that it is on, by its number in mountinfo. On request.</summary>
    public int? MountId => FileInfo?.MountId;

    /// <summary>What fdinfo has for this kind of file only, such as eventfd-count, by name; what is there several times is on lines of one
    /// value. On request.</summary>
    public IReadOnlyDictionary<string, string>? Info =>
        field ??= FileInfo is null ? null : new ValueTable<string>(FileInfo.Lines.ToDictionary(line => line.Key, line => string.Join('\n', line.Value)));

    /// <summary>Whether Info is all that fdinfo has: what a file lists of others that it watches is cut after 1 MB, and after 4 kB where 64 MB
    /// were read. On request.</summary>
    public bool? IsInfoComplete => FileInfo?.IsWhole;

    internal FileInfoText? FileInfo { get; init; }

    /// <summary>The process as .NET has it, for cmdlets that take Process objects.</summary>
    /// <exception cref="InvalidCastException">It has ended, whoever has its pid now.</exception>
    public static explicit operator System.Diagnostics.Process(OpenFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.ToProcess();
    }

    /// <summary>The process as .NET has it.</summary>
    /// <exception cref="InvalidCastException">It has ended, whoever has its pid now.</exception>
    public System.Diagnostics.Process ToProcess() => _process.ToProcess();

    /// <summary>The process as the sample saw it.</summary>
    public ProcessSample ToSample() => _process;

    /// <summary>Process, descriptor and target.</summary>
    public override string ToString() => $"{_process} {Descriptor}: {Target ?? "?"}";

    private static string? Numbers(ulong? device) =>
        device is ulong number ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{number >> 32}:{(uint)number}") : null;
}

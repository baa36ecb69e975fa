using Vmon.Native;
using Vmon.Parsing.Files;
using Vmon.ProcFs;
using Vmon.Sources.Processes;

namespace Vmon.Sources.Files;

/// <summary>What a listing shows of a descriptor besides its entry.</summary>
/// <param name="File">Size of a regular file. Null if the descriptor no longer leads to the sampled file.</param>
/// <param name="Info">fdinfo, if requested.</param>
/// <param name="Socket">Protocol, addresses and state of a socket.</param>
internal readonly record struct DescriptorDetails(StatX? File, FileInfoText? Info, SocketInfo? Socket);

/// <summary>Reads the details of descriptors for one listing: sizes, fdinfo and sockets. Each socket table is read once.</summary>
internal sealed class DescriptorReader(SamplingContext context)
{
    private const int LongestInfo = 1024 * 1024;
    private const long MuchInfo = 64 * 1024 * 1024;

    private readonly PassedDetails _passed = new(context);
    private SocketTables? _sockets;
    private long _info;

    /// <summary>Reads the details of descriptors of a process, in their order. Null values if the process exited since its sample.</summary>
    internal DescriptorDetails[] Read(ProcessRecords process, ReadOnlySpan<FileEntry> entries, bool includeInfo)
    {
        DescriptorDetails[] details = new DescriptorDetails[entries.Length];
        ProcDirectory directory = new(context.Root, process.Id);
        SocketTable? sockets = null;
        bool? isSame = null;
        int fd = -1;
        _passed.Begin(process);
        for (int i = 0; i < entries.Length; i++)
        {
            ref readonly FileEntry entry = ref entries[i];
            _passed.Find(entry, includeInfo, out StatX? size, out FileInfoText? info);
            if ((includeInfo && info is null) || entry.IsSocket) isSame ??= ProcessLookup.IsOf(process.Identity.StartTicks, ref directory, context.Buffer);
            if (includeInfo && isSame == true) info ??= InfoOf(entry, ref directory);
            SocketInfo? socket = entry.IsSocket && isSame == true ? Find(entry, ref directory, ref sockets) : null;
            details[i] = new DescriptorDetails(size ?? SizeOf(entry, ref directory, ref fd), info, socket);
        }

        if (fd >= 0) _ = Libc.Close(fd);
        directory.Dispose();
        return details;
    }

    // Only if the descriptor and PID still refer to the sampled file.
    private StatX? SizeOf(in FileEntry entry, ref ProcDirectory directory, ref int fd)
    {
        if (!context.Root.IsLive || entry.Type is not (FileType.Regular or FileType.MemFd)) return null;
        if (fd < 0 && directory.Open("fd\0"u8, isDirectory: true, out fd) != ReadStatus.Ok) return null;
        Span<byte> name = stackalloc byte[ProcPath.Longest];
        ProcPath.OfProcess(entry.Descriptor, name);
        bool isSame = DescriptorLink.OfTarget(fd, name, out StatX file) == ReadStatus.Ok && file.Inode == entry.Inode && file.Device == entry.Device;
        return isSame ? file : null;
    }

    private FileInfoText? InfoOf(in FileEntry entry, ref ProcDirectory directory)
    {
        FileInfoText? info = DescriptorInfo.Read(entry.Descriptor, ref directory, context.Buffer, _info > MuchInfo ? DescriptorInfo.Short : LongestInfo);
        _info += info?.Length ?? 0;
        return info;
    }

    private SocketInfo? Find(in FileEntry entry, ref ProcDirectory directory, ref SocketTable? sockets) =>
        (sockets ??= (_sockets ??= new SocketTables(context)).Of(ref directory)).Find(entry.Inode!.Value) ?? Unlisted(entry, ref directory);

    private SocketInfo? Unlisted(in FileEntry entry, ref ProcDirectory directory)
    {
        if (!context.Root.IsLive || directory.Open("fd\0"u8, isDirectory: true, out int fd) != ReadStatus.Ok) return null;
        string? name = SocketTables.ProtocolName(fd, entry.Descriptor);
        _ = Libc.Close(fd);
        return name is null ? null : ProtocolName.Parse(name, entry.Inode!.Value);
    }
}

/// <summary>/proc/PID/fdinfo/NUMBER, read on demand.</summary>
internal static class DescriptorInfo
{
    /// <summary>More than fdinfo of any type of file, except epoll, inotify and fanotify, which list watched files.</summary>
    internal const int Short = 4 * 1024;

    /// <summary>Null if it could not be read.</summary>
    /// <param name="descriptor">Its number.</param>
    /// <param name="process">The process.</param>
    /// <param name="buffer">What it is read into.</param>
    /// <param name="most">Bytes that are read at most: any user chooses how much its own files watch.</param>
    internal static FileInfoText? Read(int descriptor, ref ProcDirectory process, ReadBuffer buffer, int most)
    {
        Span<byte> path = stackalloc byte[ProcPath.Longest];
        ProcPath.OfFileInfo(descriptor, path);
        if (process.Open(path, isDirectory: false, out int file) != ReadStatus.Ok) return null;
        ReadStatus status = ProcFile.ReadUpTo(most, file, buffer, out int length);
        _ = Libc.Close(file);
        return status == ReadStatus.Ok ? FileInfoText.Parse(buffer.First(length), isWhole: length < most) : null;
    }
}

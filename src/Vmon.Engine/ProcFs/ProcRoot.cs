using Vmon.Native;

namespace Vmon.ProcFs;

/// <summary>The sampled /proc: that of the machine, that of a container, or a captured tree of regular files.</summary>
internal sealed unsafe class ProcRoot : IDisposable
{
    private readonly RefusedPaths? _refused;
    private int _descriptor;

    private ProcRoot(int descriptor, bool isLive, RefusedPaths? refused)
    {
        _descriptor = descriptor;
        _refused = refused;
        IsLive = isLive;
    }

    ~ProcRoot() => Close();

    /// <summary>Whether the root is a procfs, in which an open file belongs to one process permanently. Files of a captured tree do not.</summary>
    internal bool IsLive { get; }

    /// <summary>Opens a /proc.</summary>
    /// <param name="path">Path of the root. Symbolic links in it are followed.</param>
    /// <param name="refused">Collects refused paths. Null to ignore them.</param>
    /// <exception cref="InvalidProcRootException">The root does not exist, is not readable, or is not a directory.</exception>
    /// <exception cref="ExhaustedException">Out of descriptors or memory.</exception>
    internal static ProcRoot Open(string path, RefusedPaths? refused = null)
    {
        ReadStatus status = OpenAt(Libc.CurrentDirectory, ProcText.Encode(path + '\0'), isDirectory: true, out int descriptor);
        if (status == ReadStatus.Exhausted) throw ExhaustedException.Reading(path);
        if (status != ReadStatus.Ok) throw Invalid(path, status);

        StatFs statFs;
        return new ProcRoot(descriptor, Libc.FStatFs(descriptor, &statFs) == 0 && statFs.Type == Libc.ProcSuperMagic, refused);
    }

    /// <summary>Opens a file or directory below the root; <paramref name="path"/> ends with a NUL.</summary>
    internal ReadStatus Open(scoped ReadOnlySpan<byte> path, bool isDirectory, out int descriptor) =>
        Open(_descriptor, path, isDirectory, out descriptor);

    /// <summary>The same below a directory that is itself below the root.</summary>
    internal ReadStatus Open(int directory, scoped ReadOnlySpan<byte> path, bool isDirectory, out int descriptor)
    {
        if (IsLive) return OpenAt(directory, path, isDirectory, out descriptor);
        ReadStatus status = CopiedFile.Open(directory, path, isDirectory, out descriptor, out string? refused);
        if (refused is not null) _refused?.Add(refused);
        return status;
    }

    /// <summary>The status of a file or directory below the root, without opening it; <paramref name="path"/> ends with a NUL.</summary>
    internal ReadStatus Stat(scoped ReadOnlySpan<byte> path, out StatX stat) => DescriptorLink.OfTarget(_descriptor, path, out stat);

    internal static ReadStatus OpenAt(int directory, scoped ReadOnlySpan<byte> path, bool isDirectory, out int descriptor)
    {
        int flags = Libc.ReadOnly | Libc.CloseOnExec | Libc.NonBlocking | (isDirectory ? Libc.Directory : 0);
        fixed (byte* bytes = path)
        {
            do descriptor = Libc.OpenAt(directory, bytes, flags);
            while (descriptor < 0 && ReadStatuses.LastErrno == Errno.EINTR);
        }

        return descriptor < 0 ? ReadStatuses.OfLastError() : ReadStatus.Ok;
    }

    /// <summary>Reads a file of the machine ("uptime\0"), opening and closing it.</summary>
    internal ReadStatus Read(ReadOnlySpan<byte> path, ReadBuffer buffer, out int length)
    {
        length = 0;
        ReadStatus status = Open(path, isDirectory: false, out int descriptor);
        return status == ReadStatus.Ok ? ProcFile.ReadAndClose(descriptor, buffer, out length) : status;
    }

    /// <summary>Whether the root looks like a /proc: it has a directory named by a PID.</summary>
    /// <returns>Result of reading. Gone if there is none.</returns>
    internal ReadStatus FindProcesses()
    {
        List<int> processes = [];
        ReadStatus status = Open(".\0"u8, isDirectory: true, out int descriptor);
        if (status == ReadStatus.Ok) status = NumberedEntries.List(descriptor, new ReadBuffer(), processes);
        return status == ReadStatus.Ok && processes.Count == 0 ? ReadStatus.Gone : status;
    }

    public void Dispose()
    {
        Close();
        GC.SuppressFinalize(this);
    }

    private static InvalidProcRootException Invalid(string path, ReadStatus status) => new(status switch
    {
        ReadStatus.Gone => $"Cannot open '{path}': it is not a directory, or does not exist. Specify a mounted /proc or a captured tree.",
        ReadStatus.Denied => $"Cannot open '{path}': permission denied. Grant read permission on the directory.",
        _ => $"Cannot open '{path}'. Specify a mounted /proc or a captured tree.",
    });

    private void Close()
    {
        int descriptor = Interlocked.Exchange(ref _descriptor, -1);
        if (descriptor >= 0) _ = Libc.Close(descriptor);
    }
}

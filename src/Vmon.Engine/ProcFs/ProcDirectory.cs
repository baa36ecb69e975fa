using Vmon.Native;
using Vmon.Parsing;

namespace Vmon.ProcFs;

/// <summary>One /proc/PID (or /proc/PID/task/TID), opened on first use. All files read through it belong to the same process.</summary>
internal unsafe ref struct ProcDirectory(ProcRoot root, int pid, int tid = 0)
{
    private int _descriptor = -1;

    internal readonly int ProcessId => pid;

    /// <summary>Whether it is the directory of a thread.</summary>
    internal readonly bool IsThread => tid != 0;

    /// <summary>Whether the process or thread exists, and the reader may see it.</summary>
    internal bool Exists() => OpenSelf() == ReadStatus.Ok;

    /// <summary>Opens a file of it; <paramref name="name"/> ends with a NUL.</summary>
    internal ReadStatus Open(scoped ReadOnlySpan<byte> name, bool isDirectory, out int descriptor)
    {
        descriptor = -1;
        ReadStatus status = OpenSelf();
        return status == ReadStatus.Ok ? root.Open(_descriptor, name, isDirectory, out descriptor) : status;
    }

    /// <summary>Reads a symbolic link of it into <paramref name="buffer"/>; <paramref name="name"/> ends with a NUL.</summary>
    internal ReadStatus ReadLink(scoped ReadOnlySpan<byte> name, ReadBuffer buffer, out int length)
    {
        length = 0;
        ReadStatus status = OpenSelf();
        if (status != ReadStatus.Ok) return status;
        int end = name.LastIndexOf((byte)'/');
        if (root.IsLive || end < 0) return DescriptorLink.Read(_descriptor, name, buffer, out length);
        status = root.Open(_descriptor, [.. name[..end], 0], isDirectory: true, out int directory);
        if (status != ReadStatus.Ok) return status;
        status = DescriptorLink.Read(directory, name[(end + 1)..], buffer, out length);
        _ = Libc.Close(directory);
        return status;
    }

    /// <summary>The file to which a symbolic link leads, from the kernel's cache; name ends with a NUL.</summary>
    internal ReadStatus OfTarget(scoped ReadOnlySpan<byte> name, out StatX stat)
    {
        stat = default;
        ReadStatus status = OpenSelf();
        return status == ReadStatus.Ok ? DescriptorLink.OfTarget(_descriptor, name, out stat) : status;
    }

    /// <summary>Reads a file of it once; <paramref name="name"/> ends with a NUL.</summary>
    internal ReadStatus Read(scoped ReadOnlySpan<byte> name, ReadBuffer buffer, out int length)
    {
        length = 0;
        ReadStatus status = Open(name, isDirectory: false, out int descriptor);
        return status == ReadStatus.Ok ? ProcFile.ReadAndClose(descriptor, buffer, out length) : status;
    }

    /// <summary>Reads a record of it once.</summary>
    internal ReadStatus Read<T>(ReadBuffer buffer, out T record)
        where T : unmanaged, IProcRecord<T>
    {
        record = default;
        ReadStatus status = Read(T.FileName, buffer, out int length);
        return status == ReadStatus.Ok && !T.TryParse(buffer.First(length), out record) ? ReadStatus.Malformed : status;
    }

    /// <summary>Replaces <paramref name="numbers"/> by the entries of one of its directories that are named by a number; <paramref name="name"/> ends with a NUL.</summary>
    internal ReadStatus ListNumbers(scoped ReadOnlySpan<byte> name, ReadBuffer buffer, List<int> numbers)
    {
        ReadStatus status = Open(name, isDirectory: true, out int descriptor);
        return status == ReadStatus.Ok ? NumberedEntries.List(descriptor, buffer, numbers) : status;
    }

    public void Dispose()
    {
        if (_descriptor >= 0) _ = Libc.Close(_descriptor);
        _descriptor = -1;
    }

    private ReadStatus OpenSelf()
    {
        if (_descriptor >= 0) return ReadStatus.Ok;
        Span<byte> path = stackalloc byte[ProcPath.Longest];
        if (tid == 0) ProcPath.OfProcess(pid, path);
        else ProcPath.OfThread(pid, tid, path);
        return root.Open(path, isDirectory: true, out _descriptor);
    }
}

/// <summary>Paths below the /proc root, as NUL-terminated bytes on the stack.</summary>
internal static class ProcPath
{
    internal const int Longest = 32;

    /// <summary>Writes "1234" and a NUL.</summary>
    internal static void OfProcess(int pid, Span<byte> path)
    {
        _ = pid.TryFormat(path, out int length);
        path[length] = 0;
    }

    /// <summary>Writes "1234/fd" and a NUL.</summary>
    internal static void OfFiles(int pid, Span<byte> path)
    {
        _ = pid.TryFormat(path, out int length);
        "/fd\0"u8.CopyTo(path[length..]);
    }

    /// <summary>Writes "task/1235/children" and a NUL.</summary>
    internal static void OfChildren(int tid, Span<byte> path)
    {
        "task/"u8.CopyTo(path);
        _ = tid.TryFormat(path[5..], out int length);
        "/children\0"u8.CopyTo(path[(5 + length)..]);
    }

    /// <summary>Writes "fdinfo/12" and a NUL.</summary>
    internal static void OfFileInfo(int descriptor, Span<byte> path)
    {
        "fdinfo/"u8.CopyTo(path);
        _ = descriptor.TryFormat(path[7..], out int length);
        path[7 + length] = 0;
    }

    /// <summary>Writes "1234/task/1235" and a NUL.</summary>
    internal static void OfThread(int pid, int tid, Span<byte> path)
    {
        _ = pid.TryFormat(path, out int length);
        "/task/"u8.CopyTo(path[length..]);
        length += 6;
        _ = tid.TryFormat(path[length..], out int last);
        path[length + last] = 0;
    }
}

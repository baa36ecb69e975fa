using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Vmon.Native;
using Vmon.Parsing.Files;
using Vmon.ProcFs;

namespace Vmon.Recording.Files;

/// <summary>The open directory of a recording. Only regular files in it are opened, and no link is followed.</summary>
internal sealed unsafe class StoreDirectory : IDisposable
{
    private const uint OwnerOnlyFile = 0x180; // 0600

    private readonly SafeFileHandle _handle;

    private StoreDirectory(SafeFileHandle handle, string path) => (_handle, Path) = (handle, path);

    internal string Path { get; }

    /// <summary>Null with the error. A symbolic link is ELOOP or ENOTDIR, unless it is followed.</summary>
    internal static StoreDirectory? TryOpen(string path, bool followLink, out Errno error)
    {
        int flags = Libc.ReadOnly | Libc.CloseOnExec | Libc.Directory | (followLink ? 0 : Libc.OpenNoFollow);
        SafeFileHandle? handle = TryOpen(Libc.OpenAt(Libc.CurrentDirectory, path, flags, 0), out error);
        return handle is null ? null : new StoreDirectory(handle, path);
    }

    /// <summary>Names of its entries. None if it does not exist any more.</summary>
    /// <exception cref="RecordingException">It cannot be listed. That is no empty recording.</exception>
    internal IEnumerable<string> Names
    {
        get
        {
            try
            {
                return Directory.EnumerateFileSystemEntries(Path).Select(path => System.IO.Path.GetFileName(path)).ToList();
            }
            catch (DirectoryNotFoundException)
            {
                return [];
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw new RecordingException($"Cannot list '{Path}': {failure.Message.TrimEnd('.')}.", failure);
            }
        }
    }

    /// <summary>Permission bits and owner.</summary>
    internal uint Mode => Stat(_handle, out StatX stat) ? stat.Mode & 0xfffu : 0;

    internal bool TrySetMode(uint mode) => Libc.ChangeMode(_handle, mode) == 0;

    /// <summary>Opens a regular file for reading. Null with the error; EINVAL if it is not a regular file.</summary>
    internal StoreFile? TryOpenFile(string name, out Errno error) => TryOpenFile(name, Libc.ReadOnly, out error);

    /// <summary>Opens a regular file for reading and writing.</summary>
    internal StoreFile? TryOpenToWrite(string name, out Errno error) => TryOpenFile(name, Libc.ReadWrite, out error);

    /// <summary>Creates a file that only its owner can read and write, whatever the umask is.</summary>
    internal StoreFile? TryCreate(string name, bool canExist, out Errno error)
    {
        StoreFile? file = TryOpenFile(name, Libc.ReadWrite | Libc.Create | (canExist ? 0 : Libc.Exclusive), out error);
        if (file is not null) _ = Libc.ChangeMode(file.Handle, OwnerOnlyFile);
        return file;
    }

    /// <summary>Creates a file with its first bytes: a reader finds it with them, or not at all.</summary>
    internal StoreFile? TryCreate(string name, ReadOnlySpan<byte> start, out Errno error)
    {
        StoreFile? file = TryCreate(name + FileNames.New, canExist: true, out error);
        if (file is null) return null;
        error = file.Cut(0);
        if (error == Errno.None) error = file.Append(start);
        if (error == Errno.None && Libc.RenameAt(_handle, file.Name, _handle, name) != 0) error = ReadStatuses.LastErrno;
        if (error == Errno.None) return file.WithName(name);
        file.Dispose();
        _ = Delete(name + FileNames.New);
        return null;
    }

    internal Errno Delete(string name) => Libc.UnlinkAt(_handle, name, 0) == 0 ? Errno.None : ReadStatuses.LastErrno;

    /// <summary>Waits until the names in it are on the disk.</summary>
    internal Errno Sync() => Libc.Sync(_handle) == 0 ? Errno.None : ReadStatuses.LastErrno;

    public void Dispose() => _handle.Dispose();

    private StoreFile? TryOpenFile(string name, int flags, out Errno error)
    {
        // Without waiting, because a named pipe can have a name like a recording's.
        flags |= Libc.CloseOnExec | Libc.OpenNoFollow | Libc.NonBlocking;
        SafeFileHandle? handle = TryOpen(Libc.OpenAt(_handle, name, flags, OwnerOnlyFile), out error);
        if (handle is null) return null;
        if (Stat(handle, out StatX stat) && StatMode.Type(stat.Mode) == FileType.Regular) return new StoreFile(handle, name, (long)stat.Size);
        handle.Dispose();
        error = Errno.EINVAL;
        return null;
    }

    private static SafeFileHandle? TryOpen(int descriptor, out Errno error)
    {
        error = descriptor < 0 ? (Errno)Marshal.GetLastPInvokeError() : Errno.None;
        return descriptor < 0 ? null : new SafeFileHandle(descriptor, ownsHandle: true);
    }

    private static bool Stat(SafeFileHandle handle, out StatX stat)
    {
        StatX result;
        byte empty = 0;
        bool isRead = Libc.StatX(handle, &empty, Libc.EmptyPath, Libc.StatBasic, &result) == 0;
        stat = isRead ? result : default;
        return isRead;
    }
}

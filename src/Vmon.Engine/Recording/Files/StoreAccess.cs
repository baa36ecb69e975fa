using System.Globalization;
using System.Text;
using Vmon.Native;

namespace Vmon.Recording.Files;

/// <summary>Opens the directory of a recording, or says why it cannot be opened.</summary>
internal static class StoreAccess
{
    private const uint OwnerOnly = 0x1c0; // 0700
    private const uint OthersCanWrite = 0x12; // 0022
    private const uint Others = 0x3f; // 0077
    private const int LongestPid = 16;
    private const string LostAndFound = "lost+found";

    internal static StoreDirectory OpenToRead(string path) => StoreDirectory.TryOpen(path, followLink: true, out Errno error) ?? throw Cannot("read", path, Reason(error));

    /// <summary>Opens or creates the directory, and locks it.</summary>
    internal static StoreDirectory OpenToWrite(string path, out StoreFile held)
    {
        if (IsLink(path)) throw Cannot("record to", path, "it is a symbolic link. Specify the directory that it leads to");
        bool isNew = Libc.MakeDirectory(path, OwnerOnly) == 0;
        Errno refused = isNew ? Errno.None : ProcFs.ReadStatuses.LastErrno;
        StoreDirectory? directory = StoreDirectory.TryOpen(path, followLink: false, out Errno error);
        if (directory is null) throw Cannot("record to", path, Reason(refused is Errno.None or Errno.EEXIST ? error : refused));
        try
        {
            Restrict(directory);
            held = Lock(directory);
            return directory;
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    /// <summary>Names of the files of a recording. One of a later version is an error, because nothing is known of it.</summary>
    internal static IReadOnlyList<string> Files(StoreDirectory directory)
    {
        foreach (string name in directory.Names.Where(FileNames.IsNew)) _ = directory.Delete(name);
        List<string> names = [.. directory.Names.Where(FileNames.IsRecording)];
        byte[] header = new byte[FileHeader.LongestKnown];
        foreach (string name in names)
        {
            using StoreFile? file = directory.TryOpenFile(name, out _);
            if (file is not null && FileHeader.TryRead(header.AsSpan(0, file.Read(header, 0, out _)), out _) == HeaderStatus.Later)
                throw Cannot("record to", directory.Path, $"a later version of Vmon wrote '{name}'. Update Vmon, or specify another directory");
        }

        return names;
    }

    // Only its owner can use it. A directory of something else is refused, rather than filled or closed to others.
    private static void Restrict(StoreDirectory directory)
    {
        List<string> names = [.. directory.Names.Where(name => name != LostAndFound)];
        if (names.Count > 0 && !names.Any(name => name == FileNames.Lock || FileNames.IsRecording(name) || FileNames.IsNew(name)))
            throw Cannot("record to", directory.Path, "it contains other files. Specify a directory that is empty, or does not exist");
        if ((directory.Mode & Others) == 0 && (directory.Mode & OwnerOnly) == OwnerOnly) return;
        if (!directory.TrySetMode(OwnerOnly) && (directory.Mode & OthersCanWrite) != 0)
            throw Cannot("record to", directory.Path, "other users can write to it, and it belongs to one of them. Specify another directory");
    }

    // The kernel releases the lock when the process exits, however it does.
    private static StoreFile Lock(StoreDirectory directory)
    {
        StoreFile? file = directory.TryCreate(FileNames.Lock, canExist: true, out Errno error);
        if (file is null) throw Cannot("record to", directory.Path, Reason(error));
        if (Libc.Lock(file.Handle, Libc.LockExclusive | Libc.LockWithoutWaiting) == 0)
        {
            if (file.Cut(0) == Errno.None) _ = file.Append(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n"));
            return file;
        }

        byte[] bytes = new byte[LongestPid];
        int length = file.Read(bytes, 0, out _);
        file.Dispose();
        string by = int.TryParse(Encoding.ASCII.GetString(bytes, 0, length).Trim(), CultureInfo.InvariantCulture, out int pid) ? $" by process {pid}" : "";
        throw Cannot("record to", directory.Path, $"it is in use{by}. Stop that recorder, or specify another directory");
    }

    private static bool IsLink(string path)
    {
        try
        {
            return new FileInfo(Path.TrimEndingDirectorySeparator(path)).LinkTarget is not null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string Reason(Errno error) => error switch
    {
        Errno.ENOENT => "it does not exist. Create its parent directory, or specify another",
        Errno.ENOTDIR => "it is not a directory. Specify a directory",
        Errno.EACCES or Errno.EPERM => "permission denied. Grant permission on the directory",
        _ => Errors.Text(error),
    };

    private static RecordingException Cannot(string verb, string path, string reason) => new($"Cannot {verb} '{path}': {reason}.");
}

using System.Text;
using Vmon.Native;
using Vmon.ProcFs;

namespace Vmon.Sources.Processes;

/// <summary>
/// Reads files in home directories, whose content each user controls: symbolic links are not followed, and only regular files of limited size are read. A user database or
/// file system that does not answer in time is skipped.
/// </summary>
/// <param name="homeOf">Finds the home directory of a user. Null for this machine's user database.</param>
internal sealed class HomeFiles(HomeFiles.Question? homeOf = null)
{
    private readonly Question _homeOf = homeOf ?? UserDatabase.TryHome;
    private readonly Dictionary<uint, HomeFile> _blocked = [];

    /// <summary>Finds the home directory of a user.</summary>
    /// <returns>False if the lookup failed.</returns>
    internal delegate bool Question(uint user, out string? home);

    /// <summary>Reads a file. Null if it does not exist, or may not or cannot be read.</summary>
    /// <param name="user">The owner of the home directory.</param>
    /// <param name="path">The path in it.</param>
    internal byte[]? Read(uint user, string path)
    {
        if (_blocked.TryGetValue(user, out HomeFile? blocked) && !blocked.IsClosed) return null;
        _ = _blocked.Remove(user);
        if (StuckFiles.AreMany || ReadingThread.TryStart() is not { } thread) return null;
        HomeFile file = new(user, path, _homeOf);
        _ = thread.Read([file], 0, 1, StuckFiles.Patience);
        if (thread.IsGivenUp)
        {
            _blocked[user] = file;
            return null;
        }

        thread.End();
        return file.Content;
    }

    private sealed class HomeFile(uint user, string path, Question homeOf) : IBlockingRead
    {
        private const int Longest = 1024 * 1024;

        public FileIdentity? Identity => null;

        public bool IsLong => false;

        internal byte[]? Content { get; private set; }

        internal bool IsClosed { get; private set; }

        public void Read()
        {
            if (!homeOf(user, out string? home) || home is null) return;
            if (ProcRoot.OpenAt(Libc.CurrentDirectory, Encoding.UTF8.GetBytes(home + '\0'), isDirectory: true, out int directory) != ReadStatus.Ok) return;
            ReadStatus status = CopiedFile.Open(directory, Encoding.UTF8.GetBytes(path + '\0'), isDirectory: false, out int descriptor, out _);
            _ = Libc.Close(directory);
            if (status != ReadStatus.Ok) return;
            ReadBuffer buffer = new();
            status = ProcFile.ReadUpTo(Longest + 1, descriptor, buffer, out int length);
            _ = Libc.Close(descriptor);
            if (status == ReadStatus.Ok && length <= Longest) Content = buffer.First(length).ToArray();
        }

        public void Close() => IsClosed = true;
    }
}

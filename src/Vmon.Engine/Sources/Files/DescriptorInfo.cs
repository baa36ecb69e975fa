using Vmon.Native;
using Vmon.Parsing.Files;
using Vmon.ProcFs;

namespace Vmon.Sources.Files;

/// <summary>/proc/PID/fdinfo/NUMBER, read on demand.</summary>
internal static class DescriptorInfo
{
    /// <summary>More than any type of file has, except those that list watched files: epoll, inotify and fanotify.</summary>
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

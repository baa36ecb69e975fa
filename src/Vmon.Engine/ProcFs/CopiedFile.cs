using System.Text;
using Vmon.Native;

namespace Vmon.ProcFs;

/// <summary>
/// Opens directories and regular files in a captured tree, which may come from an untrusted source. A symbolic link, which can lead to any
/// file of this machine, a device and a named pipe are refused without being opened.
/// </summary>
internal static unsafe class CopiedFile
{
    private const int LongestName = 64;

    /// <summary>Opens a file or directory below another; <paramref name="path"/> ends with a NUL.</summary>
    /// <returns>Denied if access was denied.</returns>
    internal static ReadStatus Open(int directory, ReadOnlySpan<byte> path, bool isDirectory, out int descriptor, out string? refused)
    {
        descriptor = -1;
        refused = null;
        Span<byte> name = stackalloc byte[LongestName];
        for (int current = -1; ;)
        {
            int end = path.IndexOf((byte)'/');
            bool isLast = end < 0;
            ReadOnlySpan<byte> first = isLast ? path[..^1] : path[..end];
            first.CopyTo(name);
            name[first.Length] = 0;
            ReadStatus status = Name(current < 0 ? directory : current, name, out int next);
            if (current >= 0) _ = Libc.Close(current);
            if (status != ReadStatus.Ok) return status;

            FileType type = TypeOf(next);
            if (type != (isLast && !isDirectory ? FileType.Regular : FileType.Directory))
            {
                if (type is not (FileType.Regular or FileType.Directory)) refused = PathOf(next);
                _ = Libc.Close(next);
                return type switch
                {
                    FileType.Regular => ReadStatus.Gone, // as ENOTDIR
                    FileType.Directory => ReadStatus.Failed, // as EISDIR
                    _ => ReadStatus.Denied,
                };
            }

            if (isLast)
            {
                status = ProcRoot.OpenAt(Libc.CurrentDirectory, Encoding.ASCII.GetBytes(OwnLink(next) + '\0'), isDirectory, out descriptor);
                _ = Libc.Close(next);
                return status;
            }

            current = next;
            path = path[(end + 1)..];
        }
    }

    // O_PATH does not open the file, and so has no effect on a device or pipe; a symbolic link is not followed.
    private static ReadStatus Name(int directory, ReadOnlySpan<byte> name, out int descriptor)
    {
        fixed (byte* bytes = name)
        {
            do descriptor = Libc.OpenAt(directory, bytes, Libc.PathOnly | Libc.OpenNoFollow | Libc.CloseOnExec);
            while (descriptor < 0 && ReadStatuses.LastErrno == Errno.EINTR);
        }

        return descriptor < 0 ? ReadStatuses.OfLastError() : ReadStatus.Ok;
    }

    private static FileType TypeOf(int descriptor) =>
        DescriptorLink.OfOpen(descriptor, out StatX stat) == ReadStatus.Ok ? Parsing.Files.StatMode.Type(stat.Mode) : FileType.Unknown;

    private static string PathOf(int descriptor)
    {
        ReadBuffer buffer = new(4096);
        ReadStatus status = DescriptorLink.Read(Libc.CurrentDirectory, Encoding.ASCII.GetBytes(OwnLink(descriptor) + '\0'), buffer, out int length);
        return status == ReadStatus.Ok ? ProcText.Decode(buffer.First(length)) : "";
    }

    private static string OwnLink(int descriptor) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/proc/self/fd/{descriptor}");
}

/// <summary>Paths of a captured tree that were refused, for all watches of a session.</summary>
internal sealed class RefusedPaths
{
    private string? _first;

    /// <summary>The first refused path. Null if there is none.</summary>
    internal string? First => Volatile.Read(ref _first);

    internal void Add(string path) => _ = Interlocked.CompareExchange(ref _first, path, null);
}

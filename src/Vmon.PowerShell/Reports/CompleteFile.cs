using System.Runtime.Versioning;

namespace Vmon.PowerShell.Reports;

/// <summary>A file that has its name when it is complete: it is written beside its path first. An error or a cancellation leaves nothing.</summary>
[SupportedOSPlatform("linux")]
internal static class CompleteFile
{
    /// <summary>Writes it.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="replaces">Whether an existing file is replaced, which keeps its mode.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The permission is denied.</exception>
    internal static void Write(string path, bool replaces, Action<Stream> write)
    {
        string partial = $"{path}.{Guid.NewGuid():N}.partial";
        UnixFileMode? mode = replaces && File.Exists(path) ? File.GetUnixFileMode(path) : null;
        FileStream file = new(partial, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = mode, BufferSize = 1 << 16 });
        try
        {
            using (file)
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(partial, path, replaces);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }
}

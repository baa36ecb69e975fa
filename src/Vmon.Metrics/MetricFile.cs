using System.Runtime.Versioning;
using Vmon.Metrics.Pages;
using Vmon.Metrics.Sampling;

namespace Vmon.Metrics;

/// <summary>Writes metrics to a file for the textfile collector of node_exporter.</summary>
[SupportedOSPlatform("linux")]
public static class MetricFile
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>
    /// Takes a sample and writes it. A reader has the previous file or the whole new one: the file is written beside it and takes its name. Counters of groups are left
    /// out, because they would begin at zero each time; those that the kernel counts since boot are written.
    /// </summary>
    /// <param name="session">The session whose processes are written.</param>
    /// <param name="options">What is written. The address is not used.</param>
    /// <param name="path">The file. A link or anything else than a regular file is refused.</param>
    /// <returns>The number of series.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static int Write(VmonSession session, ExporterOptions options, string path)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(options);
        string full = Path.GetFullPath(path);
        using SampleStore store = new(session, new CollectorOptions(options.GroupBy, options.Top, IncludesNetwork: false, IsOnce: true), TimeSpan.FromMinutes(1));
        using Page? page = store.TryGet(PageFormat.Prometheus, isCompressed: false);
        ObjectDisposedException.ThrowIf(page is null, session);
        Replace(full, page.Bytes.Span);
        return store.SeriesCount;
    }

    private static void Replace(string path, ReadOnlySpan<byte> bytes)
    {
        FileInfo target = new(path);
        if (target.LinkTarget is not null) throw new IOException("it is a symbolic link");
        if (Directory.Exists(path)) throw new IOException("it is a directory");

        // The collector reads files whose name ends with .prom.
        string beside = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            FileStreamOptions creation = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, UnixCreateMode = Mode, BufferSize = 0 };
            using (FileStream file = new(beside, creation))
            {
                file.Write(bytes);
                File.SetUnixFileMode(file.SafeFileHandle, Mode);
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }
}

using System.Runtime.InteropServices;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Recording;

/// <summary>On a file system in memory of a fixed size, which root can mount.</summary>
[Collection(nameof(DescriptorTests))]
public sealed partial class FullDiskCopyTests : IDisposable
{
    private const int PageSize = 4096;

    private readonly TemporaryDirectory _source = new();
    private readonly TemporaryDirectory _disk = new();

    public FullDiskCopyTests()
    {
        int result = Mount("vmon", _disk.Path, "tmpfs", 0, $"size={16 * PageSize}");
        Assert.SkipWhen(result != 0, $"Cannot mount a file system: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.");
    }

    public void Dispose()
    {
        _ = Unmount(_disk.Path);
        _disk.Dispose();
        _source.Dispose();
    }

    [Fact]
    public void Copy_to_a_full_disk_is_an_error_and_leaves_nothing()
    {
        string path = _source.Combine("recording");
        using (VmonSession session = new(new SessionOptions()))
        using (VmonRecorder recorder = session.Record(new RecorderOptions { Path = path, Interval = TimeSpan.FromMilliseconds(20) }))
            WaitUntil.True(() => recorder.SampleCount >= 30);
        using VmonRecording recording = VmonRecording.Open(path);

        // However much is free, so that it is full in a journal, in a segment, or at the first file.
        for (int pages = 1; pages <= 8; pages++)
        {
            string filler = _disk.Combine("filler");
            File.WriteAllBytes(filler, new byte[(16 - pages) * PageSize]);
            RecordingException error = Assert.Throws<RecordingException>(() => recording.Copy(new CopyOptions { Path = _disk.Combine("copy") }, null, TestContext.Current.CancellationToken));
            Assert.Contains("No space left on device", error.Message, StringComparison.Ordinal);
            Assert.Equal([filler], Directory.GetFileSystemEntries(_disk.Path));
            File.Delete(filler);
        }
    }

    [LibraryImport("libc", EntryPoint = "mount", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Mount(string source, string target, string type, ulong flags, string options);

    [LibraryImport("libc", EntryPoint = "umount", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Unmount(string target);
}

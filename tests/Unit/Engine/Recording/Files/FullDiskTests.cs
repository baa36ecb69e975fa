using System.Runtime.InteropServices;
using Vmon.Recording.Files;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Recording.Files;

/// <summary>On a file system in memory of a fixed size, which root can mount.</summary>
public sealed partial class FullDiskTests : IDisposable
{
    private const int DiskSize = 4 << 20;
    private const int WholeLength = 2000;
    private const int FramesPerDay = 500;

    private readonly TemporaryDirectory _directory = new();
    private readonly NumberedFrames _frames = new(WholeLength);
    private int _next;

    public FullDiskTests()
    {
        int result = Mount("vmon", _directory.Path, "tmpfs", 0, $"size={DiskSize}");
        Assert.SkipWhen(result != 0, $"Cannot mount a file system: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.");
    }

    private string Recording => _directory.Combine("recording");

    [Fact]
    public void Full_disk_pauses_the_recording_which_goes_on_in_a_new_block()
    {
        using RecordingStore store = RecordingStore.Open(new StoreOptions { Path = Recording });
        List<int> kept = [.. Enumerable.Range(0, FramesPerDay).Where(_ => Append(store) == AppendStatus.Ok)];
        Assert.Equal(FramesPerDay, kept.Count);
        string filler = Fill();
        List<AppendStatus> full = [.. Enumerable.Range(0, FramesPerDay).Select(_ => Append(store))];
        Assert.Contains("No space left on device", store.LastError, StringComparison.Ordinal);
        Assert.Equal(full.Count(status => status == AppendStatus.Paused), store.LostFrameCount);
        Assert.True(store.NeedsWhole);
        File.Delete(filler);
        List<AppendStatus> after = [.. Enumerable.Range(0, FramesPerDay).Select(_ => Append(store))];
        Assert.All(after, status => Assert.Equal(AppendStatus.Ok, status));
        store.Dispose();

        IEnumerable<int> written = [.. kept, .. full.Index().Where(one => one.Item == AppendStatus.Ok).Select(one => one.Index + FramesPerDay), .. Enumerable.Range(2 * FramesPerDay, FramesPerDay)];
        Assert.Equal(written, NumberedFrames.ReadAll(Recording, out IReadOnlyList<string> warnings));
        Assert.Empty(warnings);
    }

    [Fact]
    public void Full_disk_deletes_the_oldest_segments_down_to_half_of_the_limit()
    {
        const long limit = DiskSize / 2;
        using RecordingStore store = RecordingStore.Open(new StoreOptions { Path = Recording, MaximumSize = limit });
        while (store.Size < limit * 3 / 4) Assert.Equal(AppendStatus.Ok, AppendDay(store));
        _ = Fill();
        int day = _next / FramesPerDay;
        for (int end = 3 * day; day < end; day++)
        {
            Assert.Equal(AppendStatus.Ok, AppendDay(store));
            Assert.InRange(store.Size, limit / 2, limit);
        }

        Assert.Equal(0, store.LostFrameCount);
        store.Dispose();
        List<int> read = NumberedFrames.ReadAll(Recording, out IReadOnlyList<string> warnings);
        Assert.True(read[0] > 0 && read.SequenceEqual(read.Order()));
        Assert.DoesNotContain(warnings, warning => warning.Contains("damaged", StringComparison.Ordinal));
    }

    [Fact]
    public void Recorder_that_starts_on_a_full_disk_keeps_the_journal_of_a_killed_one()
    {
        using (RecordingStore store = RecordingStore.Open(new StoreOptions { Path = Recording }))
        {
            for (int i = 0; i < 3; i++) Assert.Equal(AppendStatus.Ok, Append(store));
            foreach (string file in Directory.GetFiles(Recording, "open-*")) File.Copy(file, file + ".copy");
        }

        foreach (string file in Directory.GetFiles(Recording, "*.vmon")) File.Delete(file);
        foreach (string file in Directory.GetFiles(Recording, "*.copy")) File.Move(file, file[..^".copy".Length]);
        string filler = Fill();
        using (RecordingStore store = RecordingStore.Open(new StoreOptions { Path = Recording }))
        {
            Assert.Equal(AppendStatus.Paused, Append(store));
            Assert.Equal([0, 1, 2], NumberedFrames.ReadAll(Recording, out _));
            File.Delete(filler);
            Assert.Equal(AppendStatus.Ok, Append(store));
        }

        Assert.Equal([0, 1, 2, 4], NumberedFrames.ReadAll(Recording, out IReadOnlyList<string> warnings));
        Assert.Empty(warnings);
        Assert.Empty(Directory.GetFiles(Recording, "open-*"));
    }

    public void Dispose()
    {
        _ = Unmount(_directory.Path, 2);
        _directory.Dispose();
    }

    private AppendStatus Append(RecordingStore store) => _frames.Append(store, _next++);

    // The frames of another day are in another segment.
    private AppendStatus AppendDay(RecordingStore store)
    {
        DateTimeOffset day = NumberedFrames.Start + TimeSpan.FromDays(_next / FramesPerDay);
        AppendStatus status;
        do status = _frames.Append(store, _next, day + (_next % FramesPerDay * NumberedFrames.Interval));
        while (status == AppendStatus.Ok && ++_next % FramesPerDay != 0);
        return status;
    }

    private string Fill()
    {
        string path = _directory.Combine("filler");
        using FileStream file = File.Create(path);
        byte[] page = new byte[Environment.SystemPageSize];
        try
        {
            while (true)
            {
                file.Write(page);
                file.Flush();
            }
        }
        catch (IOException)
        {
            return path;
        }
    }

    [LibraryImport("libc", EntryPoint = "mount", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Mount(string source, string target, string type, nuint flags, string options);

    [LibraryImport("libc", EntryPoint = "umount2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Unmount(string target, int flags);
}

using Vmon.Recording.Files;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Recording.Files;

public sealed class RetentionTests : IDisposable
{
    private const int WholeLength = 20_000;
    private const int FramesPerDay = 24;

    private readonly TemporaryDirectory _directory = new();
    private readonly NumberedFrames _frames = new(WholeLength);

    private string Path => _directory.Combine("recording");

    [Fact]
    public void Segments_beyond_the_maximum_age_are_deleted_one_after_the_other()
    {
        using RecordingStore store = RecordingStore.Open(new StoreOptions { Path = Path, MaximumAge = TimeSpan.FromDays(5) });
        Record(store, 0, 30 * FramesPerDay);
        store.Dispose();
        int oldest = NumberedFrames.ReadAll(Path, out IReadOnlyList<string> warnings)[0];
        Assert.InRange(oldest, 23 * FramesPerDay, 25 * FramesPerDay);
        Assert.Empty(warnings);
    }

    [Fact]
    public void Clock_that_is_wrong_for_a_moment_does_not_delete_everything()
    {
        using RecordingStore store = RecordingStore.Open(new StoreOptions { Path = Path, MaximumAge = TimeSpan.FromDays(20) });
        Record(store, 0, 10 * FramesPerDay);
        for (int i = 0; i < 3; i++) Assert.Equal(AppendStatus.Ok, _frames.Append(store, 10_000 + i, NumberedFrames.Start.AddYears(70)));
        Record(store, 10 * FramesPerDay, 11 * FramesPerDay);
        store.Dispose();
        Assert.InRange(NumberedFrames.ReadAll(Path, out _).Min(), 1, 2 * FramesPerDay);
    }

    [Fact]
    public void Recording_stays_below_its_maximum_size()
    {
        const long limit = 5 << 20;
        using RecordingStore store = RecordingStore.Open(new StoreOptions { Path = Path, MaximumSize = limit });
        for (int day = 0; day < 60; day++)
        {
            Record(store, day * FramesPerDay, (day + 1) * FramesPerDay);
            Assert.InRange(store.Size, 1, limit);
        }

        store.Dispose();
        long size = new DirectoryInfo(Path).EnumerateFiles("*.vmon").Sum(file => file.Length);
        Assert.InRange(size, limit / 2, limit);
        List<int> read = NumberedFrames.ReadAll(Path, out IReadOnlyList<string> warnings);
        Assert.Equal(Enumerable.Range(read[0], read.Count), read);
        Assert.Equal((60 * FramesPerDay) - 1, read[^1]);
        Assert.Empty(warnings);
    }

    [Fact]
    public void Next_recorder_keeps_the_limits_for_segments_of_an_earlier_one()
    {
        _frames.Record(Path, 0, 10);
        using RecordingStore store = RecordingStore.Open(new StoreOptions { Path = Path, MaximumAge = TimeSpan.FromDays(5) });
        Record(store, 10 * FramesPerDay, 11 * FramesPerDay);
        store.Dispose();
        Assert.Equal(Enumerable.Range(10 * FramesPerDay, FramesPerDay), NumberedFrames.ReadAll(Path, out _));
    }

    // unlink cannot delete a directory.
    [Fact]
    public void File_that_cannot_be_deleted_is_reported_and_keeps_no_other_one()
    {
        using (RecordingStore first = RecordingStore.Open(new StoreOptions { Path = Path })) Record(first, 0, 5 * FramesPerDay);
        string oldest = Directory.GetFiles(Path, "2*.vmon").Order(StringComparer.Ordinal).First();
        File.Delete(oldest);
        _ = Directory.CreateDirectory(oldest);
        using RecordingStore store = RecordingStore.Open(new StoreOptions { Path = Path, MaximumAge = TimeSpan.FromDays(5) });
        Record(store, 5 * FramesPerDay, 20 * FramesPerDay);
        store.Complete();
        Assert.Equal($"Cannot delete '{System.IO.Path.GetFileName(oldest)}': Is a directory.", store.LastError);
        Assert.InRange(NumberedFrames.ReadAll(Path, out _)[0], 13 * FramesPerDay, 15 * FramesPerDay);
        Directory.Delete(oldest);
        Record(store, 20 * FramesPerDay, 21 * FramesPerDay);
        store.Complete();
        Assert.Null(store.LastError);
    }

    public void Dispose() => _directory.Dispose();

    private void Record(RecordingStore store, int from, int to)
    {
        for (int number = from; number < to; number++)
            Assert.Equal(AppendStatus.Ok, _frames.Append(store, number, NumberedFrames.Start.Date + (number * TimeSpan.FromDays(1) / FramesPerDay)));
    }
}

using Vmon.Recording;
using Vmon.Recording.Files;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Recording.Files;

public sealed class RecordingStoreTests : IDisposable
{
    private const int FirstOther = 900;

    private readonly TemporaryDirectory _directory = new();
    private readonly NumberedFrames _frames = new();

    private string Path => _directory.Combine("recording");

    [Fact]
    public void Frames_are_read_as_written()
    {
        _frames.Record(Path, 0, 1000);
        Assert.Equal(Enumerable.Range(0, 1000), NumberedFrames.ReadAll(Path, out IReadOnlyList<string> warnings));
        Assert.Empty(warnings);
    }

    [Fact]
    public void Recorder_continues_a_recording()
    {
        for (int start = 0; start < 500; start += 100) _frames.Record(Path, start, start + 100);
        Assert.Equal(Enumerable.Range(0, 500), NumberedFrames.ReadAll(Path, out IReadOnlyList<string> warnings));
        Assert.Empty(warnings);
        _ = Assert.Single(Directory.GetFiles(Path, "*.vmon"));
    }

    [Fact]
    public void Headers_say_what_blocks_hold()
    {
        _frames.Record(Path, 0, 300);
        using RecordingDirectory recording = RecordingDirectory.Open(Path);
        int next = 0;
        foreach (BlockInfo block in recording.Blocks)
        {
            Assert.Equal((NumberedFrames.Time(next), NumberedFrames.Time(next + block.Frames - 1)), (block.FirstTime, block.LastTime));
            Assert.Equal(NumberedFrames.Origin, new FrameOrigin(block.BootId, block.HostName));
            Assert.Equal(block.Frames, recording.Read(block)!.Frames);
            next += block.Frames;
        }

        Assert.Equal(300, next);
    }

    [Fact]
    public void Block_closes_when_its_deltas_are_four_times_its_whole_frame()
    {
        _frames.Record(Path, 0, 2000);
        using RecordingDirectory recording = RecordingDirectory.Open(Path);
        Assert.All(recording.Blocks.SkipLast(1), block => Assert.InRange(block.RawLength, 4 * 300, 6 * 300));
    }

    [Fact]
    public void Block_closes_beyond_two_megabytes_when_its_whole_frame_is_like_the_others()
    {
        const int megabyte = 1_000_000;
        byte[] bytes = new byte[megabyte];
        new Random(1).NextBytes(bytes);
        using (RecordingStore store = RecordingStore.Open(new StoreOptions { Path = Path }))
        {
            for (int number = 0; number < 12; number++)
            {
                bool isWhole = store.NeedsWhole;
                ColumnSet frame = _frames.Make(number, isWhole);
                frame[FirstOther].Append(bytes);
                _ = store.Append(NumberedFrames.Time(number), NumberedFrames.Origin, isWhole, frame);
            }
        }

        using RecordingDirectory recording = RecordingDirectory.Open(Path);
        Assert.Equal([3, 3, 3, 3], recording.Blocks.Select(block => block.Frames));
        Assert.Equal(Enumerable.Range(0, 12), NumberedFrames.ReadAll(Path, out _));
    }

    [Fact]
    public void Block_closes_after_an_hour()
    {
        NumberedFrames large = new(100_000);
        large.Record(Path, 0, 2000);
        using RecordingDirectory recording = RecordingDirectory.Open(Path);
        Assert.All(recording.Blocks.SkipLast(1), block => Assert.Equal(TimeSpan.FromHours(1), block.LastTime - block.FirstTime));
    }

    [Fact]
    public void Block_closes_after_the_clock_went_back_or_the_host_changed()
    {
        using RecordingStore store = RecordingStore.Open(new StoreOptions { Path = Path });
        _ = _frames.Append(store, 1000);
        _ = _frames.Append(store, 1001);
        Assert.False(store.NeedsWhole);
        _ = _frames.Append(store, 10);
        Assert.True(store.NeedsWhole);
        _ = _frames.Append(store, 11);
        Assert.False(store.NeedsWhole);
        _ = store.Append(NumberedFrames.Time(12), NumberedFrames.Origin with { HostName = "other" }, isWhole: false, _frames.Make(12, isWhole: false));
        Assert.True(store.NeedsWhole);
        _ = store.Append(NumberedFrames.Time(13), NumberedFrames.Origin with { HostName = "other" }, isWhole: true, _frames.Make(13, isWhole: true));
        store.Dispose();
        using RecordingDirectory recording = RecordingDirectory.Open(Path);
        Assert.Equal([(10, 1001, "host-1"), (11, 12, "host-1"), (13, 13, "other")], recording.Blocks.Select(block => (Number(block.FirstTime), Number(block.LastTime), block.HostName)));
    }

    [Fact]
    public void Reader_sees_all_frames_while_a_recorder_writes()
    {
        using RecordingStore store = RecordingStore.Open(new StoreOptions { Path = Path });
        int written = -1;
        Task writer = Task.Run(
            () =>
            {
                for (int number = 0; number < 3000; number++)
                {
                    Assert.Equal(AppendStatus.Ok, _frames.Append(store, number));
                    Volatile.Write(ref written, number);
                }
            },
            TestContext.Current.CancellationToken);
        while (!writer.IsCompleted)
        {
            int least = Volatile.Read(ref written);
            List<int> read = NumberedFrames.ReadAll(Path, out IReadOnlyList<string> warnings);
            Assert.Equal(Enumerable.Range(0, read.Count), read);
            Assert.InRange(read.Count, least + 1, 3000);
            Assert.Empty(warnings);
        }

        Assert.Equal(3000, store.FrameCount);
        Assert.True(writer.IsCompletedSuccessfully);
    }

    [Fact]
    public void Open_block_is_read_after_it_became_a_block_of_a_segment()
    {
        using RecordingStore store = RecordingStore.Open(new StoreOptions { Path = Path });
        for (int number = 0; number < 3; number++) _ = _frames.Append(store, number);
        using RecordingDirectory recording = RecordingDirectory.Open(Path);
        BlockInfo open = Assert.Single(recording.Blocks);
        Assert.True(open.IsOpen);
        store.Dispose();
        Assert.Equal([0, 1, 2], NumberedFrames.Numbers(recording.Read(open)!));
        Assert.Empty(recording.Warnings);
    }

    [Fact]
    public void Deleted_block_is_null_with_a_warning()
    {
        _frames.Record(Path, 0, 3);
        using RecordingDirectory recording = RecordingDirectory.Open(Path);
        File.Delete(Directory.GetFiles(Path, "*.vmon").Single());
        Assert.Null(recording.Read(Assert.Single(recording.Blocks)));
        _ = Assert.Single(recording.Warnings);
    }

    [Fact]
    public void Abandoned_store_makes_no_blocks_and_keeps_the_journals()
    {
        using (RecordingStore store = RecordingStore.Open(new StoreOptions { Path = Path }))
        {
            store.Abandon();
            for (int number = 0; number < 100; number++) Assert.Equal(AppendStatus.Ok, _frames.Append(store, number));
        }

        Assert.All(Directory.GetFiles(Path, "*.vmon"), static file => Assert.StartsWith("open-", System.IO.Path.GetFileName(file), StringComparison.Ordinal));
        Assert.Equal(Enumerable.Range(0, 100), NumberedFrames.ReadAll(Path, out IReadOnlyList<string> warnings));
        Assert.Empty(warnings);
    }

    [Fact]
    public void Steady_frames_allocate_nothing()
    {
        NumberedFrames large = new(1_000_000);
        using RecordingStore store = RecordingStore.Open(new StoreOptions { Path = Path });
        for (int number = 0; number < 300; number++) _ = large.Append(store, number);
        Vmon.Recording.ColumnSet frame = large.Make(300, isWhole: false);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int number = 300; number < 600; number++) _ = store.Append(NumberedFrames.Time(number), NumberedFrames.Origin, isWhole: false, frame);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    public void Dispose() => _directory.Dispose();

    private static int Number(DateTimeOffset time) => (int)((time - NumberedFrames.Start) / NumberedFrames.Interval);
}

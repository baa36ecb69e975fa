using Vmon.PowerShell.Screen.Frames;

namespace Vmon.Tests.PowerShell.Screen.Frames;

public class TimelineTests
{
    private static Frame Numbered(long number) => Frame.Of(number, DateTimeOffset.UnixEpoch, null, [], null);

    private static Timeline Filled(int most, int count)
    {
        Timeline timeline = new(most, long.MaxValue);
        for (int i = 0; i < count; i++) timeline.AddLast(Numbered(i));
        return timeline;
    }

    [Fact]
    public void Oldest_frames_are_dropped_beyond_the_number()
    {
        Timeline timeline = Filled(100, 1000);
        Assert.Equal((100, 900L, 999L), (timeline.Count, timeline.First!.Number, timeline.Last!.Number));
        Assert.Null(timeline[899]);
        Assert.Equal(950, timeline[950]!.Number);
        Assert.Null(timeline[1000]);
    }

    [Fact]
    public void Oldest_frames_are_dropped_beyond_the_size()
    {
        using MemoryFrames frames = new();
        for (int id = 1; id <= 100; id++) frames.Source.Put(id, 0);
        long size = frames.Next().Size;
        Timeline timeline = new(1000, 10 * size);
        for (int i = 0; i < 50; i++)
        {
            timeline.AddLast(frames.Last.At(i));
            Assert.InRange(timeline.Size, 0, 10 * size);
        }

        Assert.Equal((10, 40L), (timeline.Count, timeline.First!.Number));
    }

    [Fact]
    public void Two_frames_are_kept_however_large_they_are()
    {
        using MemoryFrames frames = new();
        frames.Source.Put(1, 0);
        _ = frames.Next();
        Timeline timeline = new(1000, 1);
        for (int i = 0; i < 5; i++) timeline.AddLast(frames.Last.At(i));
        Assert.Equal((2, 3L), (timeline.Count, timeline.First!.Number));
    }

    [Fact]
    public void Latest_frames_are_dropped_when_older_ones_are_added()
    {
        Timeline timeline = Filled(10, 10);
        Assert.True(timeline.AddFirst(Numbered(-1)));
        Assert.Equal((10, -1L, 8L), (timeline.Count, timeline.First!.Number, timeline.Last!.Number));
        Assert.Equal(4, timeline[4]!.Number);
    }

    [Theory]
    [InlineData(-5, 900)]
    [InlineData(950, 950)]
    [InlineData(5000, 999)]
    public void Nearest_frame_is_that_at_an_end_beyond_it(long asked, long given) => Assert.Equal(given, Filled(100, 1000).Nearest(asked)!.Number);

    [Fact]
    public void Window_has_nothing_before_the_first_frame()
    {
        Frame?[] window = new Frame?[5];
        Filled(100, 3).CopyTo(window, 2);
        Assert.Equal([null, null, 0L, 1L, 2L], window.Select(frame => frame?.Number));
    }

    [Fact]
    public void Empty_timeline_has_no_frame()
    {
        Timeline timeline = new(10, 10);
        Assert.Null(timeline.First);
        Assert.Null(timeline.Last);
        Assert.Null(timeline.Nearest(3));
    }
}

using Vmon.PowerShell.Screen.Frames;

namespace Vmon.Tests.PowerShell.Screen.Frames;

public class FrameTests
{
    [Fact]
    public void Usage_is_that_of_the_interval()
    {
        using MemoryFrames frames = new();
        frames.Source.Put(1, 0, user: 1000, read: 0, written: 0);
        frames.Source.Put(2, 0, user: 1000, read: 0, written: 0);
        Assert.Empty(frames.Next().Active);
        frames.Source.Put(1, 0, user: 1050, read: 4096, written: 8192);
        Frame frame = frames.Next();
        Assert.Equal(frames.Key(1), Assert.Single(frame.Active).Key);
        Usage usage = frame.UsageOf(frames.Key(1));
        Assert.Equal((50, 0, 4096, 8192), (usage.User, usage.System, usage.Read, usage.Write));
        Assert.Equal(default, frame.UsageOf(frames.Key(2)));
    }

    [Fact]
    public void Usage_ends_with_the_interval()
    {
        using MemoryFrames frames = new();
        frames.Source.Put(1, 0, user: 1000);
        _ = frames.Next();
        frames.Source.Put(1, 0, user: 1050);
        _ = frames.Next();
        Assert.Empty(frames.Next().Active);
    }

    [Fact]
    public void Exited_process_is_among_those_that_exited_in_one_frame()
    {
        using MemoryFrames frames = new();
        frames.Source.Put(1, 0);
        frames.Source.Put(2, 1);
        Assert.Empty(frames.Next().Exited);
        frames.Source.Remove(2);
        Assert.Equal(2, Assert.Single(frames.Next().Exited).Id);
        Assert.Empty(frames.Next().Exited);
    }

    [Fact]
    public void Processes_that_were_read_have_objects_of_their_own()
    {
        using MemoryFrames frames = new();
        for (int id = 1; id <= 20; id++) frames.Source.Put(id, id == 1 ? 0 : 1, user: 1000);
        _ = frames.Next();
        Frame before = frames.Next();
        frames.Source.Put(7, 1, user: 1050);
        frames.Source.Remove(9);
        Frame frame = frames.Next();
        Assert.Empty(frame.Processes.Intersect(before.Processes));
        Assert.Equal([7, 9], frame.Processes.Where(static process => process.CpuTime != TimeSpan.Zero || process.HasExited).Select(static process => process.Id).Order());
    }
}

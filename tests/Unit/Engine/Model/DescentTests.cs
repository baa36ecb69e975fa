using Vmon.Kernel.Events;
using Vmon.Parsing.Processes;

namespace Vmon.Tests.Engine.Model;

/// <summary>Descendants of followed processes whose parent exited, so that their files name another one.</summary>
public sealed class DescentTests : IDisposable
{
    private const long Tick = 10_000_000;

    private readonly MemoryTable _memory = new();

    public DescentTests()
    {
        Source.Put(1, 0);
        Source.Put(2, 1);
        _ = _memory.Sample(new ProcessSelection { Targets = [new ProcessIdentity(2, 1)], FollowChildren = true });
    }

    private MemorySource Source => _memory.Source;

    public void Dispose() => _memory.Dispose();

    [Fact]
    public void Starts_are_wanted_while_children_of_some_processes_are_followed()
    {
        Assert.True(Source.WantsStarts);
        using MemoryTable everything = new();
        _ = everything.Sample(ProcessSelection.Everything with { FollowChildren = true });
        Assert.False(everything.Source.WantsStarts);
        using MemoryTable one = new();
        one.Source.Put(2, 1);
        _ = one.Sample(new ProcessSelection { Targets = [new ProcessIdentity(2, 1)] });
        Assert.False(one.Source.WantsStarts);
    }

    [Fact]
    public void Orphan_whose_parent_never_executed_is_followed_when_it_exits()
    {
        Start(5, 2);
        Start(6, 5);
        Exit(5, 2);
        Exit(6, 1, code: 3);
        Assert.Equal("2 -5 -6", _memory.Sample());
        ProcessSample orphan = _memory.Sample(6);
        Assert.Equal((3, 1, 2, true), (orphan.ExitCode, orphan.ParentId, orphan.Depth, orphan.HasStarted));
        Assert.Equal("2", _memory.Sample());
    }

    [Fact]
    public void Orphan_that_exists_is_followed_until_it_exits()
    {
        Start(5, 2);
        long start = Start(6, 5);
        Exit(5, 2);
        Source.Put(6, 1, start: start);
        Assert.Equal("2 -5 +6", Sorted(_memory.Sample()));
        Assert.Equal("2 6", Sorted(_memory.Sample()));
        Source.Remove(6);
        Exit(6, 1, start: start);
        Assert.Equal("2 -6", Sorted(_memory.Sample()));
        Assert.Equal("2", _memory.Sample());
    }

    [Fact]
    public void Watch_does_not_end_while_an_orphan_exists_that_no_sample_has_read()
    {
        Source.Remove(2);
        Exit(2, 1, start: 1);
        long start = Start(6, 2);
        Source.Put(6, 1, start: start);
        Assert.Equal("-2 +6", _memory.Sample());
        Assert.False(_memory.HasExited);
        Source.Remove(6);
        Exit(6, 1, start: start);
        Assert.Equal("-6", _memory.Sample());
        Assert.True(_memory.HasExited);
    }

    [Fact]
    public void Process_with_a_reused_PID_is_not_followed()
    {
        Start(5, 2);
        Exit(5, 2, after: 9);
        Start(5, 1, after: 10);
        Start(6, 5, after: 20);
        Exit(6, 5, start: Source.Now + 20);
        Assert.Equal("2 -5", _memory.Sample());
        Start(7, 2);
        Source.Put(7, 1, start: Source.Now + 150); // started later than the event says
        Assert.Equal("2", _memory.Sample());
    }

    [Fact]
    public void Starts_are_forgotten_when_events_were_lost()
    {
        Start(5, 2);
        _ = _memory.Sample();
        Source.LostEvents++;
        _ = _memory.Sample();
        Exit(6, 5);
        Assert.Equal("2", _memory.Sample());
    }

    private static string Sorted(string processes) => string.Join(' ', processes.Split(' ').OrderBy(process => process.TrimStart('+', '-')));

    // In the interval of the next sample, in ticks.
    private long Start(int id, int parent, int? after = null)
    {
        long start = Source.Now + (after ?? id);
        Source.Report(new StartRecord { Id = id, Time = start * Tick, StartTime = start * Tick, ParentId = parent });
        return start;
    }

    private void Exit(int id, int parent, int code = 0, long? start = null, int after = 90) => Source.Report(new ExitRecord
    {
        Id = id,
        ParentId = parent,
        Time = (Source.Now + after) * Tick,
        StartTime = (start ?? Source.Now + id) * Tick,
        Status = new WaitStatus(code << 8),
        Fields = EventFields.Parent | EventFields.ExitCode | EventFields.RunTime,
    });
}

using Vmon.Kernel.Events;

namespace Vmon.Tests.Engine.Model;

public sealed class LifetimesTests : IDisposable
{
    private const long Millisecond = 1_000_000;
    private const long Tick = 10 * Millisecond;

    private readonly MemoryTable _memory = new();

    private MemorySource Source => _memory.Source;

    public void Dispose() => _memory.Dispose();

    [Fact]
    public void Process_that_lived_between_two_samples_is_one_object_that_started_and_exited()
    {
        Source.Put(1, 0);
        _ = _memory.Sample(ProcessSelection.Everything);
        ExitRecord exit = Source.Exit(5, 1, cpu: 30 * Millisecond, status: 7 << 8, written: 4096);
        Source.Report(new ExecRecord { Time = 0, Id = 5, StartTime = exit.StartTime, ParentId = 1, Path = [.. "/bin/dd"u8], Command = [.. "dd\0if=/dev/zero\0"u8] });
        Source.Report(exit);
        Assert.Equal("1 -5", _memory.Sample());
        ProcessSample short_ = _memory.Samples()[1];
        Assert.True(short_.HasStarted);
        Assert.Equal((7, null, "p", 1), (short_.ExitCode, short_.ExitSignal, short_.ProcessName, short_.ParentId));
        Assert.Equal((TimeSpan.FromMilliseconds(30), 3.0, 4096L), (short_.CpuTime, short_.CpuPercent, short_.IoWrite));
        Assert.Equal(("/bin/dd", "dd if=/dev/zero", 1000L), (short_.Path, short_.CommandLine, short_.UserId));
        Assert.Null(short_.ThreadCount);
        Assert.Null(short_.WorkingSet);
        Assert.Equal("1", _memory.Sample());
    }

    [Fact]
    public void Process_without_exec_has_the_command_of_its_parent()
    {
        Source.Put(1, 0);
        _ = _memory.Sample(ProcessSelection.Everything);
        ExitRecord parent = Source.Exit(5, 1, cpu: 0);
        Source.Report(new ExecRecord { Time = 0, Id = 5, StartTime = parent.StartTime, ParentId = 1, Command = [.. "sh\0"u8] });
        Source.Report(Source.Exit(6, 5, cpu: 0));
        Source.Report(parent);
        Assert.Equal("1 -5 -6", _memory.Sample());
        Assert.Equal("sh", _memory.Samples()[2].CommandLine);
        Assert.Equal(2, _memory.Samples()[2].Depth);
    }

    [Fact]
    public void Process_that_exited_has_its_exit_code_and_final_figures()
    {
        Source.Put(1, 0);
        Source.Put(2, 1, user: 100, read: 0);
        _ = _memory.Sample(ProcessSelection.Everything);
        Source.Remove(2);
        Source.Report(Source.Exit(2, 1, cpu: 1040 * Millisecond, status: 11, start: Tick, read: 500));
        Assert.Equal("1 -2", _memory.Sample());
        ProcessSample exited = _memory.Samples()[1];
        Assert.Equal((null, Signals.SIGSEGV, false), (exited.ExitCode, exited.ExitSignal, exited.HasDumpedCore));
        Assert.Equal((TimeSpan.FromMilliseconds(40), 500L), (exited.CpuTime, exited.IoRead));
        Assert.False(exited.HasStarted);
    }

    [Fact]
    public void Process_that_was_reaped_before_its_io_was_read_has_all_that_it_wrote()
    {
        Source.Put(1, 0);
        Source.Put(2, 1, written: 100);
        _ = _memory.Sample(ProcessSelection.Everything);
        long start = Source.Now + 50;
        Source.Put(3, 1, start: start);
        Source.RemoveIo(2);
        Assert.Equal("1 2 +3", _memory.Sample());
        Assert.All(_memory.Samples(), process => Assert.Null(process.IoWrite));
        Source.Remove(2);
        Source.Remove(3);
        Source.Report(Source.Exit(2, 1, cpu: 0, start: Tick, written: 500));
        Source.Report(Source.Exit(3, 1, cpu: 0, start: start * Tick, written: 300));
        Assert.Equal("1 -2 -3", _memory.Sample());
        Assert.Equal((400, 300), (_memory.Sample(2).IoWrite, _memory.Sample(3).IoWrite));
    }

    [Fact]
    public void Exit_that_is_reported_some_samples_late_is_no_other_process()
    {
        Source.Put(1, 0);
        Source.Put(2, 1, user: 100, read: 0);
        _ = _memory.Sample(ProcessSelection.Everything);
        Source.Remove(2);
        Assert.Equal("1 -2", _memory.Sample());
        for (int sample = 0; sample < 3; sample++) Assert.Equal("1", _memory.Sample());
        Source.Report(Source.Exit(2, 1, cpu: 1040 * Millisecond, status: 11, start: Tick, read: 500));
        Assert.Equal("1", _memory.Sample());
        Assert.Equal("1", _memory.Sample());
    }

    [Fact]
    public void Zombie_has_its_exit_code_until_and_when_it_is_reaped()
    {
        Source.Put(1, 0);
        Source.Put(2, 1);
        _ = _memory.Sample(ProcessSelection.Everything);
        Source.Put(2, 1, state: ProcessState.Zombie);
        Source.Report(Source.Exit(2, 1, cpu: 0, status: 3 << 8, start: Tick));
        Assert.Equal("1 2", _memory.Sample());
        Assert.Equal(3, _memory.Samples()[1].ExitCode);
        Assert.Equal("1 2", _memory.Sample());
        Source.Remove(2);
        Assert.Equal("1 -2", _memory.Sample());
        Assert.Equal(3, _memory.Samples()[1].ExitCode);
    }

    [Fact]
    public void Zombie_that_was_adopted_after_its_exit_is_counted_by_the_process_that_reaped_it()
    {
        Source.Put(1, 0);
        Source.Put(2, 1);
        Source.Put(3, 2, user: 400);
        _ = _memory.Sample(ProcessSelection.Everything);
        Source.Report(Source.Exit(3, 2, cpu: 4000 * Millisecond, start: Tick));
        Source.Report(Source.Exit(2, 1, cpu: 0, start: Tick));
        Source.Put(3, 1, user: 400, state: ProcessState.Zombie);
        Source.Remove(2);
        Assert.Equal("1 -2 3", _memory.Sample());
        Source.Put(1, 0, childUser: 400);
        Source.Remove(3);
        Assert.Equal("1 -3", _memory.Sample());
        Assert.Equal(TimeSpan.Zero, _memory.Sample(1).ChildrenCpuTime);
    }

    // What 4 reaped and no sample has could be 3 as well.
    [Fact]
    public void Process_that_was_adopted_before_its_exit_is_counted_by_the_process_that_reaped_it()
    {
        Source.Put(1, 0);
        Source.Put(4, 1);
        Source.Put(2, 4);
        Source.Put(3, 2, user: 400);
        _ = _memory.Sample(ProcessSelection.Everything);
        Source.Report(Source.Exit(2, 4, cpu: 0, start: Tick));
        Source.Report(Source.Exit(3, 1, cpu: 4000 * Millisecond, start: Tick));
        Source.Put(4, 1, childUser: 500);
        Source.Put(1, 0, childUser: 400);
        Source.Remove(2);
        Source.Remove(3);
        _ = _memory.Sample();
        Assert.Equal((TimeSpan.Zero, TimeSpan.FromSeconds(5)), (_memory.Sample(1).ChildrenCpuTime, _memory.Sample(4).ChildrenCpuTime));
    }

    [Fact]
    public void Child_of_a_process_that_started_after_the_sample_began_is_shown_with_it()
    {
        Source.Put(1, 0);
        _ = _memory.Sample(ProcessSelection.Everything);
        long start = Source.Now + 150;
        Source.Put(5, 1, start: start, childUser: 4);
        _ = Source.Unlisted.Add(5);
        Source.Report(Source.Exit(6, 5, cpu: 40 * Millisecond, start: (start + 1) * Tick));
        Assert.Equal("1", _memory.Sample());
        Source.Unlisted.Clear();
        Assert.Equal("1 +5 -6", _memory.Sample());
        Assert.Equal([0, 0, 40], _memory.Samples().Select(static sample => (sample.CpuTime + sample.ChildrenCpuTime)?.TotalMilliseconds));
    }

    [Fact]
    public void Process_that_started_after_the_sample_began_and_was_reaped_before_its_parent_was_read_counts_once()
    {
        Source.Put(1, 0, read: 0);
        _ = _memory.Sample(ProcessSelection.Everything);
        Source.Put(1, 0, childUser: 4, read: 500);
        Source.Report(Source.Exit(5, 1, cpu: 40 * Millisecond, start: (Source.Now * Tick) + (1500 * Millisecond), read: 500));
        Assert.Equal("1 -5", _memory.Sample());
        Assert.Equal([0L, 500L], _memory.Samples().Select(sample => sample.IoRead));
        Assert.Equal([0, 40], _memory.Samples().Select(sample => (sample.CpuTime + sample.ChildrenCpuTime)?.TotalMilliseconds));
        Assert.Equal("1", _memory.Sample());
    }

    // The parent reaped 4 since the last sample, so it is read again, and its children are looked at.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Process_that_was_reaped_after_its_first_reading_started_and_exited_in_that_sample(bool hasEvents)
    {
        Source.Put(1, 0);
        Source.Put(4, 1);
        _ = _memory.Sample(ProcessSelection.Everything);
        long start = Source.Now + 20;
        Source.Remove(4);
        Source.Put(1, 0, childUser: 4);
        Source.Put(5, 1, start: start, user: 3, name: "job");
        Source.Put(6, 5, start: start, name: "orphan");
        Source.AfterRead = id =>
        {
            if (id != 6) return;
            Source.Remove(5);
            Source.Put(6, 1, start: start, name: "orphan");
            Source.Put(1, 0, childUser: 7);
            if (hasEvents) Source.Report(Source.Exit(5, 1, cpu: 40 * Millisecond, start: start * Tick, status: 3 << 8));
            Source.AfterRead = null;
        };
        Assert.Equal("1 -4 -5 +6", _memory.Sample());
        ProcessSample job = _memory.Sample(5);
        Assert.Equal((true, true, "job", hasEvents ? 3 : null, hasEvents ? 40 : 30), (job.HasStarted, job.HasExited, job.ProcessName, job.ExitCode, (int?)job.CpuTime?.TotalMilliseconds));
        Assert.Equal("1 6", _memory.Sample());
    }

    [Fact]
    public void Zombie_that_started_after_the_sample_began_is_an_ordinary_process_of_the_next()
    {
        Source.Put(1, 0);
        _ = _memory.Sample(ProcessSelection.Everything);
        long start = Source.Now + 150;
        Source.Report(Source.Exit(5, 1, cpu: 0, start: start * Tick, status: 1 << 8));
        Source.Put(5, 1, start: start, state: ProcessState.Zombie);
        _ = Source.Unlisted.Add(5);
        Assert.Equal("1", _memory.Sample());
        Source.Unlisted.Clear();
        Assert.Equal("1 +5", _memory.Sample());
        Assert.Equal(1, _memory.Samples()[1].ExitCode);
    }

    [Fact]
    public void Only_children_of_followed_processes_are_shown()
    {
        Source.Put(1, 0);
        Source.Put(2, 1);
        _ = _memory.Sample(new ProcessSelection { Targets = [new ProcessIdentity(2, 1)], FollowChildren = true });
        Source.Report(Source.Exit(5, 1, cpu: 0));
        Source.Report(Source.Exit(7, 6, cpu: 0));
        Source.Report(Source.Exit(6, 2, cpu: 0));
        Assert.Equal("2 -6 -7", _memory.Sample());
    }

    [Fact]
    public void Names_select_processes_that_no_sample_has_read()
    {
        Source.Put(1, 0);
        _ = _memory.Sample(new ProcessSelection { Name = name => name == "p2" });
        Source.Report(Source.Exit(5, 1, cpu: 0, name: "p1"));
        Source.Report(Source.Exit(6, 1, cpu: 0, name: "p2"));
        Assert.Equal("-6", _memory.Sample());
    }

    [Fact]
    public void Usage_of_a_reaped_process_is_counted_once_whoever_shows_it()
    {
        Source.Put(1, 0);
        _ = _memory.Sample(ProcessSelection.Everything);
        Source.Put(1, 0, childUser: 5);
        Source.Report(Source.Exit(6, 5, cpu: 20 * Millisecond));
        Source.Report(Source.Exit(5, 1, cpu: 10 * Millisecond, childCpu: 25 * Millisecond));
        Assert.Equal("1 -5 -6", _memory.Sample());
        List<ProcessSample> samples = _memory.Samples();
        Assert.Equal([0, 10, 20], samples.Select(sample => sample.CpuTime?.TotalMilliseconds));
        Assert.Equal([15, 5, 0], samples.Select(sample => sample.ChildrenCpuTime?.TotalMilliseconds));
        Assert.Equal(50, samples.Sum(sample => (sample.CpuTime + sample.ChildrenCpuTime)!.Value.TotalMilliseconds));
    }

    [Fact]
    public void What_a_discarded_child_used_after_its_last_sample_is_credited_to_its_parent()
    {
        Source.Put(1, 0, discardsChildren: true);
        _ = _memory.Sample(ProcessSelection.Everything);
        ExitRecord exit = Source.Exit(5, 1, cpu: 10 * Millisecond, faults: 60);
        Source.Report(exit);
        Assert.Equal("1 -5", _memory.Sample());
        Assert.Equal(0, _memory.Samples()[0].ChildrenCpuTime?.TotalMilliseconds);
        exit.Complete(exit.Usage with { RunTime = 14 * Millisecond }, isExact: true);
        Assert.Equal("1", _memory.Sample());
        Assert.Equal(4, _memory.Samples()[0].ChildrenCpuTime?.TotalMilliseconds);
    }

    [Fact]
    public void ChildrenCpuTime_of_a_process_that_discards_children_is_null_if_events_were_lost()
    {
        Source.Put(1, 0, discardsChildren: true);
        _ = _memory.Sample(ProcessSelection.Everything);
        Source.Report(Source.Exit(5, 1, cpu: 10 * Millisecond, faults: 60));
        Source.ReportsAllExits = false;
        Assert.Equal("1 -5", _memory.Sample());
        Assert.Null(_memory.Samples()[0].ChildrenCpuTime);
    }
}

using Vmon.Kernel.Events;
using Vmon.Parsing.Processes;

namespace Vmon.Tests.Engine.Model;

/// <summary>Events of the process connector have no counters, their starts are close to those of the kernel, and they can come late.</summary>
public sealed class ConnectorLifetimesTests : IDisposable
{
    private const long Tick = 10_000_000;

    private readonly MemoryTable _memory = new();

    public ConnectorLifetimesTests()
    {
        Source.Put(1, 0, name: "one");
        Source.Put(2, 1, user: 100, read: 7);
        _ = _memory.Sample(ProcessSelection.Everything);
    }

    private MemorySource Source => _memory.Source;

    public void Dispose() => _memory.Dispose();

    [Fact]
    public void Process_that_lived_between_two_samples_has_only_what_the_connector_reports()
    {
        ExitRecord exit = Exit(5, Source.Now + 10, code: 3);
        Source.Report(exit);
        Assert.Equal("1 2 -5", _memory.Sample());
        ProcessSample process = _memory.Sample(5);
        Assert.Equal((1, 3, true, true, "one"), (process.ParentId, process.ExitCode, process.HasStarted, process.HasExited, process.ProcessName));
        Assert.Equal(exit.StartTime / Tick, process.StartTicks);
        Assert.Equal(TimeSpan.FromMilliseconds(100), process.ExitTime - process.StartTime);
        Assert.Equal((null, null, null, null), (process.CpuTime, process.CPU, process.IoWrite, process.MinorFaultsTotal));
        Assert.Equal("1 2", _memory.Sample());
    }

    [Fact]
    public void Name_and_command_after_an_exec_that_could_not_be_read_are_unknown()
    {
        ExitRecord exit = Exit(5, Source.Now + 10);
        Source.Report(new ExecRecord { Id = 5, Time = exit.Time, StartTime = exit.StartTime, IsStartExact = false });
        Source.Report(exit);
        _ = _memory.Sample();
        Assert.Equal(("", null, null), (_memory.Sample(5).ProcessName, _memory.Sample(5).CommandLine, _memory.Sample(5).Path));
    }

    [Fact]
    public void Exited_process_keeps_its_totals_and_has_no_usage_of_the_interval()
    {
        Source.Remove(2);
        Source.Report(Exit(2, 1, code: 4));
        Assert.Equal("1 -2", _memory.Sample());
        ProcessSample process = _memory.Sample(2);
        Assert.Equal((4, 1.0, 7L), (process.ExitCode, process.CPU, process.IoReadTotal));
        Assert.Equal((null, null, null), (process.Interval, process.CpuTime, process.IoRead));
    }

    [Fact]
    public void Exit_reported_after_the_sample_that_misses_the_process_is_not_another_process()
    {
        Source.Put(5, 1, start: Source.Now + 30);
        Assert.Equal("1 2 +5", _memory.Sample());
        ExitRecord exit = Exit(5, Source.Now - 70);
        Source.Remove(5);
        Assert.Equal("1 2 -5", _memory.Sample());
        Source.Report(exit);
        Assert.Equal("1 2", _memory.Sample());
        Source.Report(Exit(5, Source.Now - 300));
        Assert.Equal("1 2", _memory.Sample());
    }

    [Fact]
    public void Exit_of_a_process_that_was_still_read_belongs_to_the_next_sample()
    {
        Source.Report(Exit(2, 1, code: 4));
        Assert.Equal("1 2", _memory.Sample());
        Assert.Equal((null, null), (_memory.Sample(2).ExitCode, _memory.Sample(2).ExitTime));
        Source.Remove(2);
        Assert.Equal("1 -2", _memory.Sample());
        Assert.Equal(4, _memory.Sample(2).ExitCode);
    }

    [Fact]
    public void Several_processes_with_one_PID_in_an_interval_are_all_shown()
    {
        Source.Report(Exit(5, Source.Now + 10, code: 1));
        Source.Report(Exit(5, Source.Now + 50, code: 2));
        Assert.Equal("1 2 -5 -5", _memory.Sample());
        Assert.Equal([1, 2], _memory.Samples().Where(process => process.Id == 5).Select(process => process.ExitCode!.Value));
    }

    private static ExitRecord Exit(int id, long start, int code = 0)
    {
        ExitRecord exit = new()
        {
            Id = id,
            ParentId = 1,
            Time = (start + 10) * Tick,
            StartTime = start * Tick,
            IsStartExact = false,
            Status = new WaitStatus(code << 8),
            Fields = EventFields.Parent | EventFields.ExitCode,
        };
        exit.Complete(default, isExact: false);
        return exit;
    }
}

using Vmon.Kernel;

namespace Vmon.Tests.Engine.Kernel;

public class TaskTallyTests
{
    private TaskTally _tally;
    private long _sample;

    [Fact]
    public void Process_whose_counters_are_the_same_has_not_run()
    {
        Assert.True(HasRun(runTime: 5, slices: 1));
        Assert.False(HasRun(runTime: 5, slices: 1));
        Assert.True(HasRun(runTime: 6, slices: 1));
        Assert.True(HasRun(runTime: 6, slices: 2));
        Assert.False(HasRun(runTime: 6, slices: 2));
    }

    [Fact]
    public void Process_that_is_on_a_CPU_runs()
    {
        _ = HasRun(runTime: 5, slices: 1);
        Assert.True(HasRun(runTime: 5, slices: 1, isOnCpu: true));
    }

    // It ran after the previous pass until it left the CPU, for which no time was accounted.
    [Fact]
    public void Process_that_was_on_a_CPU_in_the_previous_pass_has_run()
    {
        _ = HasRun(runTime: 5, slices: 1, isOnCpu: true);
        Assert.True(HasRun(runTime: 5, slices: 1));
        Assert.False(HasRun(runTime: 5, slices: 1));
    }

    [Fact]
    public void Process_that_is_missing_from_a_pass_may_have_run()
    {
        _ = HasRun(runTime: 5, slices: 1);
        _sample++;
        Assert.True(_tally.HasRun(_sample));
        Assert.True(HasRun(runTime: 5, slices: 1));
    }

    // Adds the only thread of a process in the next pass.
    private bool HasRun(long runTime, long slices, bool isOnCpu = false)
    {
        long[] fields = new long[(int)TaskField.RunDelay];
        fields[(int)TaskField.Pid] = fields[(int)TaskField.Tgid] = 7;
        fields[(int)TaskField.OnCpu] = isOnCpu ? 1 : 0;
        fields[(int)TaskField.Slices] = slices;
        fields[(int)TaskField.RunTime] = runTime;
        Assert.True(TaskRecord.TryParse(fields, out TaskRecord record));
        _tally.Add(new TaskRun(7, 7, 1, 0), record, isMain: true, pending: 0, ++_sample);
        return _tally.HasRun(_sample);
    }
}

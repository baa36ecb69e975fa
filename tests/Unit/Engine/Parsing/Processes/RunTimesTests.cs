using Vmon.Parsing.Processes;

namespace Vmon.Tests.Engine.Parsing.Processes;

public sealed class RunTimesTests
{
    private const long Millisecond = 1_000_000;
    private const long Tick = 10 * Millisecond;

    // The kernel divides run time by its samples when it is asked (cputime_adjust), and a pass does not ask it: the system part of the file can be less than what the pass had.
    [Fact]
    public void Time_that_a_pass_gave_to_the_system_is_not_user_time_of_the_file_as_well()
    {
        ProcStat passed = default;
        RunTimes.Divide(ref passed, 22 * Millisecond, user: 0, system: 4 * Millisecond);
        ProcStat file = new() { UserTime = 3 * Tick, SystemTime = Tick, RunTime = 4 * Tick };
        RunTimes.Refine(ref file, passed, clock: 44 * Millisecond, Tick);
        Assert.Equal((18 * Millisecond, 22 * Millisecond), (file.UserTime, file.SystemTime));
    }
}

using Vmon.Kernel.Events;
using Vmon.Parsing.Processes;

namespace Vmon.Tests.Engine.Kernel.Events;

/// <summary>The last figures of a process.</summary>
public class ExitRecordTests
{
    private const long Millisecond = 1_000_000;

    /// <summary>The kernel counts user and system time by ticks, so that another tick can divide the same run time in another way.</summary>
    [Theory]
    [InlineData(0, 4, 5, 1)]
    [InlineData(4, 4, 5, 1)]
    [InlineData(4, 0, 6, 0)]
    [InlineData(0, 0, 6, 0)]
    public void The_parts_of_the_run_time_add_up_to_it(long userTicked, long systemTicked, long user, long system)
    {
        ProcStat stat = new() { RunTime = 5 * Millisecond, UserTime = 5 * Millisecond };
        ExitRecord exit = new()
        {
            Id = 7,
            Time = 0,
            Fields = EventFields.RunTime | EventFields.Ticks,
            Usage = new ProcessUsage { RunTime = 6 * Millisecond, UserTicked = userTicked * Millisecond, SystemTicked = systemTicked * Millisecond },
        };

        exit.AddTo(ref stat);

        Assert.Equal((6 * Millisecond, user * Millisecond, system * Millisecond), (stat.RunTime, stat.UserTime, stat.SystemTime));
    }

    /// <summary>A record can be written before the last reading, and lack what a thread used that exited at the same time.</summary>
    [Fact]
    public void No_time_decreases()
    {
        ProcStat stat = new() { RunTime = 5 * Millisecond, UserTime = 2 * Millisecond, SystemTime = 3 * Millisecond };
        ExitRecord exit = new() { Id = 7, Time = 0, Fields = EventFields.RunTime, Usage = new ProcessUsage { RunTime = 4 * Millisecond, UserTicked = 4 * Millisecond } };

        exit.AddTo(ref stat);

        Assert.Equal((5 * Millisecond, 2 * Millisecond, 3 * Millisecond), (stat.RunTime, stat.UserTime, stat.SystemTime));
    }
}

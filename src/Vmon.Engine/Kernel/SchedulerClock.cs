using Vmon.Native;

namespace Vmon.Kernel;

/// <summary>
/// Tells how long a thread on a CPU has run since the kernel last added to its run time, which it does at ticks and when the thread leaves the CPU. The last addition
/// is known in the clock of the scheduler; the reading thread, whose own run time is added at the beginning of each pass, relates that clock to the monotonic one.
/// </summary>
internal sealed class SchedulerClock
{
    // Ticks are at most 10 ms apart, and more only on a CPU without ticks, where one thread runs alone.
    private const long MostPending = 1_000_000_000;

    private long _runTime;
    private long _time;
    private long? _behind;

    /// <summary>Called immediately before a pass.</summary>
    internal unsafe void Mark()
    {
        TimeSpec runTime;
        TimeSpec time;
        _ = Libc.ClockGetTime(Libc.ClockThreadCpuTime, &runTime);
        _ = Libc.ClockGetTime(Libc.ClockMonotonic, &time);
        _runTime = runTime.TotalNanoseconds;
        _time = time.TotalNanoseconds;
    }

    /// <summary>Accepts the fields of the reading thread. They are useless if the kernel has added to its run time since.</summary>
    internal void Accept(in TaskReader reader)
    {
        if (reader.RunTime != _runTime || reader.RunQueueClock == 0) return;
        _behind = _time - (reader.ExecStart + reader.RunQueueClock - reader.RunQueueTaskClock);
    }

    /// <summary>Nanoseconds to add to the run time of a thread. 0 if it is on no CPU, and if unknown.</summary>
    internal long Pending(in TaskRecord task)
    {
        if (task[TaskField.OnCpu] == 0 || _behind is not { } behind || task[TaskField.RunQueueClock] == 0) return 0;
        long taskClock = task[TaskField.SeenAt] - behind - (task[TaskField.RunQueueClock] - task[TaskField.RunQueueTaskClock]);
        return Math.Clamp(taskClock - task[TaskField.ExecStart], 0, MostPending);
    }
}

/// <summary>The fields of the thread that reads a pass, at its beginning.</summary>
internal readonly record struct TaskReader(long RunTime, long ExecStart, long RunQueueClock, long RunQueueTaskClock);

using Vmon.Kernel;
using Vmon.Sources;

namespace Vmon.Model;

/// <summary>
/// Whether the task stream serves a watch: it tells of all processes for a fraction of what one call for each process costs, but opening it costs as
/// much as a few samples, and it is not worth its price if most of the machine is not in the watch.
/// </summary>
internal sealed class TaskFeed(SamplingContext context)
{
    private const int FirstSample = 3;
    private const int FewestProcesses = 32;
    private const int MostTasksPerFile = 16;
    private const int SamplesUntilRetry = 64;

    private long _notBefore = FirstSample;

    /// <summary>Passes over all threads of the machine. False if the stream does not serve this sample.</summary>
    internal bool TryRead(int processes, out ReadOnlySpan<TaskRun> tasks)
    {
        tasks = default;
        context.HasTasks = false;
        if (context.SampleNumber < _notBefore || processes < FewestProcesses) return false;
        if (context.Tasks is null && !TryOpen()) return false;
        context.TasksTimestamp = context.Clock.Time.GetTimestamp();
        context.TasksOrder = context.NextOrder();
        return context.HasTasks = context.Tasks!.TryRead(out tasks);
    }

    /// <summary>Whether a pass over so many threads is cheaper than so many files.</summary>
    internal static bool IsWorth(int tasks, int files) => tasks <= MostTasksPerFile * files;

    /// <summary>Does without it for some samples.</summary>
    internal void Pause() => _notBefore = context.SampleNumber + SamplesUntilRetry;

    private bool TryOpen()
    {
        if (context.MayUseTasks) context.Tasks = TaskStream.TryOpen();
        if (context.Tasks is null) _notBefore = long.MaxValue;
        return context.Tasks is not null;
    }
}

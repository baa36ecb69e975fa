using Vmon.Sampling;

namespace Vmon.Model;

// Finds existing processes and those that ran from the task stream, at a fraction of the cost of a call for each process. Opened after
// some samples, because opening costs as much as a few samples, and not used if most threads of the machine are not in the watch.
internal sealed partial class ProcessTable
{
    private const int FirstSampleWithTasks = 3;
    private const int FewestProcesses = 32;
    private const int MostTasksPerFile = 16;
    private const int SamplesUntilRetry = 64;

    private long _tasksNotBefore = FirstSampleWithTasks;

    private void ReadTasks()
    {
        Context.HasTasks = false;
        if (Context.SampleNumber < _tasksNotBefore || _nodes.Count < FewestProcesses) return;
        if (Context.Tasks is null && !TryOpenTasks()) return;
        Context.TasksTimestamp = Context.Clock.Time.GetTimestamp();
        Context.TasksOrder = Context.NextOrder();
        if (!Context.Tasks!.TryRead(out ReadOnlySpan<TaskRun> tasks)) return;

        Context.HasTasks = true;
        bool isChildAdded = NameTasks(tasks, isFirstPass: true);
        while (isChildAdded) isChildAdded = NameTasks(tasks, isFirstPass: false); // a child can have a smaller PID than its parent
        bool isWorthIt = tasks.Length <= MostTasksPerFile * _nodes.Count || tasks.Length <= MostTasksPerFile * FilesSpared(tasks);
        if (!isWorthIt) _tasksNotBefore = Context.SampleNumber + SamplesUntilRetry;
    }

    // One file for each process; with children followed, also the children file of each thread.
    private int FilesSpared(ReadOnlySpan<TaskRun> tasks)
    {
        if (_listsAll || !_selection.FollowChildren) return _nodes.Count;
        int count = 0;
        foreach (ref readonly TaskRun task in tasks) count += _byPid.ContainsKey(task.ProcessId) ? 1 : 0;
        return _nodes.Count + count;
    }

    private bool TryOpenTasks()
    {
        if (Context.MayUseTasks) Context.Tasks = TaskStream.TryOpen();
        if (Context.Tasks is null) _tasksNotBefore = long.MaxValue;
        return Context.Tasks is not null;
    }

    private bool NameTasks(ReadOnlySpan<TaskRun> tasks, bool isFirstPass)
    {
        bool isChildAdded = false;
        ProcessNode? process = null;
        for (int i = 0; i < tasks.Length; i++)
        {
            ref readonly TaskRun task = ref tasks[i];
            if (process?.Id != task.ProcessId && !_byPid.TryGetValue(task.ProcessId, out process))
            {
                process = !task.IsMain ? null : _listsAll ? Add(task.ProcessId) : AddFollowed(task);
                isChildAdded |= process is not null && !_listsAll;
            }

            if (process is not null && isFirstPass) NameTask(process, task, i);
        }

        return isChildAdded;
    }

    private void NameTask(ProcessNode process, in TaskRun task, int index)
    {
        process.Tally(task, index, Context.SampleNumber);
        if (task.IsMain)
        {
            process.NamedIn = Context.SampleNumber;
            if (task.ParentId != process.ParentId) process.MustBeRead = true;
        }

        // A new process lists its own threads, because the stream may have passed some before it was known.
        if (!process.IncludesThreads || process.Phase == NodePhase.Unseen) return;
        process.ThreadsNamedIn = Context.SampleNumber;
        if (!task.IsMain) NameThread(process, task.ThreadId).Tally(task, index, Context.SampleNumber);
    }

    private ProcessNode? AddFollowed(in TaskRun task)
    {
        if (!_byPid.TryGetValue(task.ParentId, out ProcessNode? parent) || parent.FollowScope is not MonitorScope scope) return null;
        if (parent is { Phase: NodePhase.Unseen, Asked: not null }) return null; // it may not be the requested process

        ProcessNode child = Add(task.ProcessId);
        child.NamedBy = parent;
        child.Followed = scope;
        return child;
    }
}

using Vmon.Kernel;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Sources.Processes;

namespace Vmon.Sources;

/// <summary>
/// The kernel's tasks in one pass, and /proc for the rest. The pass describes all processes for a fraction of what one call for each process costs. Opening it costs as
/// much as a look at some hundred processes, and it is not worth its price if most of the machine is not in the watch.
/// </summary>
/// <param name="context">The context of the watch.</param>
/// <param name="tasks">The tasks of the session.</param>
internal sealed class TaskSource(SamplingContext context, SharedProgram<TaskIterator> tasks) : ProcSource(context)
{
    private const int FirstSample = 3;
    private const int FewestProcesses = 32;
    private const int FewestToOpenAtOnce = 400;
    private const int MostTasksPerFile = 16;
    private const int SamplesUntilRetry = 64;

    private TaskStream? _stream;
    private long _notBefore;
    private bool _hasStat;
    private bool _hasIo;
    private bool _hasUsers;
    private bool _hasExecs;
    private bool _hasPass;
    private long _passOrder;
    private int _passLength;

    public override void Begin(CancellationToken cancellation)
    {
        base.Begin(cancellation);
        _hasPass = false;
    }

    public override bool TryPass(int expected, out ReadOnlySpan<TaskRun> tasks)
    {
        tasks = default;
        if (State.Number < _notBefore || expected < FewestProcesses || !TryOpen(expected)) return false;
        State.BeginHere();
        _passOrder = State.NextOrder();
        _hasPass = _stream!.TryRead(out tasks);
        _passLength = tasks.Length;
        return _hasPass;
    }

    public override void Tally(ProcessRecords process, in TaskRun task)
    {
        TaskRecord record = _stream![task];
        process.Activity.Tasks.Add(task, record, task.IsMain || process.IsThread, _stream.Clock.Pending(record), State.Number);
    }

    public override void NoteSpared(int files)
    {
        if (_passLength > MostTasksPerFile * files) _notBefore = State.Number + SamplesUntilRetry;
    }

    private protected override long NextOrder() => _hasPass ? _passOrder : base.NextOrder();

    private protected override long TimeOfRest => _hasPass ? State.Timestamp : base.TimeOfRest;

    private protected override bool HasRun(ProcessRecords process, ref ProcDirectory directory) =>
        _hasPass ? process.Activity.HasRunByTally(Context) : base.HasRun(process, ref directory);

    // A kernel thread has a longer name in its file, and a main thread that exited has no memory.
    private protected override bool TryTakePass(ProcessRecords process, out ProcStat stat)
    {
        stat = default;
        if (!_hasStat || !TryGetTask(process, out TaskRecord task)) return false;
        if (_hasExecs) process.NoteExec(task[TaskField.SelfExecId], State.Number);
        TaskReading.ReadStat(task, process.Activity.Tasks, process.IsThread, process.Stat.Reading.Current, Host.Machine.TickLength, out stat);
        return stat.IsOfKernel != true && stat.StartTime == process.Stat.Reading.Current.StartTime;
    }

    private protected override PassedSets SetsOf(ProcessRecords process) => TryGetTask(process, out TaskRecord task)
        ? new PassedSets(
            _hasIo ? TaskReading.ReadIo(task, process.Activity.Tasks, process.IsThread) : null,
            _hasUsers && !process.IsThread ? TaskReading.ReadUsers(task) : null)
        : default;

    // If a thread exits during the pass, what it used is in neither of the records.
    private bool TryGetTask(ProcessRecords process, out TaskRecord task)
    {
        task = default;
        if (!_hasPass || !process.Activity.Tasks.TryGetMain(State.Number, out TaskRun main)) return false;
        task = _stream![main];
        return process.IsThread || (TaskReading.IsConsistent(task) && task[TaskField.Threads] == process.Activity.Tasks.Threads);
    }

    // A single look at a small machine is faster without.
    private bool TryOpen(int expected)
    {
        if (_stream is not null) return true;
        bool isWorthIt = State.Number >= FirstSample || tasks.IsOpen || expected >= FewestToOpenAtOnce;
        if (!isWorthIt) return false;
        if (tasks.Open() is not { } iterator)
        {
            _notBefore = long.MaxValue;
            return false;
        }

        _stream = new TaskStream(iterator);
        _hasStat = TaskReading.HasStat(iterator.Fields);
        _hasIo = TaskReading.HasIo(iterator.Fields);
        _hasUsers = TaskReading.HasUsers(iterator.Fields);
        _hasExecs = iterator.Fields[TaskField.SelfExecId];
        return true;
    }
}

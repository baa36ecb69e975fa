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

    private static readonly TimeSpan Youth = TimeSpan.FromMilliseconds(100);

    private TaskStream? _stream;
    private PassedFields? _fields;
    private long _notBefore;
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
        _hasPass = _stream!.TryRead(Context.IsExact, State.Number, out tasks);
        _passLength = tasks.Length;
        return _hasPass;
    }

    public override void Tally(ProcessRecords process, in TaskRun task)
    {
        TaskRecord record = _stream![task.Place];
        process.Activity.Tasks.Add(task, record, task.IsMain || process.IsThread, _stream.Clock.Pending(record), State.Number);
    }

    public override void NoteSpared(int files)
    {
        if (_passLength > MostTasksPerFile * files) _notBefore = State.Number + SamplesUntilRetry;
    }

    private protected override long NextOrder() => _hasPass ? _passOrder : base.NextOrder();

    private protected override bool HasRun(ProcessRecords process, ref ProcDirectory directory) =>
        _hasPass ? process.Activity.HasRunByTally(Context) : base.HasRun(process, ref directory);

    private protected override bool TryTakePass(ProcessRecords process, ref ProcDirectory directory, bool hasRun, out ProcStat stat)
    {
        stat = default;
        if (_fields is not { HasStat: true } || !TryGetTask(process, out TaskRecord task)) return false;
        bool isFirst = process.FirstReadIn == 0;
        if (isFirst && !(MayBegin(task) && directory.Exists())) return false;
        if (_fields.HasExecs) process.NoteExec(task[TaskField.SelfExecId], State.Number);
        ref readonly ProcStat last = ref process.Stat.Reading.Current;
        TaskReading.ReadStat(task, process.Activity.Tasks, process.IsThread, last, Host.Machine.TickLength, out stat);
        if (isFirst) return stat.IsOfKernel != true;
        if (!_fields.MayReadAll) KeepRefused(ref stat, last);
        return stat.StartTime == last.StartTime && (stat.IsOfKernel != true || TryTakeName(ref stat, last, hasRun));
    }

    // What the file of a process would refuse must not be shown. A process that is this young may be about to execute a program, and its files are of one moment.
    private bool MayBegin(in TaskRecord task) =>
        _fields!.MayReadAll && State.Uptime is { } uptime && uptime.Ticks - (task[TaskField.StartBootTime] / TimeSpan.NanosecondsPerTick) > Youth.Ticks;

    // The addresses that the file shows tell what else is refused.
    private static void KeepRefused(ref ProcStat stat, in ProcStat last)
    {
        stat.CodeStart = last.CodeStart;
        stat.StackStart = last.StackStart;
    }

    // The file has names of threads of the kernel that are longer than those of the pass. A worker has another name when it has run.
    private static bool TryTakeName(ref ProcStat stat, in ProcStat last, bool hasRun)
    {
        if (stat.IsOfWorker && hasRun) return false;
        if (stat.IsOfWorker || last.Comm.Bytes.Length > LongName.LongestKernelName) stat.Comm = last.Comm;
        return true;
    }

    private protected override PassedSets SetsOf(ProcessRecords process) =>
        TryGetTask(process, out TaskRecord task) ? _fields!.SetsOf(process, task) : default;

    // If a thread exits during the pass, what it used is in neither of the records.
    private bool TryGetTask(ProcessRecords process, out TaskRecord task)
    {
        task = default;
        if (!_hasPass || !process.Activity.Tasks.TryGetMain(State.Number, out int place)) return false;
        task = _stream![place];
        if (!task.IsWhole) return false;
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
        _fields = new PassedFields(iterator.Fields, BpfPermission.MayReadAll(Context.Buffer));
        return true;
    }
}

using Vmon.Kernel;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;

namespace Vmon.Sources;

/// <summary>
/// The kernel's tasks in one pass, and /proc for the rest: which threads exist, which have run, and the io of processes with one thread. The pass describes all
/// processes for a fraction of what one call for each process costs. Opening it costs as much as a few samples, and it is not worth its price if most of the
/// machine is not in the watch.
/// </summary>
internal sealed class TaskSource(SamplingContext context) : ProcSource(context)
{
    private const int FirstSample = 3;
    private const int FewestProcesses = 32;
    private const int MostTasksPerFile = 16;
    private const int SamplesUntilRetry = 64;

    private TaskStream? _stream;
    private long _notBefore = FirstSample;
    private bool _hasPass;
    private long _passOrder;
    private long _passTimestamp;
    private int _passLength;

    public override void Begin(CancellationToken cancellation)
    {
        base.Begin(cancellation);
        _hasPass = false;
    }

    public override bool TryPass(int known, out ReadOnlySpan<TaskRun> tasks)
    {
        tasks = default;
        if (State.Number < _notBefore || known < FewestProcesses) return false;
        if (_stream is null && !TryOpen()) return false;
        _passTimestamp = Host.Clock.Time.GetTimestamp();
        _passOrder = State.NextOrder();
        _hasPass = _stream!.TryRead(out tasks);
        _passLength = tasks.Length;
        return _hasPass;
    }

    public override void Tally(ProcessRecords process, in TaskRun task, int index) => process.Activity.Tally(task, index, State.Number);

    public override void NoteSpared(int files)
    {
        if (_passLength > MostTasksPerFile * files) _notBefore = State.Number + SamplesUntilRetry;
    }

    public override void Dispose()
    {
        _stream?.Dispose();
        base.Dispose();
    }

    private protected override long NextOrder() => _hasPass ? _passOrder : base.NextOrder();

    private protected override long TimeOfRest => _hasPass ? _passTimestamp : base.TimeOfRest;

    private protected override bool HasRun(ProcessRecords process, ref ProcDirectory directory) =>
        _hasPass ? process.Activity.HasRunByTally(Context) : base.HasRun(process, ref directory);

    private protected override IoCounters? IoOf(ProcessRecords process) =>
        _hasPass && process.Activity.OnlyThread(State.Number) is int index ? _stream![index].Io : null;

    private bool TryOpen()
    {
        _stream = TaskStream.TryOpen();
        if (_stream is null) _notBefore = long.MaxValue;
        return _stream is not null;
    }
}

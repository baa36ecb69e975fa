using Vmon.Model;
using Vmon.Proc;

namespace Vmon;

/// <summary>
/// A watch over some processes: each <see cref="Sample"/> brings it up to date. Every watch pairs its own samples, so several of
/// one session do not disturb each other's intervals. Its members may be called from any thread, one sample at a time.
/// </summary>
public sealed partial class ProcessWatch : IDisposable
{
    private readonly VmonSession _session;
    private readonly ProcessTable _table;
    private readonly Lock _gate = new();
    private SampleTime _time;
    private bool _isClosed;

    internal ProcessWatch(VmonSession session, ProcessTable table)
    {
        _session = session;
        _table = table;
    }

    /// <summary>Closes what the watch keeps open.</summary>
    ~ProcessWatch() => Close();

    /// <summary>How many samples were taken.</summary>
    public long SampleNumber => _table.Context.SampleNumber;

    /// <summary>Whether only certain processes were asked for, and none of them or of their followed descendants is alive.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Reads all processes of the watch once. In the steady state it allocates nothing.</summary>
    /// <exception cref="ObjectDisposedException">The watch or its session is closed.</exception>
    public void Sample()
    {
        Action[] events;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            _time = new SampleTime(_table.Context.Clock.Time);
            _table.Sample();
            HasEnded = _table.HasEnded;
            events = CollectEvents();
        }

        _session.CountSample();
        Deliver(events);
    }

    /// <summary>
    /// Samples at a fixed rate, beginning at once, until the schedule is over, the watch has ended, its session stops, or it is
    /// cancelled, which is no error. Yields the number of each sample.
    /// </summary>
    public IEnumerable<long> Run(SampleSchedule schedule, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _session.Stopped);
        SampleClock clock = new(_table.Context.Clock.Time, schedule.Interval);
        for (long taken = 1; ; taken++)
        {
            if (either.IsCancellationRequested || !TrySample()) yield break;
            yield return SampleNumber;
            if (HasEnded || schedule.IsOver(taken, clock.Elapsed) || !clock.WaitForNext(either.Token, out long missed)) yield break;
            _session.CountMissed(missed);
        }
    }

    /// <summary>The processes of the last sample, depth first, each made when it is asked for: to be used up before the next sample.</summary>
    /// <param name="changedOnly">Only those that are new, stale, or changed.</param>
    public IEnumerable<ProcessSample> Processes(bool changedOnly = false)
    {
        long sample = SampleNumber;
        for (ProcessNode? node = _table.Top.Following(_table.Top); node is not null; node = node.Following(_table.Top))
        {
            if (!node.IsSelected || node.Phase == NodePhase.Unseen) continue;
            if (changedOnly && node.Phase == NodePhase.Live && node.ShownSince != sample && node.ChangesIn(sample) == ProcessChanges.None) continue;
            yield return Show(node);
            if (sample != SampleNumber) throw new InvalidOperationException("A sample was taken while the last one was listed.");
        }
    }

    /// <summary>The last sample whole.</summary>
    public ProcessSnapshot Snapshot() => new(SampleNumber, [.. Processes()]);

    /// <summary>How many processes the kernel refused something that was wanted, and what.</summary>
    public DeniedSummary Denied()
    {
        ProcessWants wants = ProcessWants.None;
        int processes = 0;
        foreach (ProcessNode node in _table.Nodes)
        {
            if (node.Stat.Reading.Status == ReadStatus.Denied)
            {
                processes++;
            }
            else if (node.IsSelected && node.DeniedWants is var denied and not ProcessWants.None)
            {
                processes++;
                wants |= denied;
            }
        }

        return new DeniedSummary(processes, wants);
    }

    /// <summary>Closes what the watch keeps open.</summary>
    public void Dispose()
    {
        Close();
        _session.Forget(this);
        GC.SuppressFinalize(this);
    }

    private bool TrySample()
    {
        try
        {
            Sample();
            return true;
        }
        catch (ObjectDisposedException) when (_isClosed)
        {
            return false;
        }
    }

    private void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            _table.Close();
        }
    }
}

namespace Vmon;

/// <summary>
/// Waits for processes to end, or for a condition to hold of each. An end is noticed when it comes, the condition at the next sample. The
/// condition is asked from the second sample of a process on, when its rates are known, and of none that has ended.
/// </summary>
/// <param name="session">The session that samples.</param>
/// <param name="selection">Who is waited for; by targets, those are, and else whoever the watch shows.</param>
/// <param name="wants">What is read of each; null for the session's wants.</param>
/// <param name="until">The condition; null to wait for the end alone.</param>
public sealed class ProcessWait(VmonSession session, ProcessSelection selection, ProcessWants? wants, Predicate<ProcessSample>? until) : IDisposable
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(1);

    // The first, as it may throw: nothing else is open then.
    private readonly ProcessWatch _watch = session.Watch(selection, wants);

    private readonly ExitPoll _exits = new(session.Budget);
    private readonly Dictionary<ProcessIdentity, WaitedProcess> _pending =
        (selection.Targets ?? []).Distinct().ToDictionary(target => target, target => new WaitedProcess(target, null, WaitOutcome.Pending));

    private readonly HashSet<ProcessIdentity> _settled = [];
    private readonly HashSet<ProcessIdentity> _shown = [];
    private List<WaitedProcess> _news = [];

    /// <summary>What samples.</summary>
    public ProcessWatch Watch => _watch;

    /// <summary>Who is waited for still.</summary>
    public IReadOnlyCollection<WaitedProcess> Pending => _pending.Values;

    /// <summary>
    /// Waits, and yields who is done at every sample and every end, also nobody, and at least once a second, until nobody is left, the time
    /// is over, or it is cancelled, which is no error. What holds when the time is over counts: the last sample is taken then.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The session was stopped.</exception>
    public IEnumerable<IReadOnlyList<WaitedProcess>> Run(TimeSpan interval, TimeSpan? timeout, CancellationToken cancellation)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, session.Stopped);
        SampleClock clock = new(TimeProvider.System, interval);
        TimeSpan due = TimeSpan.Zero;
        while (true)
        {
            if (clock.Elapsed >= due || (_pending.Count == 0 && selection.FollowChildren))
            {
                Sample();
                due = clock.NextBegin < timeout ? clock.NextBegin : timeout ?? clock.NextBegin;
            }

            yield return TakeNews();
            if (_pending.Count == 0 || clock.Elapsed >= timeout || cancellation.IsCancellationRequested) yield break;
            TimeSpan left = due - clock.Elapsed;
            foreach (ProcessIdentity ended in _exits.Wait(left < LongestSilence ? left : LongestSilence, either.Token)) Settle(ended, WaitOutcome.Ended);
            ObjectDisposedException.ThrowIf(session.IsStopped, session);
            if (cancellation.IsCancellationRequested) yield break;
        }
    }

    /// <summary>Lets go of every process, and ends the watch.</summary>
    public void Dispose()
    {
        _exits.Dispose();
        Watch.Dispose();
    }

    private void Sample()
    {
        Watch.Sample();
        _shown.Clear();
        foreach (ProcessSample process in Watch.Processes())
        {
            _ = _shown.Add(process.Identity);
            if (!_settled.Contains(process.Identity)) Examine(process);
        }

        // What was never shown, or is no more: it has ended, unless it only could not be read.
        foreach (ProcessIdentity missing in _pending.Keys.Where(process => !_shown.Contains(process)).ToArray())
            if (session.HasGone(missing)) Settle(missing, WaitOutcome.Ended);
        _settled.IntersectWith(_shown);
    }

    private void Examine(ProcessSample process)
    {
        bool isFirst = !_pending.TryGetValue(process.Identity, out WaitedProcess? known) || known.Last is null;
        _pending[process.Identity] = new WaitedProcess(process.Identity, process, WaitOutcome.Pending);
        if (process.IsStale || HasExited(process)) Settle(process.Identity, WaitOutcome.Ended);
        else if (process.Elapsed is not null && until?.Invoke(process) == true) Settle(process.Identity, WaitOutcome.Met);
        else if (isFirst && session.IsLocal && !selection.IsEverything) Hold(process.Identity);
    }

    // Where it cannot be held, the next sample finds that it has ended.
    private void Hold(ProcessIdentity process)
    {
        if (_exits.Add(session, process) is HoldStatus.Ended or HoldStatus.Replaced) Settle(process, WaitOutcome.Ended);
    }

    // The main thread of a process may end before the others.
    private static bool HasExited(ProcessSample process) =>
        process.State is ProcessState.Zombie or ProcessState.Dead && process.ThreadCount is not > 1;

    private void Settle(ProcessIdentity process, WaitOutcome outcome)
    {
        if (!_pending.Remove(process, out WaitedProcess? waited)) return;
        _ = _settled.Add(process);
        _exits.Remove(process);
        _news.Add(waited with { Outcome = outcome });
    }

    private List<WaitedProcess> TakeNews()
    {
        List<WaitedProcess> news = _news;
        _news = [];
        return news;
    }
}

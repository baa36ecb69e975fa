namespace Vmon;

/// <summary>
/// Waits for processes to exit, or to meet a condition. If children are followed, each process stands for its tree: it exited when all its
/// descendants exited, and the condition is evaluated on the totals of the tree. An exit is detected at once, a condition at the next
/// sample. The condition is evaluated from the second sample of a process on, when its rates are known, and not after its exit.
/// </summary>
/// <param name="session">The session that samples.</param>
/// <param name="selection">The targets to wait for. Without targets, every selected process; if children are followed, only the topmost ones.</param>
/// <param name="dataSets">Data sets to read. Null for those of the session.</param>
/// <param name="until">The condition. Null to wait for exit only.</param>
/// <param name="findsStatus">
/// Whether the last samples of processes that exited have their exit code or signal, and with process events their final counters, which takes up to 200 ms.
/// </param>
public sealed class ProcessWait(
    VmonSession session, ProcessSelection selection, ProcessDataSets? dataSets, Predicate<ProcessTreeNode>? until, bool findsStatus = false) : IDisposable
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(1);

    // First, because it can throw before anything else is open.
    private readonly ProcessWatch _watch = session.Watch(selection, dataSets, events: until is not null);

    private readonly ExitStatuses? _statuses = findsStatus ? new(session) : null;
    private readonly ExitPoll _exits = new(session.Budget);
    private readonly Dictionary<ProcessIdentity, WaitedTree> _pending =
        (selection.Targets ?? []).Distinct().ToDictionary(target => target, target => new WaitedTree(target));

    // The trees of a process: those of its parent at its first sample, and its own.
    private Dictionary<ProcessIdentity, WaitedTree[]> _treesOf = [];
    private List<WaitedProcess> _news = [];
    private bool _isRecheckDue;

    /// <summary>The watch that takes the samples.</summary>
    public ProcessWatch Watch => _watch;

    /// <summary>Time for which the condition must be true at every sample; zero for one sample.</summary>
    public TimeSpan HoldFor { get; init; }

    /// <summary>The processes that have not finished.</summary>
    public IReadOnlyCollection<WaitedProcess> Pending => [.. _pending.Values.Select(tree => tree.Waited(WaitOutcome.Pending))];

    /// <summary>
    /// Waits, and yields the processes that finished, possibly none, at every sample and exit and at least once a second. Stops when no
    /// process is left, at the timeout, or when cancelled, which is not an error. A last sample is taken at the timeout.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The session was stopped.</exception>
    public IEnumerable<IReadOnlyList<WaitedProcess>> Run(TimeSpan interval, TimeSpan? timeout, CancellationToken cancellation)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, session.Stopped);
        SampleClock clock = new(TimeProvider.System, interval);
        TimeSpan due = TimeSpan.Zero;
        while (true)
        {
            bool isLast = clock.Elapsed >= timeout;
            if (clock.Elapsed >= due || _isRecheckDue)
            {
                Sample(clock.Elapsed);
                due = clock.NextBegin < timeout ? clock.NextBegin : timeout ?? clock.NextBegin;
                _statuses?.Open();
                if (findsStatus) Poll(TimeSpan.Zero, either.Token);
            }

            if (_statuses is not null) SettleKnown(_statuses, clock.Elapsed, isLast);
            yield return TakeNews();
            if (_pending.Count == 0 || isLast || cancellation.IsCancellationRequested) yield break;
            TimeSpan longest = _statuses?.IsAwaiting == true ? ExitStatuses.Pause : LongestSilence;
            TimeSpan left = due - clock.Elapsed;
            Poll(left < longest ? left : longest, either.Token);
            ObjectDisposedException.ThrowIf(session.IsStopped, session);
            if (cancellation.IsCancellationRequested) yield break;
        }
    }

    /// <summary>Releases every process, and closes the watch.</summary>
    public void Dispose()
    {
        _exits.Dispose();
        _statuses?.Dispose();
        Watch.Dispose();
    }

    private void Sample(TimeSpan now)
    {
        _isRecheckDue = false;
        Watch.Sample();
        foreach (WaitedTree tree in _pending.Values) tree.Begin();
        Dictionary<ProcessIdentity, WaitedTree[]> before = _treesOf;
        _treesOf = [];
        foreach (ProcessTreeNode node in Nodes())
        {
            if (node.IsThread) continue;
            ProcessIdentity process = node.Identity;
            WaitedTree[] trees = before.GetValueOrDefault(process) ?? TreesOf(node);
            _treesOf[process] = trees;
            foreach (WaitedTree tree in trees)
                if (_pending.ContainsKey(tree.Root)) tree.Add(node);
            if (!before.ContainsKey(process) && trees.Any(tree => tree.Alive.Contains(process))) Hold(process);
        }

        foreach (WaitedTree tree in _pending.Values.ToArray()) Examine(tree, now);
    }

    private IEnumerable<ProcessTreeNode> Nodes() =>
        selection.FollowChildren ? ProcessTree.Build(Watch.Snapshot()) : Watch.Processes().Select(process => new ProcessTreeNode(process, above: null, process.Interval));

    // Called for a process sampled for the first time.
    private WaitedTree[] TreesOf(ProcessTreeNode node)
    {
        ProcessIdentity process = node.Identity;
        WaitedTree[] above = node.Above is { } parent ? _treesOf[parent.Identity] : [];
        if (selection.Targets is null && above.Length == 0) _pending.TryAdd(process, new WaitedTree(process));
        return _pending.TryGetValue(process, out WaitedTree? own) && !above.Contains(own) ? [.. above, own] : above;
    }

    private void Examine(WaitedTree tree, TimeSpan now)
    {
        if (tree.Alive.Count == 0)
        {
            // A process that was never shown, or disappeared, exited unless it could not be read.
            if (!IsStatusAwaited(tree.Root) && (tree.Shown.Count > 0 || session.HasExited(tree.Root))) Settle(tree, WaitOutcome.Exited);
        }
        else if (until is not null && tree.Judged() is { } judged && tree.Note(until(judged), now, HoldFor))
        {
            Settle(tree, WaitOutcome.Met);
        }
    }

    // If it cannot be held, the next sample detects its exit.
    private void Hold(ProcessIdentity process)
    {
        if (!session.IsLocal || selection.IsEverything) return;
        if (_pending.ContainsKey(process)) _statuses?.Expect(process);
        if (_exits.Add(session, process) is HoldStatus.Exited or HoldStatus.Replaced) Note(process, held: null);
    }

    private void Poll(TimeSpan longest, CancellationToken cancellation)
    {
        foreach (HeldProcess exited in _exits.Wait(longest, cancellation)) Note(exited.Identity, exited);
    }

    private void Note(ProcessIdentity exited, HeldProcess? held)
    {
        if (_statuses is not null && _pending.ContainsKey(exited))
        {
            _statuses.Await(exited, held);
            return;
        }

        held?.Dispose();
        NoteExit(exited);
    }

    private void SettleKnown(ExitStatuses statuses, TimeSpan now, bool isLast)
    {
        foreach (ProcessIdentity exited in statuses.Take(isLast)) NoteExit(exited);
        if (!isLast) return;
        foreach (WaitedTree tree in _pending.Values.Where(tree => tree.Alive.Count == 0).ToArray()) Examine(tree, now);
    }

    // The poll returns it at once, if the sample has found that it exited.
    private bool IsStatusAwaited(ProcessIdentity process) => _statuses is not null && (_exits.IsHeld(process) || _statuses.IsAwaited(process));

    // A tree can have grown since its last process was sampled.
    private void NoteExit(ProcessIdentity process)
    {
        foreach (WaitedTree tree in _treesOf.GetValueOrDefault(process) ?? [])
        {
            // With a status to find, a sample can have removed it.
            bool isAlive = tree.Alive.Remove(process);
            if ((!isAlive && tree.Root != process) || tree.Alive.Count > 0) continue;
            if (selection.FollowChildren) _isRecheckDue = true;
            else Settle(tree, WaitOutcome.Exited);
        }
    }

    private void Settle(WaitedTree tree, WaitOutcome outcome)
    {
        if (!_pending.Remove(tree.Root)) return;
        foreach (ProcessTreeNode node in tree.Shown)
            if (!_treesOf[node.Identity].Any(other => _pending.ContainsKey(other.Root))) _exits.Remove(node.Identity);
        _news.Add(outcome == WaitOutcome.Exited && _statuses is not null ? tree.Exited(_statuses) : tree.Waited(outcome));
    }

    private List<WaitedProcess> TakeNews()
    {
        List<WaitedProcess> news = _news;
        _news = [];
        return news;
    }
}

/// <summary>A process of a wait. Immutable.</summary>
/// <param name="Identity">PID and start time.</param>
/// <param name="Last">Last sample of the process. Null if it exited before it was sampled.</param>
/// <param name="Outcome">Outcome of the wait.</param>
public sealed record WaitedProcess(ProcessIdentity Identity, ProcessSample? Last, WaitOutcome Outcome);

/// <summary>Outcome of waiting for a process.</summary>
public enum WaitOutcome
{
    /// <summary>Not finished.</summary>
    Pending,

    /// <summary>The process met the condition.</summary>
    Met,

    /// <summary>The process exited. Its parent may not have waited for it yet.</summary>
    Exited,
}

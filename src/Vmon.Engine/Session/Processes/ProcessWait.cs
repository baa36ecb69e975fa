namespace Vmon;

/// <summary>
/// Waits for processes to exit, or for a condition to hold of each. Where children are followed, each process stands for its tree: it has
/// exited when all its descendants have, and the condition is asked of the tree's totals. An exit is noticed when it comes, the condition at
/// the next sample. The condition is asked from the second sample of a process on, when its rates are known, and of none that has exited.
/// </summary>
/// <param name="session">The session that samples.</param>
/// <param name="selection">Who is waited for: the targets, or where there are none, each process that the watch shows (not below another one, where
/// children are followed).</param>
/// <param name="dataSets">What is read of each; null for the session's data sets.</param>
/// <param name="until">The condition; null to wait for the exit alone.</param>
public sealed class ProcessWait(VmonSession session, ProcessSelection selection, ProcessDataSets? dataSets, Predicate<ProcessTreeNode>? until) : IDisposable
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(1);

    // The first, as it may throw: nothing else is open then.
    private readonly ProcessWatch _watch = session.Watch(selection, dataSets);

    private readonly ExitPoll _exits = new(session.Budget);
    private readonly Dictionary<ProcessIdentity, WaitedTree> _pending =
        (selection.Targets ?? []).Distinct().ToDictionary(target => target, target => new WaitedTree(target));

    // Which trees a process belongs to: that of its parent when it was first seen, and its own.
    private Dictionary<ProcessIdentity, WaitedTree[]> _treesOf = [];
    private List<WaitedProcess> _news = [];
    private bool _isRecheckDue;

    /// <summary>What samples.</summary>
    public ProcessWatch Watch => _watch;

    /// <summary>How long the condition must hold, at every sample without a break; zero for one sample.</summary>
    public TimeSpan HoldFor { get; init; }

    /// <summary>Who is waited for still.</summary>
    public IReadOnlyCollection<WaitedProcess> Pending => [.. _pending.Values.Select(tree => tree.Waited(WaitOutcome.Pending, isCopied: false))];

    /// <summary>
    /// Waits, and yields who is done at every sample and every exit, also nobody, and at least once a second, until nobody is left, the time
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
            if (clock.Elapsed >= due || _isRecheckDue)
            {
                Sample(clock.Elapsed);
                due = clock.NextBegin < timeout ? clock.NextBegin : timeout ?? clock.NextBegin;
            }

            yield return TakeNews();
            if (_pending.Count == 0 || clock.Elapsed >= timeout || cancellation.IsCancellationRequested) yield break;
            TimeSpan left = due - clock.Elapsed;
            foreach (ProcessIdentity exited in _exits.Wait(left < LongestSilence ? left : LongestSilence, either.Token)) NoteExit(exited);
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

    private void Sample(TimeSpan now)
    {
        _isRecheckDue = false;
        Watch.Sample();
        foreach (WaitedTree tree in _pending.Values) tree.Begin();
        Dictionary<ProcessIdentity, WaitedTree[]> before = _treesOf;
        _treesOf = [];
        foreach (ProcessTreeNode node in Nodes())
        {
            if (node.Process.IsThread) continue;
            ProcessIdentity process = node.Process.Identity;
            WaitedTree[] trees = before.GetValueOrDefault(process) ?? TreesOf(node);
            _treesOf[process] = trees;
            foreach (WaitedTree tree in trees)
                if (_pending.ContainsKey(tree.Root)) tree.Add(node);
            if (!before.ContainsKey(process) && trees.Any(tree => tree.Alive.Contains(process))) Hold(process);
        }

        foreach (WaitedTree tree in _pending.Values.ToArray()) Examine(tree, now);
    }

    private IEnumerable<ProcessTreeNode> Nodes() =>
        selection.FollowChildren ? ProcessTree.Build(Watch.Snapshot()) : Watch.Processes().Select(process => new ProcessTreeNode(process, parent: null, process.Interval));

    // Of a process that is seen for the first time.
    private WaitedTree[] TreesOf(ProcessTreeNode node)
    {
        ProcessIdentity process = node.Process.Identity;
        WaitedTree[] above = node.Parent is { } parent ? _treesOf[parent.Process.Identity] : [];
        if (selection.Targets is null && above.Length == 0) _pending.TryAdd(process, new WaitedTree(process));
        return _pending.TryGetValue(process, out WaitedTree? own) && !above.Contains(own) ? [.. above, own] : above;
    }

    private void Examine(WaitedTree tree, TimeSpan now)
    {
        if (tree.Alive.Count == 0)
        {
            // What was never shown, or is no more: it has exited, unless it only could not be read.
            if (tree.Shown.Count > 0 || session.HasGone(tree.Root)) Settle(tree, WaitOutcome.Ended);
        }
        else if (until is not null && tree.Judged() is { } judged && tree.Note(until(judged), now, HoldFor))
        {
            Settle(tree, WaitOutcome.Met);
        }
    }

    // Where it cannot be held, the next sample finds that it has exited.
    private void Hold(ProcessIdentity process)
    {
        if (session.IsLocal && !selection.IsEverything && _exits.Add(session, process) is HoldStatus.Ended or HoldStatus.Replaced) NoteExit(process);
    }

    // A tree may have grown since its last process was seen.
    private void NoteExit(ProcessIdentity process)
    {
        foreach (WaitedTree tree in _treesOf.GetValueOrDefault(process) ?? [])
        {
            if (!tree.Alive.Remove(process) || tree.Alive.Count > 0) continue;
            if (selection.FollowChildren) _isRecheckDue = true;
            else Settle(tree, WaitOutcome.Ended);
        }
    }

    private void Settle(WaitedTree tree, WaitOutcome outcome)
    {
        if (!_pending.Remove(tree.Root)) return;
        foreach (ProcessTreeNode node in tree.Shown)
            if (!_treesOf[node.Process.Identity].Any(other => _pending.ContainsKey(other.Root))) _exits.Remove(node.Process.Identity);
        _news.Add(tree.Waited(outcome, isCopied: selection.FollowChildren));
    }

    private List<WaitedProcess> TakeNews()
    {
        List<WaitedProcess> news = _news;
        _news = [];
        return news;
    }
}

namespace Vmon.PowerShell.Screen.Frames;

/// <summary>Frames of a recording. Those around the shown one are read ahead, so that a step finds them in memory.</summary>
internal sealed class RecordedFrames : IFrameSource
{
    private const int MostFrames = 600;
    private const long MostBytes = 160L << 20;

    // The history bars of a wide screen, and as many again, so that steps find them.
    private const int History = 40;

    private readonly FrameFetcher _fetcher;
    private readonly bool _hasThreads;
    private ProcessSelection _selection;
    private FrameRequest? _pending;
    private FrameRequest? _next;
    private long? _wanted;
    private int _stepsAfterJump;
    private Frame? _arrived;
    private bool _hasBefore = true;
    private bool _hasAfter = true;

    internal RecordedFrames(VmonRecording recording, ProcessSelection selection, RecordingRange range, Action arrived)
    {
        HostName = recording.HostName ?? "";
        DataSets = recording.DataSets;
        _hasThreads = recording.HasThreads;
        _selection = selection;
        _fetcher = new FrameFetcher(recording, range, arrived);
    }

    public Timeline Frames { get; } = new(MostFrames, MostBytes);

    public bool IsRecording => true;

    public bool IsReading => _wanted is not null || IsJumping;

    private bool IsJumping => _next is FrameAt or FrameAtEnd || _pending is FrameAt or FrameAtEnd;

    public string HostName { get; }

    public ProcessDataSets DataSets { get; }

    /// <summary>Waits for the first frame that is shown. Null if the range has none, or the wait was cancelled.</summary>
    internal Frame? Begin(bool isLast, CancellationToken stop)
    {
        _ = End(isLast);
        while (_pending is not null)
        {
            if (!_fetcher.Wait(stop)) return null;
            _ = Refresh();
        }

        return TakeArrived();
    }

    public bool Refresh()
    {
        bool isAny = false;
        while (_fetcher.TryTake(out FetchedFrames? fetched))
        {
            _pending = null;
            if (!fetched.IsAbandoned) Merge(fetched);
            Send();
            isAny = true;
        }

        return isAny;
    }

    public Frame? TakeArrived()
    {
        Frame? arrived = _arrived;
        _arrived = null;
        return arrived;
    }

    public void Look(Frame shown)
    {
        if (_pending is not null || Frames.First is not { } first || Frames.Last is not { } last) return;
        int chunk = (int)Math.Clamp(MostBytes / 4 * Frames.Count / Math.Max(1, Frames.Size), 1, History);
        if (_wanted > last.Number) Ask(new FramesAfter(last, chunk));
        else if (_wanted < first.Number) Ask(new FramesBefore(first, chunk));
        else if (_hasBefore && shown.Number - first.Number < chunk) Ask(new FramesBefore(first, chunk));
        else if (_hasAfter && last.Number - shown.Number < chunk / 4) Ask(new FramesAfter(last, chunk));
    }

    public Frame? Move(Frame from, int samples)
    {
        if (IsJumping)
        {
            _stepsAfterJump += samples;
            return null;
        }

        if (Frames.First is not { } first || Frames.Last is not { } last) return null;
        long target = (_wanted ?? from.Number) + samples;
        _wanted = (target < first.Number && _hasBefore) || target > last.Number ? target : null;
        return Frames.Nearest(target);
    }

    public Frame? End(bool isLast)
    {
        Jump(new FrameAtEnd(isLast));
        return null;
    }

    public void Change(WatchOptions options, Frame shown)
    {
        ProcessSelection selection = _selection with { IncludeThreads = options.Threads && _hasThreads };
        if (selection.IncludeThreads == _selection.IncludeThreads) return;
        _selection = selection;
        Jump(new FrameAt(shown.Time));
    }

    public void Dispose() => _fetcher.Dispose();

    private void Jump(FrameRequest request)
    {
        (_wanted, _stepsAfterJump) = (null, 0);
        Ask(request);
    }

    // One at a time: what is asked for meanwhile replaces what was not begun. What is read ahead gives way to a jump.
    private void Ask(FrameRequest request)
    {
        if (_pending is { } pending && request is FrameAt or FrameAtEnd) _fetcher.Abandon(pending);
        _next = request;
        Send();
    }

    private void Send()
    {
        if (_pending is not null || _next is null) return;
        (_pending, _next) = (_next, null);
        _fetcher.Request(_pending, _selection);
    }

    private void Merge(FetchedFrames fetched)
    {
        switch (fetched.Request)
        {
            case FramesBefore before when before.Frame == Frames.First:
                _hasBefore = fetched.Frames.Count > 0;
                foreach (Frame frame in fetched.Frames.Reverse()) _hasAfter |= Frames.AddFirst(frame.At(Frames.First.Number - 1));
                Reach();
                break;
            case FramesAfter after when after.Frame == Frames.Last:
                _hasAfter = fetched.Frames.Count > 0;
                foreach (Frame frame in fetched.Frames) _hasBefore |= Frames.AddLast(frame.At(Frames.Last.Number + 1));
                Reach();
                break;
            case FrameAt or FrameAtEnd when _next is null && fetched.Frames is [var frame]:
                Frames.Clear();
                _ = Frames.AddLast(frame);
                (_hasBefore, _hasAfter, _arrived) = (true, true, frame);
                if (_stepsAfterJump != 0) _wanted = frame.Number + _stepsAfterJump;
                _stepsAfterJump = 0;
                break;
        }
    }

    private void Reach()
    {
        if (_wanted is not { } wanted || (wanted < Frames.First!.Number && _hasBefore) || (wanted > Frames.Last!.Number && _hasAfter)) return;
        _arrived = Frames.Nearest(wanted);
        _wanted = null;
    }
}

using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace Vmon.PowerShell.Screen.Frames;

/// <summary>Reads frames of a recording on a thread of its own, one request after the other.</summary>
internal sealed class FrameFetcher : IDisposable
{
    private const int Steps = 3;

    private readonly VmonRecording _recording;
    private readonly RecordingRange _range;
    private readonly Action _arrived;
    private readonly BlockingCollection<(FrameRequest Request, ProcessSelection Selection)> _requests = [];
    private readonly ConcurrentQueue<(FetchedFrames? Frames, Exception? Failure)> _fetched = new();
    private readonly SemaphoreSlim _ready = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;
    private readonly Lock _gate = new();
    private CancellationTokenSource _reading;
    private FrameRequest? _current;
    private TimeSpan? _step; // between samples
    private RecordedReader? _reader;
    private DateTimeOffset? _readUntil; // where the reader stands

    /// <param name="recording">The recording, which nothing else reads meanwhile.</param>
    /// <param name="range">The range.</param>
    /// <param name="arrived">Called on the thread when something was read.</param>
    internal FrameFetcher(VmonRecording recording, RecordingRange range, Action arrived)
    {
        _recording = recording;
        _range = range;
        _arrived = arrived;
        _reading = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        _thread = new Thread(Serve) { IsBackground = true, Name = "Show-Vmon" };
        _thread.Start();
    }

    /// <summary>Asks for frames.</summary>
    internal void Request(FrameRequest request, ProcessSelection selection) => _requests.Add((request, selection));

    /// <summary>Gives up a request if it is being read.</summary>
    internal void Abandon(FrameRequest request)
    {
        lock (_gate)
            if (_current == request) _reading.Cancel();
    }

    /// <summary>Takes what was read, in the order of the requests. Throws if that failed.</summary>
    internal bool TryTake([NotNullWhen(true)] out FetchedFrames? frames)
    {
        frames = null;
        if (!_fetched.TryDequeue(out (FetchedFrames? Frames, Exception? Failure) next)) return false;
        _ = _ready.Wait(0);
        if (next.Failure is { } failure) ExceptionDispatchInfo.Throw(failure);
        frames = next.Frames!;
        return true;
    }

    /// <summary>Waits until something was read. Returns false if the wait was cancelled.</summary>
    internal bool Wait(CancellationToken stop)
    {
        try
        {
            _ready.Wait(stop);
            _ = _ready.Release();
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        _ready.Dispose();
        _reading.Dispose();
        _requests.Dispose();
        _stop.Dispose();
    }

    private void Serve()
    {
        try
        {
            foreach ((FrameRequest request, ProcessSelection selection) in _requests.GetConsumingEnumerable(_stop.Token))
            {
                Begin(request);
                List<Frame> frames = Read(request, selection);
                Deliver(new FetchedFrames(request, frames, HasAbandoned()), null);
            }
        }
        catch (OperationCanceledException)
        {
            // It was disposed.
        }
        catch (Exception failure) when (failure is RecordingException or ObjectDisposedException or ExhaustedException)
        {
            Deliver(null, failure);
        }

        _reader?.Dispose();
    }

    private void Begin(FrameRequest request)
    {
        lock (_gate) _current = request;
    }

    private bool HasAbandoned()
    {
        lock (_gate)
        {
            _current = null;
            if (!_reading.IsCancellationRequested) return false;
            _reading.Dispose();
            _reading = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        }

        // It stands where it was left.
        _readUntil = null;
        return true;
    }

    private CancellationToken Reading
    {
        get
        {
            lock (_gate) return _reading.Token;
        }
    }

    private void Deliver(FetchedFrames? frames, Exception? failure)
    {
        _fetched.Enqueue((frames, failure));
        _ = _ready.Release();
        _arrived();
    }

    private List<Frame> Read(FrameRequest request, ProcessSelection selection) => request switch
    {
        FrameAtEnd end => Latest(EndOf(end.IsLast), selection),
        FrameAt at => Same(at.Time, selection),
        FramesBefore before => Before(before, selection),
        FramesAfter after => After(after, selection),
        _ => [],
    };

    private DateTimeOffset? EndOf(bool isLast)
    {
        // Finding a time in a recording reads a block.
        if ((isLast ? _range.End : _range.Start) is null) return isLast ? _recording.EndTime : _recording.StartTime;
        DateTimeOffset? time = isLast ? _range.End : _range.Start;
        RecordedMoment? moment = time is { } at ? _recording.At(at) : null;
        DateTimeOffset? found = isLast || moment?.Last == time ? moment?.Last : moment?.Next ?? moment?.Last;
        return found < _range.Start || found > _range.End ? null : found;
    }

    private List<Frame> Latest(DateTimeOffset? time, ProcessSelection selection) => time is { } last && Between(Earlier(last, 1), last, selection) is [.., var frame] ? [frame] : [];

    // The time by which a recording is searched is not exactly that of the sample.
    private List<Frame> Same(DateTimeOffset time, ProcessSelection selection)
    {
        DateTimeOffset start = Earlier(time, 2);
        return Between(start, time + (time - start), selection).FindLast(frame => frame.Time <= time) is { } frame ? [frame] : [];
    }

    private List<Frame> Before(FramesBefore request, ProcessSelection selection)
    {
        DateTimeOffset last = request.Frame.Time.AddTicks(-1);
        DateTimeOffset begin = _range.Start ?? _recording.StartTime ?? last;
        if (last < begin) return [];
        DateTimeOffset start = Earlier(last, request.Count);
        List<Frame> frames = Between(start, last, selection);
        if (frames.Count == 0 && start > begin && _recording.At(start).Last is { } before) frames = Between(start = Earlier(before, request.Count), before, selection); // after a gap

        if (frames is [var only] && start > begin && _recording.At(only.Time.AddTicks(-1)).Last is { } previous && previous >= begin) frames = Between(previous, last, selection);

        // The first sample is compared with all before it. The one after it is the first that is as it was in the recording, unless there is no earlier one.
        if (frames.Count > 1 && start > begin) frames.RemoveAt(0);
        return frames;
    }

    private List<Frame> Between(DateTimeOffset start, DateTimeOffset end, ProcessSelection selection)
    {
        using RecordedReader reader = Open(start, end, selection);
        List<Frame> frames = [];
        while (reader.TryRead(frames.LastOrDefault(), Reading) is { } frame) frames.Add(frame);
        _step = reader.Step ?? _step;
        return frames;
    }

    private List<Frame> After(FramesAfter request, ProcessSelection selection)
    {
        Frame last = request.Frame;
        if (_readUntil != last.Time || _reader?.Selection != selection)
        {
            _reader?.Dispose();
            _reader = Open(last.Time, _range.End, selection);
        }

        List<Frame> frames = [];
        while (frames.Count < request.Count && _reader.TryRead(last, Reading) is { } frame)
        {
            if (frame.Time <= last.Time) continue;
            frames.Add(last = frame);
        }

        _readUntil = last.Time;
        return frames;
    }

    private RecordedReader Open(DateTimeOffset? start, DateTimeOffset? end, ProcessSelection selection) => new(_recording, selection, new RecordingRange(start, end, _range.Interval));

    // A time about some samples before one.
    private DateTimeOffset Earlier(DateTimeOffset last, int samples)
    {
        DateTimeOffset start = last - ((_range.Interval ?? (_step ??= StepAt(last))) * samples);
        return start < _range.Start ? _range.Start.Value : start;
    }

    // The smallest distance of the samples there, because one of them can be a gap of days.
    private TimeSpan StepAt(DateTimeOffset last)
    {
        TimeSpan step = TimeSpan.MaxValue;
        for (int i = 0; i < Steps && _recording.At(last.AddTicks(-1)).Last is { } before; i++)
        {
            if (last - before < step) step = last - before;
            last = before;
        }

        return step == TimeSpan.MaxValue ? TimeSpan.Zero : step;
    }
}

namespace Vmon.PowerShell.Screen.Frames;

/// <summary>Frames of a recording, read when they are looked at, and kept around there.</summary>
internal sealed class RecordedFrames : IFrameSource
{
    private const int MostFrames = 600;
    private const long MostBytes = 160L << 20;

    // Read at once when the view moves before the frames in memory: the history bars of a wide screen.
    private const int Chunk = 40;

    private readonly VmonRecording _recording;
    private readonly ProcessSelection _selection;
    private readonly RecordingRange _range;
    private RecordedReader? _reader; // stands after the last frame
    private bool _hasThreads;

    internal RecordedFrames(VmonRecording recording, ProcessSelection selection, RecordingRange range)
    {
        _recording = recording;
        _selection = selection;
        _range = range;
        HostName = recording.HostName ?? "";
        _hasThreads = selection.IncludeThreads;
    }

    public Timeline Frames { get; } = new(MostFrames, MostBytes);

    public bool IsRecording => true;

    public string HostName { get; }

    public bool Refresh() => false;

    public Frame? Move(Frame from, int samples)
    {
        long target = from.Number + samples;
        while (target < Frames.First!.Number && TryReadBefore())
        {
        }

        while (target > Frames.Last!.Number && TryReadAfter())
        {
        }

        return Frames.Nearest(target);
    }

    public Frame? End(bool isLast)
    {
        DateTimeOffset? time = isLast ? _range.End ?? _recording.EndTime : _range.Start ?? _recording.StartTime;
        RecordedMoment? moment = time is { } at ? _recording.At(at) : null;
        DateTimeOffset? found = isLast || moment?.Last == time ? moment?.Last : moment?.Next ?? moment?.Last;
        Restart();
        return found < _range.Start || found > _range.End ? null : Load(found);
    }

    public void Change(WatchOptions options)
    {
        if (_hasThreads == options.Threads) return;
        _hasThreads = options.Threads;
        DateTimeOffset? time = Frames.Last?.Time;
        Restart();
        _ = Load(time);
    }

    public void Dispose() => _reader?.Dispose();

    private void Restart()
    {
        _reader?.Dispose();
        _reader = null;
        Frames.Clear();
    }

    // The frame of a time, with those before it that its history bars show.
    private Frame? Load(DateTimeOffset? time)
    {
        if (time is not { } last) return null;
        Read(Earlier(last), last).ForEach(Frames.AddLast);
        return Frames.Last;
    }

    private bool TryReadBefore()
    {
        Frame first = Frames.First!;
        if (_recording.At(first.Time.AddTicks(-1)).Last is not { } last || last < (_range.Start ?? last)) return false;
        List<Frame> frames = Read(Earlier(last), last);
        for (int i = frames.Count - 1; i >= 0; i--)
        {
            // The reader does not stand after the last frame any more.
            if (!Frames.AddFirst(frames[i].At(Frames.First!.Number - 1))) continue;
            _reader?.Dispose();
            _reader = null;
        }

        return frames.Count > 0;
    }

    private bool TryReadAfter()
    {
        Frame last = Frames.Last!;
        _reader ??= Open(last.Time, _range.End);
        while (_reader.TryRead(last) is { } frame)
        {
            if (frame.Time <= last.Time) continue;
            Frames.AddLast(frame.At(last.Number + 1));
            return true;
        }

        return false;
    }

    private List<Frame> Read(DateTimeOffset start, DateTimeOffset end)
    {
        using RecordedReader reader = Open(start, end);
        List<Frame> frames = [];
        while (reader.TryRead(frames.LastOrDefault()) is { } frame) frames.Add(frame.At(frames.Count));
        return frames;
    }

    private RecordedReader Open(DateTimeOffset? start, DateTimeOffset? end) =>
        new(_recording, _selection with { IncludeThreads = _hasThreads }, new RecordingRange(start, end, _range.Interval));

    // Where a chunk begins that ends at a sample, by the distance of the samples there.
    private DateTimeOffset Earlier(DateTimeOffset last)
    {
        TimeSpan step = _range.Interval ?? last - (_recording.At(last.AddTicks(-1)).Last ?? last);
        DateTimeOffset start = last - (step * Chunk);
        return start < _range.Start ? _range.Start.Value : start;
    }
}

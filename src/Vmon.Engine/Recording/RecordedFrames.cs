using Vmon.Recording.Processes;

namespace Vmon.Recording;

/// <summary>The frames of a recording in the order of time, grouped into samples.</summary>
/// <param name="blocks">The blocks, each opened when the one before is read.</param>
/// <param name="range">Which frames are samples, and how many frames one sample has.</param>
internal sealed class RecordedFrames(IEnumerator<FrameReader> blocks, FrameRange range) : IDisposable
{
    private FrameReader? _block;
    private Guid _boot;
    private long _number;
    private long _step;
    private long _time;
    private long? _end;
    private bool _isPending;

    /// <summary>Called with each frame when it becomes part of a sample.</summary>
    internal Action<FrameReader>? Reached { get; init; }

    /// <summary>The block, at the current frame.</summary>
    internal FrameReader Current => _block!;

    /// <summary>Whether samples are missing before the current frame, or it is the first one.</summary>
    internal bool IsAfterGap { get; private set; }

    /// <summary>Whether the current frame is before the range, so that it is only compared with.</summary>
    internal bool IsBefore => _time < range.Start;

    /// <summary>Whether the next frame of the block is before the range, too.</summary>
    internal bool IsNextBefore => IsBefore && _block!.NextBegan < range.Start;

    /// <summary>Moves to the first frame of the next sample.</summary>
    internal bool TryMoveNext()
    {
        if (!_isPending && !TryRead()) return false;
        _isPending = false;
        if (IsAfterGap) _end = null;
        return _time <= range.End && Reach();
    }

    /// <summary>Whether another sample follows. From then on the current frame is its first one.</summary>
    internal bool HasNext()
    {
        _isPending = _isPending || TryRead();
        return _isPending && _time <= range.End;
    }

    /// <summary>Moves to the next frame, if it belongs to the same sample. All frames before the range are one.</summary>
    internal bool TryMoveOn()
    {
        bool isBefore = IsBefore;
        long time = _time;
        bool isComplete = !isBefore && (_end is null || time - _end + (_step / 2) >= range.Interval);
        if (!isComplete && TryRead())
        {
            _isPending = _time > range.End || (isBefore ? !IsBefore : IsAfterGap);
            if (!_isPending) return Reach();
        }

        _end = time;
        return false;
    }

    public void Dispose() => blocks.Dispose();

    private bool Reach()
    {
        Reached?.Invoke(_block!);
        return true;
    }

    private bool TryRead()
    {
        while (_block is null || !_block.TryRead())
        {
            if (!blocks.MoveNext()) return false;
            _block = blocks.Current;
        }

        SampleTimes times = _block.Times;
        Guid boot = _block.Preamble!.BootId;
        long time = times.Began;
        IsAfterGap = !times.Flags.HasFlag(SampleFlags.HasInterval) || times.Number != _number + 1 || boot != _boot;
        _step = IsAfterGap ? 0 : time - _time;
        (_time, _number, _boot) = (time, times.Number, boot);
        return true;
    }
}

/// <summary>The part of a recording to replay.</summary>
/// <param name="Start">First time, in UTC ticks. Frames before it are only compared with.</param>
/// <param name="End">Last time, in UTC ticks.</param>
/// <param name="Interval">Ticks between two samples. 0 for every frame.</param>
internal readonly record struct FrameRange(long Start, long End, long Interval)
{
    internal static FrameRange Everything => new(long.MinValue, long.MaxValue, 0);
}

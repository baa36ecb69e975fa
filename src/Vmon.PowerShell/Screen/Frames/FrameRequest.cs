namespace Vmon.PowerShell.Screen.Frames;

/// <summary>Frames of a recording that are to be read.</summary>
internal abstract record FrameRequest;

/// <summary>The last frame of the range, or the first one.</summary>
/// <param name="IsLast">Which.</param>
internal sealed record FrameAtEnd(bool IsLast) : FrameRequest;

/// <summary>The frame of a time, or the one before.</summary>
/// <param name="Time">The time.</param>
internal sealed record FrameAt(DateTimeOffset Time) : FrameRequest;

/// <summary>Frames before one.</summary>
/// <param name="Frame">The frame.</param>
/// <param name="Count">How many, about.</param>
internal sealed record FramesBefore(Frame Frame, int Count) : FrameRequest;

/// <summary>Frames after one.</summary>
/// <param name="Frame">The frame.</param>
/// <param name="Count">How many at most.</param>
internal sealed record FramesAfter(Frame Frame, int Count) : FrameRequest;

/// <summary>What was read.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Frames">The frames, oldest first. None if there are none.</param>
/// <param name="IsAbandoned">Whether reading was given up, so that it says nothing.</param>
internal sealed record FetchedFrames(FrameRequest Request, IReadOnlyList<Frame> Frames, bool IsAbandoned);

namespace Vmon.Sources;

/// <summary>When a sample began, on both clocks, so that monotonic readings within it can be dated.</summary>
internal readonly struct SampleTime(TimeProvider time)
{
    /// <summary>The wall clock.</summary>
    internal DateTimeOffset Wall { get; } = time.GetUtcNow();

    /// <summary>The monotonic clock at the same moment.</summary>
    internal long Monotonic { get; } = time.GetTimestamp();

    internal DateTimeOffset At(long monotonic) => Wall + time.GetElapsedTime(Monotonic, monotonic);
}

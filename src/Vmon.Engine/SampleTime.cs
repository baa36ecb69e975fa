namespace Vmon;

/// <summary>When a sample began, on both clocks, so that monotonic readings within it can be dated.</summary>
internal readonly struct SampleTime(TimeProvider time)
{
    private readonly DateTimeOffset _wall = time.GetUtcNow();
    private readonly long _monotonic = time.GetTimestamp();

    internal DateTimeOffset At(long monotonic) => _wall + time.GetElapsedTime(_monotonic, monotonic);
}

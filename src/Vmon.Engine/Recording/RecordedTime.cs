namespace Vmon.Recording;

/// <summary>The clocks of a recorded host, which a replay moves.</summary>
internal sealed class RecordedTime : TimeProvider
{
    private DateTimeOffset _wall;
    private long _monotonic;

    public override long TimestampFrequency => 1_000_000_000;

    public override DateTimeOffset GetUtcNow() => _wall;

    public override long GetTimestamp() => _monotonic;

    /// <summary>Moves both clocks to the same moment.</summary>
    internal void MoveTo(long wall, long monotonic)
    {
        _wall = new DateTimeOffset(Math.Clamp(wall, 0, DateTimeOffset.MaxValue.UtcTicks), TimeSpan.Zero);
        _monotonic = monotonic;
    }

    /// <summary>Moves both clocks on.</summary>
    internal void Advance(long nanoseconds) => MoveTo(_wall.UtcTicks + (nanoseconds / TimeSpan.NanosecondsPerTick), _monotonic + nanoseconds);
}

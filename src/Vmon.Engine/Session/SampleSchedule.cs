namespace Vmon;

/// <summary>How often, and for how long, a watch samples.</summary>
/// <param name="Interval">From one sample's beginning to the next one's; longer than zero.</param>
/// <param name="Count">How many samples; null for no end.</param>
/// <param name="Duration">How long after the first sample none is begun; null for no end.</param>
public sealed record SampleSchedule(TimeSpan Interval, long? Count = null, TimeSpan? Duration = null)
{
    /// <summary>Whether none follows after so many samples, where the next would begin so long after the first.</summary>
    internal bool IsOver(long taken, TimeSpan next) => taken >= Count || next >= Duration;
}

namespace Vmon;

/// <summary>Interval, number of samples and duration of a watch.</summary>
/// <param name="Interval">Time from the beginning of one sample to the beginning of the next; greater than zero.</param>
/// <param name="Count">Number of samples. Null for no limit.</param>
/// <param name="Duration">Time after the first sample at which sampling stops. Null for no limit.</param>
public sealed record SampleSchedule(TimeSpan Interval, long? Count = null, TimeSpan? Duration = null)
{
    /// <summary>Whether the schedule ends, given the number of samples taken and the time of the next one relative to the first.</summary>
    internal bool IsOver(long taken, TimeSpan next) => taken >= Count || next >= Duration;
}

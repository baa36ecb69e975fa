using Vmon.Sources;

namespace Vmon.Tests.Engine.Sources;

public class ZoneOffsetsTests
{
    private static readonly DateTimeOffset Start = new(2024, 2, 29, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = new(2026, 11, 29, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void ToLocal_and_OnClock_agree_with_each_zone() => Assert.All(TimeZoneInfo.GetSystemTimeZones(), static zone => Compare(zone));

    [Fact]
    public void OnClock_of_an_hour_that_is_shown_twice_is_the_first_one()
    {
        DateTimeOffset time = Berlin.OnClock(new DateTime(2026, 10, 25, 2, 30, 0));
        Assert.Equal((new DateTimeOffset(2026, 10, 25, 0, 30, 0, TimeSpan.Zero), TimeSpan.FromHours(2)), (time.ToUniversalTime(), time.Offset));
    }

    [Fact]
    public void OnClock_of_an_hour_that_is_skipped_is_that_much_after_it()
    {
        DateTimeOffset time = Berlin.OnClock(new DateTime(2026, 3, 29, 2, 30, 0));
        Assert.Equal(new DateTime(2026, 3, 29, 3, 30, 0), time.DateTime);
        Assert.Equal(TimeSpan.FromHours(2), time.Offset);
    }

    [Fact]
    public void Times_that_no_clock_shows_are_left_as_they_are()
    {
        ZoneOffsets west = new("West", TimeSpan.FromHours(-12), []);
        Assert.Equal(DateTimeOffset.MinValue, west.ToLocal(DateTimeOffset.MinValue));
        ZoneOffsets east = new("East", TimeSpan.FromHours(14), []);
        Assert.Equal(DateTimeOffset.MaxValue, east.ToLocal(DateTimeOffset.MaxValue));
    }

    // Two changes of Europe/Berlin, for machines without its rules.
    private static ZoneOffsets Berlin { get; } = new(
        "Europe/Berlin",
        TimeSpan.FromHours(1),
        [
            new ZoneChange(new DateTimeOffset(2026, 3, 29, 1, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(2)),
            new ZoneChange(new DateTimeOffset(2026, 10, 25, 1, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(1)),
        ]);

    private static void Compare(TimeZoneInfo zone)
    {
        ZoneOffsets offsets = ZoneOffsets.Of(zone, Start, End);
        Assert.Equal(zone.Id, offsets.Name);
        for (DateTimeOffset time = Start.AddDays(-399); time < End.AddDays(399); time = time.AddHours(5.3))
        {
            DateTimeOffset local = TimeZoneInfo.ConvertTime(time, zone);
            Assert.Equal(local, offsets.ToLocal(time));
            Assert.Equal(local.Offset, offsets.ToLocal(time).Offset);
            DateTimeOffset onClock = offsets.OnClock(local.DateTime);
            Assert.Equal(local.DateTime, onClock.DateTime);
            Assert.True(onClock == local || (onClock < local && onClock.Offset == zone.GetUtcOffset(onClock)));
        }
    }
}

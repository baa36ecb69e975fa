using Vmon.Recording;
using Vmon.Sources;

namespace Vmon.Tests.Engine.Recording;

public class PreambleTests
{
    [Fact]
    public void Each_zone_is_read_as_it_was_written() => Assert.All(TimeZoneInfo.GetSystemTimeZones(), static system =>
    {
        ZoneOffsets zone = ZoneOffsets.Of(system, DateTimeOffset.UnixEpoch, DateTimeOffset.UtcNow);
        ZoneOffsets read = ReadBack(zone).Zone;
        Assert.Equal((zone.Name, zone.First), (read.Name, read.First));
        Assert.Equal(zone.Changes, read.Changes);
    });

    [Fact]
    public void Changes_that_no_zone_has_are_read_without_an_error()
    {
        ZoneOffsets odd = new("odd\0", TimeSpan.FromDays(400), [new(DateTimeOffset.MaxValue, TimeSpan.FromDays(-400)), new(DateTimeOffset.MinValue, TimeSpan.MaxValue)]);
        ZoneOffsets read = ReadBack(odd).Zone;
        Assert.Equal(TimeSpan.FromHours(14), read.First);
        Assert.Equal([TimeSpan.FromHours(-14), TimeSpan.FromHours(14)], read.Changes.Select(static change => change.Offset));
    }

    [Fact]
    public void Names_of_details_are_recorded_only_if_details_are()
    {
        Preamble preamble = Of(ZoneOffsets.Utc);
        Assert.Empty(Read(preamble).Details);
        Assert.Equal(Vmon.Recording.Processes.DetailNumbers.Names, Read(preamble with { DataSets = ProcessDataSets.Default | ProcessDataSets.Oom }).Details);
    }

    private static Preamble ReadBack(ZoneOffsets zone) => Read(Of(zone));

    private static Preamble Read(Preamble preamble)
    {
        ColumnWriter column = new();
        preamble.Write(column);
        return Preamble.Read(new ColumnReader(column.Bytes.ToArray()))!;
    }

    private static Preamble Of(ZoneOffsets zone) => new()
    {
        HostName = "host",
        Kernel = "6.12.0",
        BootId = default,
        BootTime = null,
        Zone = zone,
        Machine = new SampledMachine(),
        TerminalDrivers = [],
        DataSets = ProcessDataSets.Default,
        EventSource = null,
    };
}

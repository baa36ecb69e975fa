namespace Vmon.Sources;

/// <summary>
/// The offsets of a time zone from UTC over some years. Unlike a <see cref="TimeZoneInfo"/>, it can be written and read: .NET rejects most zones of Linux that it has
/// serialized itself. Immutable.
/// </summary>
internal sealed class ZoneOffsets
{
    /// <summary>Changes that a zone can have. Two a year are usual.</summary>
    internal const int MostChanges = 256;

    private static readonly TimeSpan OneDay = TimeSpan.FromDays(1);
    private static readonly TimeSpan Around = TimeSpan.FromDays(400);
    private static readonly TimeSpan MostYears = TimeSpan.FromDays(40 * 366);

    /// <param name="name">Name of the zone, such as Europe/Berlin.</param>
    /// <param name="first">Offset before the first change.</param>
    /// <param name="changes">Changes of the offset, in ascending order.</param>
    internal ZoneOffsets(string name, TimeSpan first, IReadOnlyList<ZoneChange> changes) => (Name, First, Changes) = (name, first, changes);

    /// <summary>Coordinated Universal Time.</summary>
    internal static ZoneOffsets Utc { get; } = new("UTC", TimeSpan.Zero, []);

    /// <summary>Name of the zone, such as Europe/Berlin.</summary>
    internal string Name { get; }

    /// <summary>Offset before the first change.</summary>
    internal TimeSpan First { get; }

    /// <summary>Changes of the offset, in ascending order.</summary>
    internal IReadOnlyList<ZoneChange> Changes { get; }

    /// <summary>The offsets of a zone from a year before a time to a year after another.</summary>
    internal static ZoneOffsets Of(TimeZoneInfo zone, DateTimeOffset start, DateTimeOffset end)
    {
        DateTimeOffset until = end.ToUniversalTime() + Around;
        DateTimeOffset from = start.ToUniversalTime() - Around;
        DateTimeOffset day = from > until - MostYears ? from : until - MostYears;
        TimeSpan first = zone.GetUtcOffset(day);
        List<ZoneChange> changes = [];
        for (TimeSpan offset = first; day < until && changes.Count < MostChanges; day = day.AddDays(1))
            if (zone.GetUtcOffset(day.AddDays(1)) is var next && next != offset)
            {
                changes.Add(new ZoneChange(FindChange(zone, day), next));
                offset = next;
            }

        return new ZoneOffsets(zone.Id, first, changes);
    }

    /// <summary>A time as a clock of the zone shows it.</summary>
    internal DateTimeOffset ToLocal(DateTimeOffset time) => time - DateTimeOffset.MinValue < OneDay || DateTimeOffset.MaxValue - time < OneDay ? time : time.ToOffset(OffsetAt(time));

    /// <summary>
    /// The time at which a clock of the zone shows a date and time: the first one if it shows it twice. A date and time that it skips is that much after the skip.
    /// </summary>
    internal DateTimeOffset OnClock(DateTime clock)
    {
        TimeSpan offset = First;
        foreach (ZoneChange change in Changes)
        {
            // In an hour that the change skips, the offset before it counts.
            if (clock - offset < change.Time.UtcDateTime || clock - change.Offset < change.Time.UtcDateTime) break;
            offset = change.Offset;
        }

        return ToLocal(new DateTimeOffset(DateTime.SpecifyKind(clock - offset, DateTimeKind.Unspecified), TimeSpan.Zero));
    }

    private TimeSpan OffsetAt(DateTimeOffset time)
    {
        TimeSpan offset = First;
        foreach (ZoneChange change in Changes)
        {
            if (time < change.Time) break;
            offset = change.Offset;
        }

        return offset;
    }

    // The second of the day at which the offset is another.
    private static DateTimeOffset FindChange(TimeZoneInfo zone, DateTimeOffset day)
    {
        TimeSpan before = zone.GetUtcOffset(day);
        (long same, long other) = (day.ToUnixTimeSeconds(), day.AddDays(1).ToUnixTimeSeconds());
        while (other - same > 1)
        {
            long middle = (same + other) / 2;
            if (zone.GetUtcOffset(DateTimeOffset.FromUnixTimeSeconds(middle)) == before) same = middle;
            else other = middle;
        }

        return DateTimeOffset.FromUnixTimeSeconds(other);
    }
}

/// <summary>A change of the offset of a time zone.</summary>
/// <param name="Time">Since when, UTC.</param>
/// <param name="Offset">The offset from UTC.</param>
internal readonly record struct ZoneChange(DateTimeOffset Time, TimeSpan Offset);

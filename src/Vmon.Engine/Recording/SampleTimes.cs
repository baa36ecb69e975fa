using Vmon.Sources;

namespace Vmon.Recording;

/// <summary>When a sample was taken, on the clocks of its host, and what is said of the whole sample.</summary>
internal readonly record struct SampleTimes
{
    private const long NanosecondsPerDay = TimeSpan.NanosecondsPerTick * TimeSpan.TicksPerDay;

    // A damaged file can have any time; sums of these, and of the age of a process, are possible.
    private static readonly long LeastWall = new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;
    private static readonly long MostWall = new DateTime(9000, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;
    private static readonly long MostUptime = TimeSpan.FromDays(36_500).Ticks;

    /// <summary>Number of the sample since the recorder started. If it does not follow that of the frame before, samples are missing.</summary>
    internal long Number { get; init; }

    /// <summary>UTC in ticks of 100 ns.</summary>
    internal long Wall { get; init; }

    /// <summary>The monotonic clock at the same moment, in nanoseconds.</summary>
    internal long Monotonic { get; init; }

    /// <summary>Nanoseconds from then to the beginning of the sample.</summary>
    internal long Delay { get; init; }

    /// <summary>Nanoseconds from then to the beginning of the sample of the machine.</summary>
    internal long MachineDelay { get; init; }

    /// <summary>Ticks of 100 ns by which the wall clock of the sample of the machine is ahead: it is read at another moment than the monotonic clock.</summary>
    internal long MachineSkew { get; init; }

    /// <summary>Time since boot in ticks of 100 ns. Null if unknown.</summary>
    internal long? Uptime { get; init; }

    /// <summary>Number of events that were lost until then, since the recorder started.</summary>
    internal long LostEvents { get; init; }

    internal SampleFlags Flags { get; init; }

    /// <summary>When the sample began, as UTC in ticks of 100 ns.</summary>
    internal long Began => Wall + (Delay / TimeSpan.NanosecondsPerTick);

    /// <summary>Whether the times can be of a sample.</summary>
    internal bool IsPossible =>
        Wall >= LeastWall && Wall < MostWall && (Uptime ?? 0) >= 0 && !(Uptime > MostUptime) && IsShort(Delay) && IsShort(MachineDelay) && IsShort(MachineSkew);

    internal DateTimeOffset BeganAt => new(Began, TimeSpan.Zero);

    /// <summary>Writes them as differences from those of the previous sample.</summary>
    /// <param name="column">The column.</param>
    /// <param name="before">Those of the previous frame; default for a whole frame.</param>
    /// <param name="step">Nanoseconds between the two frames before, which the next step is expected to take.</param>
    internal void Write(ColumnWriter column, in SampleTimes before, long step)
    {
        long passed = Monotonic - before.Monotonic;
        long ticks = passed / TimeSpan.NanosecondsPerTick;
        column.Add((ulong)Flags);
        column.AddSigned(Number - before.Number - 1);
        column.AddSigned(passed - step);
        column.AddSigned(Wall - before.Wall - ticks);
        column.AddSigned(Delay);
        column.AddSigned(MachineDelay);
        column.AddSigned(MachineSkew);
        column.AddSigned((Uptime ?? 0) - (before.Uptime ?? 0) - ticks);
        column.AddSigned(LostEvents - before.LostEvents);
    }

    internal static SampleTimes Read(ColumnReader column, in SampleTimes before, long step)
    {
        SampleFlags flags = (SampleFlags)column.Read();
        long number = before.Number + 1 + column.ReadSigned();
        long passed = column.ReadSigned() + step;
        long ticks = passed / TimeSpan.NanosecondsPerTick;
        return new SampleTimes
        {
            Number = number,
            Flags = flags,
            Monotonic = before.Monotonic + passed,
            Wall = before.Wall + ticks + column.ReadSigned(),
            Delay = column.ReadSigned(),
            MachineDelay = column.ReadSigned(),
            MachineSkew = column.ReadSigned(),
            Uptime = (before.Uptime ?? 0) + ticks + column.ReadSigned() is var uptime && flags.HasFlag(SampleFlags.HasUptime) ? uptime : null,
            LostEvents = before.LostEvents + column.ReadSigned(),
        };
    }

    /// <summary>Whether a difference of times is possible.</summary>
    internal static bool IsShort(long nanoseconds) => nanoseconds is > -NanosecondsPerDay and < NanosecondsPerDay;

    /// <summary>Nanoseconds from the times of a sample to the beginning of another one, and the ticks by which the wall clock of that one is ahead.</summary>
    internal static (long Delay, long Skew) DelayOf(SampleState sample, SampleState other)
    {
        long delay = other.Timestamp - sample.Time.Monotonic;
        return (delay, other.Time.At(other.Timestamp).UtcTicks - sample.Time.Wall.UtcTicks - (delay / TimeSpan.NanosecondsPerTick));
    }

    internal static SampleTimes Of(SampleState sample, SampleState? machine, long lostEvents, SampleFlags flags)
    {
        (long machineDelay, long machineSkew) = machine is null ? default : DelayOf(sample, machine);
        return new SampleTimes
        {
            Number = sample.Number,
            Wall = sample.Time.Wall.UtcTicks,
            Monotonic = sample.Time.Monotonic,
            Delay = sample.Timestamp - sample.Time.Monotonic,
            MachineDelay = machineDelay,
            MachineSkew = machineSkew,
            Uptime = sample.Uptime?.Ticks,
            LostEvents = lostEvents,
            Flags = flags | (sample.Uptime is null ? SampleFlags.None : SampleFlags.HasUptime) | (sample.Interval is null ? SampleFlags.None : SampleFlags.HasInterval),
        };
    }
}

/// <summary>Properties of a sample.</summary>
[Flags]
internal enum SampleFlags
{
    None = 0,
    HasUptime = 1,

    /// <summary>It was compared with the frame before. If not, the recorder had just started.</summary>
    HasInterval = 2,

    /// <summary>The events contain every exit since the frame before.</summary>
    ReportsAllExits = 4,

    /// <summary>The kernel counted delays of processes.</summary>
    CountsDelays = 8,
    HasRunShort = 16,
}

using Vmon.Parsing.Cgroups;
using Vmon.Parsing.Machine;
using Vmon.Sources.Cgroups;

namespace Vmon.Recording.Cgroups;

/// <summary>
/// The numbers of a control group in one sample: its fields in the order of <see cref="CgroupField"/>, the lines of pressure, and what is known of them. A recording has their
/// <see cref="Names"/>, so that a later version can add and move some.
/// </summary>
internal static class CgroupValues
{
    private const int Fields = (int)CgroupField.Count;
    private const int Pressures = 3;
    private const int PerLine = 4;
    private const int PerPressure = 2 * PerLine;
    private const int FirstPressure = Fields;
    private const int Known = FirstPressure + (Pressures * PerPressure);
    private const int Denied = Known + 1;
    private const int Id = Denied + 1;
    private const double Hundredths = 100;

    /// <summary>Number of the numbers.</summary>
    internal const int Count = Id + 1;

    private static readonly string[] Resources = ["cpu", "memory", "io"];
    private static readonly string[] Lines = ["some", "full"];
    private static readonly string[] OfLine = ["avg10", "avg60", "avg300", "total"];

    /// <summary>The names, in the order of the numbers.</summary>
    internal static IReadOnlyList<string> Names { get; } =
    [
        .. Enumerable.Range(0, Fields).Select(static field => $"cgroup.{(CgroupField)field}"),
        .. Resources.SelectMany(static resource => Lines.SelectMany(line => OfLine.Select(value => $"pressure.{resource}.{line}.{value}"))),
        "cgroup.known", "cgroup.denied", "cgroup.id",
    ];

    /// <summary>Gets the numbers of a reading.</summary>
    internal static void Take(CgroupNode group, Span<long> values)
    {
        ref readonly CgroupReading reading = ref group.Current;
        for (int field = 0; field < Fields; field++) values[field] = reading.Numbers[(CgroupField)field] ?? 0;
        Take(reading.CpuPressure, values[FirstPressure..]);
        Take(reading.MemoryPressure, values[(FirstPressure + PerPressure)..]);
        Take(reading.IoPressure, values[(FirstPressure + (2 * PerPressure))..]);
        values[Known] = (long)reading.Numbers.Known;
        values[Denied] = (long)reading.Denied;
        values[Id] = 1 + group.Id ?? 0;
    }

    /// <summary>Creates the reading that numbers are of, without devices.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="known">The bits of the fields that are known, in this version's order.</param>
    internal static CgroupReading ToReading(ReadOnlySpan<long> values, ulong known)
    {
        CgroupReading reading = default;
        for (int field = 0; field < Fields; field++)
            if ((known >> field & 1) != 0) reading.Numbers[(CgroupField)field] = values[field];
        reading.CpuPressure = ToPressure(values[FirstPressure..]);
        reading.MemoryPressure = ToPressure(values[(FirstPressure + PerPressure)..]);
        reading.IoPressure = ToPressure(values[(FirstPressure + (2 * PerPressure))..]);
        reading.Denied = (CgroupDataSets)values[Denied] & CgroupDataSets.All;
        return reading;
    }

    /// <summary>The bits of the known fields, as they were recorded.</summary>
    internal static ulong KnownOf(ReadOnlySpan<long> values) => (ulong)values[Known];

    internal static long? IdOf(ReadOnlySpan<long> values) => values[Id] == 0 ? null : values[Id] - 1;

    // Each plus one; 0 if it is unknown.
    private static void Take(in Pressure? pressure, Span<long> values)
    {
        Take(pressure?.Some ?? default, values);
        Take(pressure?.Full ?? default, values[PerLine..]);
    }

    private static void Take(in PressureLine line, Span<long> values)
    {
        values[0] = 1 + ToHundredths(line.Average10) ?? 0;
        values[1] = 1 + ToHundredths(line.Average60) ?? 0;
        values[2] = 1 + ToHundredths(line.Average300) ?? 0;
        values[3] = 1 + line.TotalMicroseconds ?? 0;
    }

    private static Pressure? ToPressure(ReadOnlySpan<long> values)
    {
        Pressure pressure = new() { Some = ToLine(values), Full = ToLine(values[PerLine..]) };
        return pressure.Some.IsThere || pressure.Full.IsThere ? pressure : null;
    }

    private static PressureLine ToLine(ReadOnlySpan<long> values) => new()
    {
        Average10 = (values[0] - 1) / Hundredths is >= 0 and var ten ? ten : null,
        Average60 = (values[1] - 1) / Hundredths is >= 0 and var sixty ? sixty : null,
        Average300 = (values[2] - 1) / Hundredths is >= 0 and var all ? all : null,
        TotalMicroseconds = values[3] > 0 ? values[3] - 1 : null,
    };

    private static long? ToHundredths(double? average) => average is { } known ? (long)Math.Round(known * Hundredths) : null;
}

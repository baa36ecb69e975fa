using System.Globalization;
using Vmon.Parsing;
using Vmon.Parsing.Machine;
using static Vmon.Fuzz.Formats.ProcessReaders;

namespace Vmon.Fuzz.Formats;

/// <summary>The files of the machine.</summary>
internal static class SystemReaders
{
    internal static IEnumerable<Told> Cpus(byte[] bytes)
    {
        List<Told> told = [];
        NamedLines lines = new(bytes);
        while (lines.Next(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> values))
        {
            if (!CpuTimes.IsNameOf(name))
            {
                if (NamedValue.TryParse(values, out long value)) told.Add(new(ProcText.Decode(name), value.ToString(CultureInfo.InvariantCulture), ToldKind.Size));
                continue;
            }

            if (!CpuTimes.TryParse(name, values, out CpuTimes times)) continue;
            for (CpuMode mode = 0; mode <= CpuMode.GuestNice; mode++)
                told.Add(new($"cpu{times.Number} {mode}", times[mode]?.ToString(CultureInfo.InvariantCulture)));
        }

        if (MachineStat.BootTime(bytes) is long boot) told.Add(Number("boot time", boot));
        return told;
    }

    internal static IEnumerable<Told> Lines(byte[] bytes)
    {
        List<Told> told = [];
        NamedLines lines = new(bytes);
        while (lines.Next(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> values))
            if (NamedValue.TryParse(values, out long value))
                told.Add(new(ProcText.Decode(name), value.ToString(CultureInfo.InvariantCulture), ToldKind.Size));
        return told;
    }

    internal static IEnumerable<Told> Interrupts(byte[] bytes)
    {
        List<Told> told = [];
        NamedLines lines = new(bytes);
        int cpus = InterruptLine.CountCpus(lines.Line());
        while (lines.Next(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> values))
        {
            if (!InterruptLine.TryParse(values, cpus, out long total, out ReadOnlySpan<byte> description)) continue;
            if (total < 0) throw new WrongValueException("A sum of counts is negative.");
            told.Add(new(ProcText.Decode(name), total.ToString(CultureInfo.InvariantCulture), ToldKind.Derived));
            told.Add(new(ProcText.Decode(name) + " description", ProcText.Decode(description), ToldKind.Text));
        }

        return told;
    }

    internal static IEnumerable<Told> Load(byte[] bytes) => !LoadAverage.TryParse(bytes, out LoadAverage load) ? [] :
    [
        Decimals("1", load.Minute1), Decimals("5", load.Minutes5), Decimals("15", load.Minutes15),
        Number("runnable", load.RunnableThreads), Number("threads", load.Threads),
    ];

    internal static IEnumerable<Told> Pressure(byte[] bytes)
    {
        if (!Vmon.Parsing.Machine.Pressure.TryParse(bytes, out Pressure pressure)) yield break;
        foreach ((string name, PressureLine line) in new[] { ("some", pressure.Some), ("full", pressure.Full) })
        {
            if (!line.IsThere) continue;
            yield return Decimals(name + " 10", line.Average10);
            yield return Decimals(name + " 60", line.Average60);
            yield return Decimals(name + " 300", line.Average300);
            yield return Number(name + " total", line.TotalMicroseconds);
        }
    }

    internal static IEnumerable<Told> Architecture(byte[] bytes) => [new("architecture", KernelArchitecture.Find(bytes)?.ToString(), ToldKind.Derived)];

    internal static IEnumerable<Told> Uptime(byte[] bytes) =>
        MachineStat.Uptime(bytes) is TimeSpan uptime ? [Decimals("uptime", (double)uptime.Ticks / TimeSpan.TicksPerSecond)] : [];

    private static Told Decimals(string name, double? value) => new(name, value?.ToString("F2", CultureInfo.InvariantCulture), ToldKind.Decimals);
}

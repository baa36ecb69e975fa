using System.Globalization;
using Vmon.Parsing;
using Vmon.Parsing.Machine;
using static Vmon.Fuzz.Formats.ProcessReaders;

namespace Vmon.Fuzz.Formats;

/// <summary>Parsers of the files of the machine.</summary>
internal static class SystemReaders
{
    internal static IEnumerable<ParsedField> Cpus(byte[] bytes)
    {
        List<ParsedField> fields = [];
        NamedLines lines = new(bytes);
        while (lines.Next(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> values))
        {
            if (!CpuTimes.IsNameOf(name))
            {
                if (NamedValue.TryParse(values, out long value)) fields.Add(new(ProcText.Decode(name), value.ToString(CultureInfo.InvariantCulture), ParsedKind.Size));
                continue;
            }

            if (!CpuTimes.TryParse(name, values, out CpuTimes times)) continue;
            for (CpuMode mode = 0; mode <= CpuMode.GuestNice; mode++)
                fields.Add(new($"cpu{times.Number} {mode}", times[mode]?.ToString(CultureInfo.InvariantCulture)));
        }

        if (MachineStat.BootTime(bytes) is long boot) fields.Add(Number("boot time", boot));
        return fields;
    }

    internal static IEnumerable<ParsedField> Lines(byte[] bytes)
    {
        List<ParsedField> fields = [];
        NamedLines lines = new(bytes);
        while (lines.Next(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> values))
            if (NamedValue.TryParse(values, out long value))
                fields.Add(new(ProcText.Decode(name), value.ToString(CultureInfo.InvariantCulture), ParsedKind.Size));
        return fields;
    }

    internal static IEnumerable<ParsedField> Interrupts(byte[] bytes)
    {
        List<ParsedField> fields = [];
        NamedLines lines = new(bytes);
        int cpus = InterruptLine.CountCpus(lines.Line());
        while (lines.Next(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> values))
        {
            if (!InterruptLine.TryParse(values, cpus, out long total, out ReadOnlySpan<byte> description)) continue;
            if (total < 0) throw new WrongValueException("The sum of counts is negative.");
            fields.Add(new(ProcText.Decode(name), total.ToString(CultureInfo.InvariantCulture), ParsedKind.Derived));
            fields.Add(new(ProcText.Decode(name) + " description", ProcText.Decode(description), ParsedKind.Text));
        }

        return fields;
    }

    internal static IEnumerable<ParsedField> Disks(byte[] bytes)
    {
        List<ParsedField> fields = [];
        EndedLines lines = new(bytes);
        while (lines.Next(out ReadOnlySpan<byte> line))
        {
            if (!DiskCounters.TryParse(line, out ReadOnlySpan<byte> name, out DiskCounters counters)) continue;
            string disk = ProcText.Decode(name);
            for (DiskField field = 0; field <= DiskField.FlushTime; field++) fields.Add(Number($"{disk} {field}", counters[field]));
            fields.Add(new(disk + " partition", DiskNames.IsPartitionOf(disk, "sda").ToString(), ParsedKind.Derived));
            fields.Add(new(disk + " path", DiskNames.DiskOfPath(disk), ParsedKind.Derived));
        }

        return fields;
    }

    internal static IEnumerable<ParsedField> Interfaces(byte[] bytes)
    {
        List<ParsedField> fields = [];
        EndedLines lines = new(bytes);
        while (lines.Next(out ReadOnlySpan<byte> line))
        {
            if (!InterfaceCounters.TryParse(line, out ReadOnlySpan<byte> name, out InterfaceCounters counters)) continue;
            string one = ProcText.Decode(name);
            for (InterfaceField field = 0; field <= InterfaceField.SendCompressed; field++) fields.Add(Number($"{one} {field}", counters[field]));
            fields.Add(new(one + " virtual", InterfaceNames.IsVirtual(one).ToString(), ParsedKind.Derived));
        }

        return fields;
    }

    internal static IEnumerable<ParsedField> Mounts(byte[] bytes)
    {
        List<ParsedField> fields = [];
        EndedLines lines = new(bytes);
        while (lines.Next(out ReadOnlySpan<byte> line))
        {
            if (!Mount.TryParse(line, out Mount? mount)) continue;
            fields.AddRange([Number("id", mount.Id), Number("parent", mount.ParentId)]);
            fields.Add(new("mount point", mount.MountPoint, ParsedKind.Text));
            if (OctalEscapes.Decode(ProcText.Encode(mount.MountPoint)).Length > mount.MountPoint.Length * 3) throw new WrongValueException("The decoded name is longer.");
        }

        return fields;
    }

    internal static IEnumerable<ParsedField> FileSystems(byte[] bytes)
    {
        List<ParsedField> fields = [];
        EndedLines lines = new(bytes);
        while (lines.Next(out ReadOnlySpan<byte> line))
        {
            if (!FileSystemCounters.TryParse(line, out ReadOnlySpan<byte> mountPoint, out ReadOnlySpan<byte> description, out FileSystemCounters space)) continue;
            if (description.Count((byte)' ') < 3) throw new WrongValueException("The description lacks a word.");
            fields.Add(new("mount point", ProcText.Decode(mountPoint), ParsedKind.Text));
            if (space.IsKnown) fields.AddRange([Number("blocks", space.Blocks), Number("free", space.FreeBlocks), Number("available", space.AvailableBlocks)]);
        }

        return fields;
    }

    internal static IEnumerable<ParsedField> Load(byte[] bytes) => !LoadAverage.TryParse(bytes, out LoadAverage load) ? [] :
    [
        Decimals("1", load.Minute1), Decimals("5", load.Minutes5), Decimals("15", load.Minutes15),
        Number("runnable", load.RunnableThreads), Number("threads", load.Threads),
    ];

    internal static IEnumerable<ParsedField> Pressure(byte[] bytes)
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

    internal static IEnumerable<ParsedField> Architecture(byte[] bytes) => [new("architecture", KernelArchitecture.Find(bytes)?.ToString(), ParsedKind.Derived)];

    internal static IEnumerable<ParsedField> Uptime(byte[] bytes) =>
        MachineStat.Uptime(bytes) is TimeSpan uptime ? [Decimals("uptime", (double)uptime.Ticks / TimeSpan.TicksPerSecond)] : [];

    private static ParsedField Decimals(string name, double? value) => new(name, value?.ToString("F2", CultureInfo.InvariantCulture), ParsedKind.Decimals);
}

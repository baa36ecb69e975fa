using Vmon.Parsing;
using Vmon.Parsing.Machine;
using Vmon.ProcFs;

namespace Vmon.Sources.Machine;

/// <summary>
/// A file of the machine that is a table of lines. It is read in chunks, because it has tens of megabytes on a large machine; the retained
/// data is capped.
/// </summary>
/// <param name="id">The file.</param>
/// <param name="comparer">How the names of lines are compared.</param>
/// <param name="canBeEmpty">Whether the kernel writes the file without lines, too.</param>
internal abstract class SystemTableFile<T>(SystemFileId id, StringComparer comparer, bool canBeEmpty = false)
    : SystemFile(id), ILineReader
    where T : unmanaged
{
    // 10,000 interrupts on 2,048 CPUs.
    private const long MostBytes = 256 * 1024 * 1024;

    private long _bytes;

    private protected LineTable<T> Table { get; } = new(comparer);

    bool ILineReader.Accept(ReadOnlySpan<byte> lines)
    {
        _bytes += lines.Length;
        return _bytes <= MostBytes && Accept(lines) && !Table.IsFull;
    }

    private protected override ReadStatus Read(ISystemFiles files)
    {
        _bytes = 0;
        Begin();
        ReadStatus status = files.ReadLines(Id, this);
        bool isAny = Table.End();
        bool isEmpty = canBeEmpty && _bytes == 0;
        return status == ReadStatus.Ok && !isAny && !isEmpty ? ReadStatus.Malformed : status;
    }

    private protected virtual void Begin() => Table.Begin();

    /// <summary>Adds the next lines. False if there are more than can be kept.</summary>
    private protected abstract bool Accept(ReadOnlySpan<byte> bytes);
}

/// <summary>A file with a name and a value on each line: meminfo and vmstat.</summary>
internal sealed class SystemLinesFile(SystemFileId id) : SystemTableFile<long>(id, StringComparer.OrdinalIgnoreCase)
{
    internal LineValues? Values => IsKnown ? new LineValues(Table.Copy(IsPaired)) : null;

    private protected override bool Accept(ReadOnlySpan<byte> bytes)
    {
        NamedLines lines = new(bytes);
        while (lines.Next(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> values))
            if (NamedValue.TryParse(values, out long value)) Table.Add(name, value);
        return true;
    }
}

/// <summary>/proc/stat: the cpu lines, and the first number of every other line by name.</summary>
internal sealed class SystemStatFile() : SystemTableFile<long>(SystemFileId.Stat, StringComparer.OrdinalIgnoreCase)
{
    // A line is read slightly after the end of the interval, and the kernel counts the ticks of a CPU when it writes the line.
    private const double Tolerance = 1.25;
    private const double FewTicks = 10;

    private readonly CpuTable _cpus = new();

    internal LineValues? Values => IsKnown ? new LineValues(Table.Copy(IsPaired)) : null;

    /// <summary>The cpu lines; null if unknown.</summary>
    /// <param name="elapsed">Clock ticks of the interval. Null without a previous sample.</param>
    internal CpuReadings? CpusIn(double? elapsed) => IsKnown ? _cpus.Copy(IsPaired, (long?)((elapsed * Tolerance) + FewTicks)) : null;

    private protected override void Begin()
    {
        base.Begin();
        _cpus.Begin();
    }

    private protected override bool Accept(ReadOnlySpan<byte> bytes)
    {
        NamedLines lines = new(bytes);
        while (lines.Next(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> values))
        {
            if (CpuTimes.IsNameOf(name))
            {
                if (CpuTimes.TryParse(name, values, out CpuTimes times)) _cpus.Add(times);
            }
            else if (NamedValue.TryParse(values, out long value))
            {
                Table.Add(name, value);
            }
        }

        return !_cpus.IsFull;
    }
}

/// <summary>A file of counts per name and CPU (interrupts, softirqs). The sum over CPUs is kept.</summary>
internal sealed class SystemInterruptsFile(SystemFileId id) : SystemTableFile<long>(id, StringComparer.OrdinalIgnoreCase)
{
    private byte[] _heading = [];
    private int? _cpus;
    private bool _hasOtherCpus;

    /// <summary>
    /// Its lines. If a CPU came online or went offline since the previous sample, only one of the two sums includes it, and there are no
    /// differences.
    /// </summary>
    internal LineValues? Values => IsKnown ? new LineValues(Table.Copy(IsPaired && !_hasOtherCpus)) : null;

    private protected override void Begin()
    {
        base.Begin();
        _cpus = null;
    }

    private protected override bool Accept(ReadOnlySpan<byte> bytes)
    {
        NamedLines lines = new(bytes);
        int cpus = _cpus ??= ReadHeading(lines.Line());
        while (lines.Next(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> values))
            if (InterruptLine.TryParse(values, cpus, out long total, out ReadOnlySpan<byte> description)) Table.Add(name, total, description);
        return true;
    }

    private int ReadHeading(ReadOnlySpan<byte> heading)
    {
        _hasOtherCpus = !heading.SequenceEqual(_heading);
        if (_hasOtherCpus) _heading = heading.ToArray();
        return InterruptLine.CountCpus(heading);
    }
}

/// <summary>/proc/diskstats. A machine or container without disks has an empty one.</summary>
internal sealed class SystemDisksFile() : SystemTableFile<DiskCounters>(SystemFileId.DiskStats, StringComparer.Ordinal, canBeEmpty: true)
{
    internal LinePairs<DiskCounters>? Disks => IsKnown ? Table.Copy(IsPaired) : null;

    private protected override bool Accept(ReadOnlySpan<byte> bytes)
    {
        EndedLines lines = new(bytes);
        while (lines.Next(out ReadOnlySpan<byte> line))
            if (DiskCounters.TryParse(line, out ReadOnlySpan<byte> name, out DiskCounters counters)) Table.Add(name, counters);
        return true;
    }
}

/// <summary>/proc/net/dev.</summary>
internal sealed class SystemInterfacesFile() : SystemTableFile<InterfaceCounters>(SystemFileId.NetDev, StringComparer.Ordinal)
{
    internal LinePairs<InterfaceCounters>? Interfaces => IsKnown ? Table.Copy(IsPaired) : null;

    private protected override bool Accept(ReadOnlySpan<byte> bytes)
    {
        EndedLines lines = new(bytes);
        while (lines.Next(out ReadOnlySpan<byte> line))
            if (InterfaceCounters.TryParse(line, out ReadOnlySpan<byte> name, out InterfaceCounters counters)) Table.Add(name, counters);
        return true;
    }
}

/// <summary>The mounted file systems.</summary>
internal sealed class SystemFileSystemsFile() : SystemTableFile<FileSystemCounters>(SystemFileId.FileSystems, StringComparer.Ordinal, canBeEmpty: true)
{
    internal LinePairs<FileSystemCounters>? FileSystems => IsKnown ? Table.Copy(IsPaired) : null;

    private protected override bool Accept(ReadOnlySpan<byte> bytes)
    {
        EndedLines lines = new(bytes);
        while (lines.Next(out ReadOnlySpan<byte> line))
        {
            if (FileSystemCounters.TryParse(line, out ReadOnlySpan<byte> mountPoint, out ReadOnlySpan<byte> description, out FileSystemCounters counters))
                Table.Add(mountPoint, counters, description);
        }

        return true;
    }
}

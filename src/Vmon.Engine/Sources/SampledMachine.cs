using System.Runtime.InteropServices;
using Vmon.Native;
using Vmon.Parsing;
using Vmon.Parsing.Machine;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;

namespace Vmon.Sources;

/// <summary>
/// Properties of the sampled machine that its files depend on. For a captured tree they are taken from the tree, which may come from
/// another machine; null if it does not contain them. Immutable.
/// </summary>
internal sealed record SampledMachine
{
    // On every architecture except Alpha and IA-64, for which auxv has the value.
    private const long UsualTicks = 100;
    private const long NanosecondsPerSecond = 1_000_000_000;

    // The size can change between the two readings.
    private const double Tolerance = 0.25;

    private const int MostProcesses = 32;

    /// <summary>Bytes per page of the sizes in statm and vmstat.</summary>
    internal long? PageSize { get; init; }

    /// <summary>Clock ticks per second of the times in stat.</summary>
    internal long TicksPerSecond { get; init; } = UsualTicks;

    /// <summary>Nanoseconds per clock tick.</summary>
    internal long TickLength => NanosecondsPerSecond / TicksPerSecond;

    /// <summary>The byte order of the addresses in the tables of sockets.</summary>
    internal bool? IsBigEndian { get; init; }

    /// <summary>Architecture that defines the O_ flags in fdinfo.</summary>
    internal Architecture? Architecture { get; init; }

    /// <summary>Its time zone. Null for that of this process.</summary>
    internal ZoneOffsets? Zone { get; init; }

    /// <summary>Its drivers of terminals; null if unknown.</summary>
    internal TerminalDrivers? Terminals { get; init; }

    /// <summary>Properties of this machine that are known without reading files.</summary>
    internal static SampledMachine Own { get; } = new()
    {
        PageSize = SystemConstants.PageSize,
        TicksPerSecond = SystemConstants.TicksPerSecond,
        IsBigEndian = !BitConverter.IsLittleEndian,
        Architecture = RuntimeInformation.OSArchitecture,
    };

    internal static SampledMachine Of(ProcRoot root)
    {
        ReadBuffer buffer = new();
        bool isRead = root.Read("tty/drivers\0"u8, buffer, out int length) == ReadStatus.Ok;
        return (root.IsLive ? Own : OfCopy(root, new ReadBuffer())) with { Terminals = isRead ? TerminalDrivers.Parse(buffer.First(length)) : null };
    }

    /// <summary>A time as the clock of its zone shows it.</summary>
    internal DateTimeOffset ToLocal(DateTimeOffset time) => Zone?.ToLocal(time) ?? time.ToLocalTime();

    /// <summary>A time in clock ticks.</summary>
    internal TimeSpan FromTicks(long ticks) =>
        new((ticks / TicksPerSecond * TimeSpan.TicksPerSecond) + (ticks % TicksPerSecond * TimeSpan.TicksPerSecond / TicksPerSecond));

    private static SampledMachine OfCopy(ProcRoot root, ReadBuffer buffer)
    {
        KernelArchitecture? kernel = ArchitectureOf(root, "sys/kernel/arch\0"u8, buffer) ?? ArchitectureOf(root, "version\0"u8, buffer);
        List<int> processes = [];
        if (root.Open(".\0"u8, isDirectory: true, out int directory) == ReadStatus.Ok) _ = NumberedEntries.List(directory, buffer, processes);
        processes.Sort();
        AuxiliaryVector? vector = null;
        long? pageSize = null;
        foreach (int process in processes.Take(MostProcesses))
        {
            vector ??= VectorOf(root, process, buffer);
            pageSize ??= PageSizeOf(root, process, buffer);
        }

        return new SampledMachine
        {
            PageSize = vector?.PageSize ?? pageSize ?? kernel?.PageSize,
            TicksPerSecond = vector?.TicksPerSecond ?? UsualTicks,
            IsBigEndian = vector?.IsBigEndian ?? kernel?.IsBigEndian,
            Architecture = kernel?.Architecture,
        };
    }

    private static KernelArchitecture? ArchitectureOf(ProcRoot root, ReadOnlySpan<byte> file, ReadBuffer buffer) =>
        root.Read(file, buffer, out int length) == ReadStatus.Ok ? KernelArchitecture.Find(buffer.First(length)) : null;

    // stat has the virtual size in bytes, statm in pages.
    private static long? PageSizeOf(ProcRoot root, int process, ReadBuffer buffer)
    {
        if (!TryRead(root, process, buffer, out ProcStat stat) || !TryRead(root, process, buffer, out ProcStatm statm)) return null;
        if (!stat.Has(StatField.vsize) || statm[StatmField.size] is not > 0) return null;
        double ratio = (double)stat.VirtualSize / statm.Size;
        for (long size = 4096; size <= 1 << 18; size *= 2)
            if (Math.Abs((ratio / size) - 1) < Tolerance) return size;
        return null;
    }

    private static AuxiliaryVector? VectorOf(ProcRoot root, int process, ReadBuffer buffer)
    {
        ProcDirectory directory = new(root, process);
        ReadStatus status = directory.Read("auxv\0"u8, buffer, out int length);
        directory.Dispose();
        return status == ReadStatus.Ok && AuxiliaryVector.TryParse(buffer.First(length), out AuxiliaryVector vector) ? vector : null;
    }

    private static bool TryRead<T>(ProcRoot root, int process, ReadBuffer buffer, out T record)
        where T : unmanaged, IProcRecord<T>
    {
        ProcDirectory directory = new(root, process);
        ReadStatus status = directory.Read(buffer, out record);
        directory.Dispose();
        return status == ReadStatus.Ok;
    }
}

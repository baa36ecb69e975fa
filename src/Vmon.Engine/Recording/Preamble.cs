using System.Runtime.InteropServices;
using System.Text;
using Vmon.Recording.Processes;
using Vmon.Sources;

namespace Vmon.Recording;

/// <summary>What a whole frame says of its host, which does not change before the next one.</summary>
internal sealed record Preamble
{
    private const int BootIdLength = 16;
    private const int MostNames = 512;
    private const int SecondsPerMinute = 60;

    // Of the offset of a DateTimeOffset, which has no seconds.
    private const int MostMinutes = 14 * 60;

    internal required string HostName { get; init; }

    /// <summary>Release of the kernel, such as 6.12.43.</summary>
    internal required string Kernel { get; init; }

    internal required Guid BootId { get; init; }

    /// <summary>Null if unknown.</summary>
    internal required DateTimeOffset? BootTime { get; init; }

    /// <summary>The time zone of the host.</summary>
    internal required ZoneOffsets Zone { get; init; }

    internal required SampledMachine Machine { get; init; }

    /// <summary>The file tty/drivers. Empty if it could not be read.</summary>
    internal required byte[] TerminalDrivers { get; init; }

    /// <summary>The data sets that were read of each process.</summary>
    internal required ProcessDataSets DataSets { get; init; }

    /// <summary>Whether threads are recorded.</summary>
    internal bool HasThreads { get; init; }

    internal required EventSource? EventSource { get; init; }

    /// <summary>The names of the numbers of a process, in their order in the block.</summary>
    internal IReadOnlyList<string> Numbers { get; init; } = ProcessNumbers.Names;

    /// <summary>The names of the numbers of the data sets beyond the default, in their order in the block. Empty if none of them is recorded.</summary>
    internal IReadOnlyList<string> Details
    {
        get => field ?? (DetailNumbers.AreIn(DataSets) ? DetailNumbers.Names : []);
        init;
    }

    /// <summary>The names of the numbers of a control group, in their order in the block. Empty if they are not recorded.</summary>
    internal IReadOnlyList<string> Cgroups { get; init; } = [];

    /// <summary>The names of the numbers of a socket, in their order in the block. Empty if sockets are not recorded.</summary>
    internal IReadOnlyList<string> Connections { get; init; } = [];

    internal void Write(ColumnWriter column)
    {
        AddText(column, HostName);
        AddText(column, Kernel);
        column.Append(BootId.ToByteArray(bigEndian: true));
        column.AddSigned(BootTime?.UtcTicks ?? 0);
        AddZone(column, Zone);
        column.AddSigned(Machine.PageSize ?? 0);
        column.AddSigned(Machine.TicksPerSecond);
        column.Add(Machine.IsBigEndian switch { null => 0, false => 1, true => 2 });
        column.Add(Machine.Architecture is { } architecture ? (ulong)architecture + 1 : 0);
        column.AddText(TerminalDrivers);
        column.Add((ulong)DataSets);
        column.Add(EventSource is { } source ? (ulong)source + 1 : 0);
        AddNames(column, Numbers);
        bool hasSockets = Connections.Count > 0;
        bool hasGroups = hasSockets || Cgroups.Count > 0;
        if (Details.Count > 0 || HasThreads || hasGroups) AddNames(column, Details);
        if (HasThreads || hasGroups) column.Add(HasThreads ? 1u : 0u);
        if (hasGroups) AddNames(column, Cgroups);
        if (hasSockets) AddNames(column, Connections);
    }

    /// <summary>Null if it is malformed.</summary>
    internal static Preamble? Read(ColumnReader column)
    {
        string host = ReadText(column);
        string kernel = ReadText(column);
        ReadOnlySpan<byte> boot = column.ReadBytes(BootIdLength);
        Guid bootId = boot.Length == BootIdLength ? new Guid(boot, bigEndian: true) : default;
        long bootTicks = column.ReadSigned();
        ZoneOffsets zone = ReadZone(column);
        long pageSize = column.ReadSigned();
        long ticks = column.ReadSigned();
        ulong endian = column.Read();
        ulong architecture = column.Read();
        byte[] drivers = column.ReadText().ToArray();
        ProcessDataSets dataSets = (ProcessDataSets)column.Read() & ProcessDataSets.All;
        ulong events = column.Read();
        string[] names = ReadNames(column);
        string[] details = column.IsAtEnd ? [] : ReadNames(column);
        bool hasThreads = !column.IsAtEnd && column.Read() == 1;
        string[] cgroups = column.IsAtEnd ? [] : ReadNames(column);
        string[] connections = column.IsAtEnd ? [] : ReadNames(column);
        if (column.IsMalformed || ticks is < 1 or > 1_000_000_000) return null;
        return new Preamble
        {
            HostName = host,
            Kernel = kernel,
            BootId = bootId,
            BootTime = bootTicks > 0 && bootTicks <= DateTimeOffset.MaxValue.UtcTicks ? new DateTimeOffset(bootTicks, TimeSpan.Zero) : null,
            Zone = zone,
            Machine = new SampledMachine
            {
                PageSize = pageSize > 0 ? pageSize : null,
                TicksPerSecond = ticks,
                IsBigEndian = endian switch { 1 => false, 2 => true, _ => null },
                Architecture = architecture > 0 && Enum.IsDefined((Architecture)(architecture - 1)) ? (Architecture)(architecture - 1) : null,
                Terminals = drivers.Length == 0 ? null : Parsing.Processes.TerminalDrivers.Parse(drivers),
                Zone = zone,
            },
            TerminalDrivers = drivers,
            DataSets = dataSets,
            HasThreads = hasThreads,
            EventSource = events > 0 && Enum.IsDefined((EventSource)(events - 1)) ? (EventSource)(events - 1) : null,
            Numbers = names,
            Details = details,
            Cgroups = cgroups,
            Connections = connections,
        };
    }

    private static void AddText(ColumnWriter column, string text) => column.AddText(Encoding.UTF8.GetBytes(text));

    private static string ReadText(ColumnReader column) => Encoding.UTF8.GetString(column.ReadText());

    private static void AddNames(ColumnWriter column, IReadOnlyList<string> names)
    {
        column.Add((ulong)names.Count);
        foreach (string name in names) AddText(column, name);
    }

    private static string[] ReadNames(ColumnReader column)
    {
        string[] names = new string[column.ReadIndex(MostNames)];
        for (int i = 0; i < names.Length; i++) names[i] = ReadText(column);
        return names;
    }

    private static void AddZone(ColumnWriter column, ZoneOffsets zone)
    {
        AddText(column, zone.Name);
        column.AddSigned((long)zone.First.TotalSeconds);
        column.Add((ulong)zone.Changes.Count);
        long before = 0;
        foreach (ZoneChange change in zone.Changes)
        {
            column.AddSigned(change.Time.ToUnixTimeSeconds() - before);
            column.AddSigned((long)change.Offset.TotalSeconds);
            before = change.Time.ToUnixTimeSeconds();
        }
    }

    private static ZoneOffsets ReadZone(ColumnReader column)
    {
        string name = ReadText(column);
        TimeSpan first = ReadOffset(column);
        ZoneChange[] changes = new ZoneChange[column.ReadIndex(ZoneOffsets.MostChanges)];
        long time = 0;
        for (int i = 0; i < changes.Length; i++)
        {
            time = Math.Clamp(unchecked(time + column.ReadSigned()), DateTimeOffset.MinValue.ToUnixTimeSeconds(), DateTimeOffset.MaxValue.ToUnixTimeSeconds());
            changes[i] = new ZoneChange(DateTimeOffset.FromUnixTimeSeconds(time), ReadOffset(column));
        }

        return new ZoneOffsets(name, first, changes);
    }

    private static TimeSpan ReadOffset(ColumnReader column) => TimeSpan.FromMinutes(Math.Clamp(column.ReadSigned() / SecondsPerMinute, -MostMinutes, MostMinutes));
}

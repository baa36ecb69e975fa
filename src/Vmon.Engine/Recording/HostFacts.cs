using System.Text;
using Vmon.Model;
using Vmon.ProcFs;
using Vmon.Recording.Cgroups;
using Vmon.Recording.Connections;
using Vmon.Sources;

namespace Vmon.Recording;

/// <summary>What a recording says of its host, read once.</summary>
internal sealed record HostFacts(string HostName, string Kernel, Guid BootId, byte[] TerminalDrivers)
{
    internal static HostFacts Of(string procRoot)
    {
        using ProcRoot root = ProcRoot.Open(procRoot);
        return new HostFacts(
            Text(root, "sys/kernel/hostname\0"u8),
            Text(root, "sys/kernel/osrelease\0"u8),
            Guid.TryParse(Text(root, "sys/kernel/random/boot_id\0"u8), out Guid boot) ? boot : default,
            Read(root, "tty/drivers\0"u8));
    }

    /// <summary>Describes the host for a whole frame of a table.</summary>
    /// <param name="table">The processes.</param>
    /// <param name="hasCgroups">Whether control groups are recorded.</param>
    /// <param name="hasConnections">Whether sockets are recorded.</param>
    internal Preamble Describe(ProcessTable table, bool hasCgroups, bool hasConnections) => new()
    {
        HostName = HostName,
        Kernel = Kernel,
        BootId = BootId,
        BootTime = table.Feed.Host.Clock.BootTime,
        Zone = ZoneOffsets.Of(TimeZoneInfo.Local, table.Feed.Host.Clock.BootTime ?? DateTimeOffset.UtcNow, DateTimeOffset.UtcNow),
        Machine = table.Feed.Host.Machine,
        TerminalDrivers = TerminalDrivers,
        DataSets = table.DataSets,
        HasThreads = table.Selection.IncludesThreads,
        EventSource = table.Feed.EventSource,
        Cgroups = hasCgroups ? CgroupValues.Names : [],
        Connections = hasConnections ? SocketValues.Names : [],
    };

    private static string Text(ProcRoot root, ReadOnlySpan<byte> file) => Encoding.UTF8.GetString(Read(root, file)).Trim();

    private static byte[] Read(ProcRoot root, ReadOnlySpan<byte> file)
    {
        ReadBuffer buffer = new();
        return root.Read(file, buffer, out int length) == ReadStatus.Ok ? buffer.First(length).ToArray() : [];
    }
}

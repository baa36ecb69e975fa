using Vmon.Model;
using Vmon.Recording;
using Vmon.Recording.Cgroups;
using Vmon.Recording.Connections;
using Vmon.Sources;

namespace Vmon.Tests.Engine.Recording;

/// <summary>A description of this host.</summary>
internal static class TestPreamble
{
    internal static Preamble Of(IProcessFeed feed, ProcessDataSets dataSets = ProcessDataSets.Default, bool hasThreads = false, bool hasCgroups = false, bool hasConnections = false) => new()
    {
        HostName = "test",
        Kernel = Environment.OSVersion.Version.ToString(),
        BootId = new Guid("11111111-2222-3333-4444-555555555555"),
        BootTime = feed.Host.Clock.BootTime,
        Zone = ZoneOffsets.Of(TimeZoneInfo.Local, DateTimeOffset.UtcNow, DateTimeOffset.UtcNow),
        Machine = feed.Host.Machine,
        TerminalDrivers = File.ReadAllBytes("/proc/tty/drivers"),
        DataSets = dataSets,
        HasThreads = hasThreads,
        EventSource = feed.EventSource,
        Cgroups = hasCgroups ? CgroupValues.Names : [],
        Connections = hasConnections ? SocketValues.Names : [],
    };
}

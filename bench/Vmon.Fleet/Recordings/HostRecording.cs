using System.Globalization;
using Vmon.Fleet.Hosts;
using Vmon.Model;
using Vmon.Recording;
using Vmon.Recording.Files;
using Vmon.Sources;

namespace Vmon.Fleet.Recordings;

/// <summary>The recording of a simulated host, without the figures of the machine. Its clock differs from that of the others by up to two seconds.</summary>
internal static class HostRecording
{
    private const int Offsets = 41;
    private const int StepMilliseconds = 100;

    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>Time of the first sample of a host whose clock is right.</summary>
    internal static DateTimeOffset Start { get; } = new(2026, 1, 1, 3, 0, 0, TimeSpan.Zero);

    /// <summary>A time of the recording, as an argument of a cmdlet.</summary>
    internal static string TimeAfter(TimeSpan start) => (Start + start).ToString("'\"'yyyy-MM-dd'T'HH:mm:ss'Z\"'", CultureInfo.InvariantCulture);

    /// <summary>Records a host.</summary>
    /// <param name="number">Its number in the fleet.</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="directory">The directory of the fleet.</param>
    /// <param name="processes">Number of its processes.</param>
    /// <param name="maximumAge">Age after which samples are deleted. Null for none.</param>
    /// <returns>Bytes of the recording.</returns>
    internal static long Write(int number, int samples, string directory, int processes = SimulatedHost.Processes, TimeSpan? maximumAge = null)
    {
        TimeSpan offset = TimeSpan.FromMilliseconds(((number % Offsets) - (Offsets / 2)) * StepMilliseconds);
        DateTimeOffset start = Start + offset - Interval;
        using SimulatedHost host = new(number, start, processes);
        FrameOrigin origin = new(new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]), host.Name);
        FrameWriter writer = new(host.Table, machine: null, cgroups: null, () => Describe(host.Table, origin));
        string path = Path.Combine(directory, host.Name);
        using (RecordingStore store = RecordingStore.Open(new StoreOptions { Path = path, MaximumAge = maximumAge }))
        {
            for (int i = 0; i < samples; i++)
            {
                host.Advance(Interval);
                bool isWhole = store.NeedsWhole;
                writer.Write(host.Events, isWhole);
                if (store.Append(writer.Times.BeganAt, origin, isWhole, writer.Frame) != AppendStatus.Ok) throw new IOException(store.LastError);
            }
        }

        return Directory.EnumerateFiles(path).Sum(static file => new FileInfo(file).Length);
    }

    private static Preamble Describe(ProcessTable table, FrameOrigin origin) => new()
    {
        HostName = origin.HostName,
        Kernel = "6.12.0",
        BootId = origin.BootId,
        BootTime = table.Feed.Host.Clock.BootTime,
        Zone = ZoneOffsets.Utc,
        Machine = table.Feed.Host.Machine,
        TerminalDrivers = [],
        DataSets = ProcessDataSets.Default,
        EventSource = EventSource.Bpf,
    };
}

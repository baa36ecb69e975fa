using Vmon.Kernel.Events;
using Vmon.Model;
using Vmon.Parsing.Processes;
using Vmon.Recording;
using Vmon.Recording.Files;
using Vmon.Sources;
using Vmon.Tests.Engine.Model;

namespace Vmon.Tests.Engine.Recording;

/// <summary>
/// A recording of a night of a machine in Berlin, every five seconds from 21:00 to 07:00, whose figures are known. Its clocks are those of the test, so it takes a second.
/// </summary>
/// <remarks>
/// postgres (200) uses 0.2 s of CPU in each sample, and writes 8 KB. From 02:00 to 02:40, tar (300), a child of cron (100), uses 3 s and reads 50 MB in each sample; then it exits
/// with the code 0. Every minute from 03:00 to 03:29, cron starts a curl which uses 0.1 s, and exits with the code 7 in the next sample. From 03:05, indexer (400)
/// takes 1,000 pages more in each sample; at 03:20, SIGKILL ends it.
/// </remarks>
internal static class RecordedNight
{
    internal const int Interval = 5;
    internal const int Postgres = 200;
    internal const int Tar = 300;
    internal const int Indexer = 400;
    internal const int FirstCurl = 1000;

    private const int Init = 1;
    private const int Cron = 100;
    private const int SamplesPerMinute = 60 / Interval;
    private const int TicksPerSample = Interval * 100;
    private const int ExitOfCurl = 7 << 8;
    private const int Killed = 9;

    /// <summary>21:00 in Berlin.</summary>
    internal static DateTimeOffset Start { get; } = new(2026, 1, 1, 21, 0, 0, TimeSpan.FromHours(1));

    /// <summary>Number of samples: ten hours.</summary>
    internal static int Samples => (10 * 60 * SamplesPerMinute) + 1;

    /// <param name="path">The directory.</param>
    /// <param name="host">Name of the host.</param>
    /// <param name="ahead">How much its clock is ahead.</param>
    internal static void Write(string path, string host = "db1", TimeSpan ahead = default)
    {
        // The first sample is one interval after the clock starts.
        MemorySource source = new((Start + ahead - TimeSpan.FromSeconds(Interval)).ToUniversalTime()) { ReportsAllExits = true };
        ProcessTable table = ProcessTable.Live(source, ProcessSelection.Everything, ProcessDataSets.Default);
        FrameOrigin origin = new(new Guid("0d2f5a4e-4f43-4c1f-9a43-6f9d5b5a7c11"), host);
        FrameWriter writer = new(table, machine: null, cgroups: null, () => Describe(source, origin));
        using RecordingStore store = RecordingStore.Open(new StoreOptions { Path = path });
        source.Put(Init, 0, name: "systemd");
        source.Put(Cron, Init, name: "cron");
        for (int i = 0; i < Samples; i++)
        {
            source.Pass(TimeSpan.FromSeconds(Interval));
            IReadOnlyList<ProcessRecord> events = Change(source, i);
            Assert.True(table.TrySample(CancellationToken.None));
            bool isWhole = store.NeedsWhole;
            writer.Write(events, isWhole);
            Assert.Equal(AppendStatus.Ok, store.Append(writer.Times.BeganAt, origin, isWhole, writer.Frame));
        }

        table.Close();
    }

    /// <summary>Number of the sample at a time of the clock in Berlin, after midnight unless it is 21:00 or later.</summary>
    internal static int At(int hour, int minute) => (((hour + 24 - 21) % 24 * 60) + minute) * SamplesPerMinute;

    private static List<ProcessRecord> Change(MemorySource source, int sample)
    {
        List<ProcessRecord> events = [];
        source.Put(Postgres, Init, user: 20 * sample, written: 8192L * sample, residentPages: 50_000, name: "postgres");
        int copied = sample - At(2, 0);
        if (copied >= 0 && sample < At(2, 40)) source.Put(Tar, Cron, start: StartAt(2, 0), user: 300 * (copied + 1), read: 50_000_000L * (copied + 1), residentPages: 1000, name: "tar");
        if (sample == At(2, 40)) events.Add(Exit(source, Tar, StartAt(2, 0), 0));
        int indexed = sample - At(3, 5);
        if (indexed >= 0 && sample < At(3, 20)) source.Put(Indexer, Init, start: StartAt(3, 5), user: 10 * (indexed + 1), residentPages: 1000L * (indexed + 1), name: "indexer");
        if (sample == At(3, 20)) events.Add(Exit(source, Indexer, StartAt(3, 5), Killed));
        for (int minute = 0; minute < 30; minute++)
        {
            if (sample == At(3, minute)) source.Put(FirstCurl + minute, Cron, start: StartAt(3, minute), user: 10, residentPages: 300, name: "curl");
            if (sample == At(3, minute) + 1) events.Add(Exit(source, FirstCurl + minute, StartAt(3, minute), ExitOfCurl));
        }

        foreach (ProcessRecord happened in events) source.Report(happened);
        return events;
    }

    // Clock ticks from boot to one second before the sample at a time.
    private static long StartAt(int hour, int minute) => (1000 * 100) + ((At(hour, minute) + 1L) * TicksPerSample) - 100;

    private static ExitRecord Exit(MemorySource source, int id, long start, int status)
    {
        source.Remove(id);
        ExitRecord exit = new()
        {
            Id = id, ParentId = id == Indexer ? Init : Cron, Time = (source.Now - 100) * 10_000_000, StartTime = start * 10_000_000,
            Status = new WaitStatus(status), Fields = EventFields.Parent | EventFields.ExitCode,
        };
        exit.Complete(default, isExact: false);
        return exit;
    }

    private static Preamble Describe(MemorySource source, FrameOrigin origin) => new()
    {
        HostName = origin.HostName,
        Kernel = "6.12.0",
        BootId = origin.BootId,
        BootTime = source.Host.Clock.BootTime,
        Zone = new ZoneOffsets("Europe/Berlin", TimeSpan.FromHours(1), [new ZoneChange(new DateTimeOffset(2026, 3, 29, 1, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(2))]),
        Machine = source.Host.Machine,
        TerminalDrivers = [],
        DataSets = ProcessDataSets.Default,
        EventSource = EventSource.Bpf,
    };
}

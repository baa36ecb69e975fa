using Vmon.Kernel.Events;
using Vmon.Model;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Recording;
using Vmon.Recording.Files;
using Vmon.Sources;
using Vmon.Sources.Machine;
using Vmon.Tests.Engine.Model;

namespace Vmon.Tests.Engine.Recording;

/// <summary>
/// A recording of a busy hour, every second: 1,000 processes, of which fifty run in each sample with random CPU, IO and memory, and two that live for a second each and exit with
/// a code. The machine is that of the test. In one sample, process 500 uses three cores, and in no other as much.
/// </summary>
internal static class RecordedHour
{
    internal const int Samples = 3600;
    internal const int Processes = 1000;
    internal const int Busiest = 500;
    internal const double Peak = 300;

    private const int PeakAt = 1234;
    private const int FirstShort = 100_000;
    private const int TicksPerSecond = 100;

    internal static DateTimeOffset Start { get; } = new(2026, 1, 2, 3, 0, 0, TimeSpan.Zero);

    internal static void Write(string path)
    {
        MemorySource source = new(Start - TimeSpan.FromSeconds(1)) { ReportsAllExits = true };
        ProcessTable table = ProcessTable.Live(source, ProcessSelection.Everything, ProcessDataSets.Default);
        FrameOrigin origin = new(new Guid("0d2f5a4e-4f43-4c1f-9a43-6f9d5b5a7c12"), "web1");
        SamplingContext context = new(ProcRoot.Open("/proc"), new DescriptorBudget(100), source.Host);
        SystemSampler machine = new(source.Host, context.State, new ProcSystemFiles(context), SystemDataSets.Default);
        machine.KeepTexts();
        FrameWriter writer = new(table, machine, cgroups: null, () => Describe(source, origin));
        using RecordingStore store = RecordingStore.Open(new StoreOptions { Path = path });
        Random random = new(1);
        Load[] loads = [.. Enumerable.Range(0, Processes).Select(static _ => new Load())];
        for (int i = 0; i < Samples; i++)
        {
            source.Pass(TimeSpan.FromSeconds(1));
            List<ProcessRecord> events = Change(source, loads, random, i);
            Assert.True(table.TrySample(CancellationToken.None));
            machine.Sample();
            bool isWhole = store.NeedsWhole;
            writer.Write(events, isWhole);
            Assert.Equal(AppendStatus.Ok, store.Append(writer.Times.BeganAt, origin, isWhole, writer.Frame));
        }

        machine.Close();
        table.Close();
    }

    private static List<ProcessRecord> Change(MemorySource source, Load[] loads, Random random, int sample)
    {
        for (int i = 0; i < Processes; i++)
        {
            bool isPeak = i + 1 == Busiest && sample == PeakAt;
            if (sample > 0 && !isPeak && random.Next(20) > 0) continue;
            Load load = loads[i];
            load.Ticks += isPeak ? (int)Peak : random.Next(i < 100 ? 30 : 3);
            load.Read += random.Next(10) == 0 ? random.Next(1_000_000) : 0;
            load.Written += random.Next(5) == 0 ? 4096 * random.Next(50) : 0;
            load.Pages = Math.Max(100, load.Pages + random.Next(-50, 60));
            source.Put(i + 1, i == 0 ? 0 : 1 + (i / 10), user: load.Ticks, read: load.Read, written: load.Written, residentPages: load.Pages, name: $"worker-{i % 100}");
        }

        List<ProcessRecord> events = [];
        for (int i = 0; i < 2; i++)
        {
            if (sample > 0) events.Add(Exit(source, FirstShort + (2 * (sample - 1)) + i, StartAt(sample - 1), random.Next(50) == 0 ? 1 : 0));
            source.Put(FirstShort + (2 * sample) + i, 1 + random.Next(100), start: StartAt(sample), user: random.Next(20), read: 0, written: 0, residentPages: 500, name: "job");
        }

        foreach (ProcessRecord happened in events) source.Report(happened);
        return events;
    }

    // Clock ticks from boot to half a second before a sample.
    private static long StartAt(int sample) => (1000 * TicksPerSecond) + ((sample + 1L) * TicksPerSecond) - (TicksPerSecond / 2);

    private static ExitRecord Exit(MemorySource source, int id, long start, int code)
    {
        source.Remove(id);
        ExitRecord exit = new()
        {
            Id = id, ParentId = 1, Time = (source.Now - 10) * 10_000_000, StartTime = start * 10_000_000, Status = new WaitStatus(code << 8), Fields = EventFields.Parent | EventFields.ExitCode,
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
        Zone = ZoneOffsets.Utc,
        Machine = source.Host.Machine,
        TerminalDrivers = [],
        DataSets = ProcessDataSets.Default,
        EventSource = EventSource.Bpf,
    };

    private sealed class Load
    {
        internal int Ticks { get; set; }

        internal long Read { get; set; }

        internal long Written { get; set; }

        internal long Pages { get; set; } = 1000;
    }
}

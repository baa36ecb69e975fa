using System.Globalization;
using System.Text.Json;
using Vmon.Tests.Workloads;
using static Vmon.Tests.Engine.Recording.DocumentedReader;

namespace Vmon.Tests.Engine.Recording;

/// <summary>The parts of a recording that are recorded on request, and events and control groups, as docs/recording.md describes them.</summary>
[Collection(nameof(DescriptorTests))]
public sealed class DocumentedPartsTests : IDisposable
{
    private const int Count = 6;

    private static readonly ConnectionSelection EverySocket = new() { Protocols = SocketProtocols.Internet | SocketProtocols.Unix };

    private readonly TemporaryDirectory _directory = new();
    private readonly VmonSession _session = new(new SessionOptions());
    private readonly ShellProcess _churn = ShellProcess.Churning();
    private readonly TcpPair _pair = new("127.0.0.1");
    private readonly List<string> _differences = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _pair.Dispose();
        _churn.Dispose();
        _session.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void Reader_of_the_documented_format_reads_threads_details_files_groups_sockets_and_events()
    {
        string path = _directory.Combine("recording");
        RecorderOptions options = new()
        {
            Path = path, Interval = TimeSpan.FromMilliseconds(50), DataSets = ProcessDataSets.All, IncludeThreads = true, IncludeConnections = true,
        };
        using (VmonRecorder recorder = _session.Record(options)) WaitUntil.True(() => recorder.SampleCount >= Count);

        using DocumentedReader reader = new(path);
        using VmonRecording recording = VmonRecording.Open(path);
        using ProcessWatch watch = recording.WatchConnections(new ProcessSelection { IncludeThreads = true }, new RecordingRange());
        using CgroupWatch? groups = recording.WatchCgroups(new CgroupSelection(), CgroupDataSets.All & ~CgroupDataSets.Processes, new RecordingRange());
        List<string> readEvents = [];
        int[] compared = new int[5];
        while (reader.TryRead())
        {
            Assert.True(watch.TrySample(Cancellation));
            ProcessSample[] threads = [.. watch.Processes().Where(static process => process.IsThread)];
            ProcessSample[] processes = [.. watch.Processes().Where(static process => !process.IsThread && !process.HasExited)];
            compared[0] += Compare(threads.Select(Thread), reader.Threads.Values.Select(thread => Thread(thread, reader)));
            HashSet<long> gone = [.. reader.Processes.Values.Where(LacksDetails).Select(static process => Number(process, "id")!.Value)];
            compared[1] += Compare(
                processes.Where(process => !gone.Contains(process.Id)).Select(Details), reader.Processes.Values.Where(static process => !HasExited(process) && !LacksDetails(process)).Select(Details));
            compared[2] += Compare(watch.Files(new FileSelection()).Select(File), reader.Files.Values.SelectMany(files => Files(files, reader)));
            ConnectionReading sockets = watch.ReadConnections(EverySocket, Cancellation);
            compared[3] += Compare(watch.Connections(sockets).Select(Socket), reader.Frame.GetProperty("sockets").EnumerateArray().Select(Socket));
            Assert.Equal(groups is not null, groups?.TrySample(Cancellation) == true);
            if (groups is not null) compared[4] += Compare(groups.Groups().Select(Group), Groups(reader.Frame));
            readEvents.AddRange(reader.Frame.GetProperty("events").EnumerateArray().Select(happened => Event(happened, reader)));
        }

        _ = Compare(recording.Events(new EventSelection { Kinds = ProcessEventKind.All, IncludeKernelThreads = true }, new RecordingRange(), Cancellation).Select(Event), readEvents);
        Assert.True(_differences.Count == 0, $"{_differences.Count} differences:\n{string.Join('\n', _differences.Take(20))}");
        Assert.DoesNotContain(0, groups is null ? compared[..4] : compared);
    }

    /// <summary>Compares lines without their order. Returns their number.</summary>
    private int Compare(IEnumerable<string> replayed, IEnumerable<string> read)
    {
        string[] expected = [.. replayed.Order(StringComparer.Ordinal)];
        string[] actual = [.. read.Order(StringComparer.Ordinal)];
        _differences.AddRange(expected.Except(actual).Take(3).Select(static line => $"replayed: {line}"));
        _differences.AddRange(actual.Except(expected).Take(3).Select(static line => $"read:     {line}"));
        if (expected.Length != actual.Length) _differences.Add($"{expected.Length} replayed, {actual.Length} read");
        return expected.Length;
    }

    private static string Thread(ProcessSample thread) => Line(
        thread.ThreadId, thread.Id, thread.HasExited, thread.MinorFaultsTotal, thread.MajorFaultsTotal, thread.Priority, thread.Nice, thread.Processor,
        thread.UserProcessorTime?.Ticks, thread.PrivilegedProcessorTime?.Ticks);

    private static string Thread(JsonElement thread, DocumentedReader reader) => Line(
        Number(thread, "id"), Number(reader.Processes[Number(thread, "above")!.Value], "id"), HasExited(thread), Number(thread, "stat.minflt"),
        Number(thread, "stat.majflt"), Number(thread, "stat.priority"), Number(thread, "stat.nice"), Number(thread, "stat.processor"),
        Number(thread, "stat.utime") / 100, Number(thread, "stat.stime") / 100);

    private static string Details(ProcessSample process) => Line(
        process.Id, process.StartTicks, process.PeakWorkingSet / 1024, process.VoluntaryContextSwitchesTotal, (ulong?)process.EffectiveCapabilities,
        process.SpeculationStoreBypass, process.ProportionalMemory / 1024, process.RunTimeTotal?.Ticks, process.OomScoreAdjustment,
        process.Namespaces?.Pid, process.WaitChannel, process.ConnectionCount);

    private static string Details(JsonElement process)
    {
        JsonElement details = process.GetProperty("details");
        string? wait = Text(details, "text.wchan");
        return Line(
            Number(process, "id"), Number(process, "stat.starttime"), Number(details, "status.VmHWM"), Number(details, "status.voluntary_ctxt_switches"),
            Number(details, "status.CapEff"), Text(details, "status.Speculation_Store_Bypass"), Number(details, "smaps_rollup.Pss"),
            Number(details, "schedstat.sum_exec_runtime") / 100, Number(details, "oom.score_adj"), Number(details, "ns.pid"), wait == "0" ? "" : wait,
            Number(details, "network.connections"));
    }

    // A process that exits while it is read keeps its last details in a replay, which the page leaves to the reader.
    private static bool LacksDetails(JsonElement process)
    {
        const int gone = 2;
        long statuses = Number(process.GetProperty("details"), "details.statuses") ?? 0;
        return Enumerable.Range(0, 16).Any(place => ((statuses >> (4 * place)) & 15) == gone);
    }

    private static string File(OpenFile file) => Line(file.Id, file.Descriptor, (int)file.Type, file.Target, file.Inode, file.Device, file.SpecialDevice);

    private static IEnumerable<string> Files(JsonElement files, DocumentedReader reader) =>
        from file in files.GetProperty("descriptors").EnumerateObject()
        let process = reader.Processes[Number(files, "slot")!.Value]
        where !HasExited(process)
        select Line(
            Number(process, "id"), file.Name, Number(file.Value, "type"), Text(file.Value, "target"), Number(file.Value, "inode"),
            Device(file.Value, "device"), Device(file.Value, "stands_for"));

    private static string? Device(JsonElement file, string name) => Number(file, name) is long device ? Line(device >> 32, device & uint.MaxValue).Replace(' ', ':') : null;

    private static string Socket(Connection socket) => Line(
        socket.NetworkNamespaceId, socket.Cookie, socket.Inode, socket.Protocol, (int?)socket.State, socket.LocalPort, socket.RemotePort, socket.UserId,
        socket.ReceiveQueue, socket.SendQueue, socket.BytesSent, socket.BytesReceived, socket.TimeSinceSent?.TotalMilliseconds,
        socket.TimeSinceReceived?.TotalMilliseconds, socket.TimerRest?.TotalMilliseconds, socket.CongestionControl);

    private static string Socket(JsonElement socket) => Line(
        Number(socket, "network_namespace"), Number(socket, "socket.cookie"), Number(socket, "socket.inode"), Text(socket, "text.protocol"),
        Number(socket, "socket.state"), Number(socket, "socket.local_port"), Number(socket, "socket.remote_port"), Number(socket, "socket.user"),
        Number(socket, "socket.receive_queue"), Number(socket, "socket.send_queue"), Number(socket, "tcp_info.bytes_sent"),
        Number(socket, "tcp_info.bytes_received"), Number(socket, "tcp_info.last_data_sent"), Number(socket, "tcp_info.last_data_recv"),
        Number(socket, "socket.timer_rest"), Text(socket, "text.congestion_control"));

    private static string Group(CgroupSample group) => Line(
        group.Path, group.HasStarted, group.IsRemoved, group.TotalProcessorTime?.Ticks, group.MemoryCurrent, group.TaskCount,
        group.CpuPressure?.SomeTotal?.Ticks / 10, group.CgroupId);

    private static IEnumerable<string> Groups(JsonElement frame)
    {
        Dictionary<long, JsonElement> groups = frame.GetProperty("groups").EnumerateArray().ToDictionary(static group => Number(group, "slot")!.Value);
        return groups.Values.Select(group => Group(group, groups, isFirst: (Number(frame, "flags") & 2) == 0));
    }

    private static string Group(JsonElement group, Dictionary<long, JsonElement> groups, bool isFirst)
    {
        string path = Text(group, "name")!;
        for (JsonElement above = group; Number(above, "above") is long slot;)
        {
            above = groups[slot];
            path = $"{Text(above, "name")!.TrimEnd('/')}/{path}";
        }

        return Line(
            path, group.GetProperty("is_created").GetBoolean() && !isFirst, group.GetProperty("is_removed").GetBoolean(), Number(group, "cgroup.CpuTime") / 100,
            Number(group, "cgroup.Memory"), Number(group, "cgroup.Tasks"), Number(group, "pressure.cpu.some.total"), Number(group, "cgroup.id"));
    }

    private static string Event(ProcessEvent happened) => Line(
        happened.Kind, happened.Time.UtcTicks, happened.Id, happened.ParentId, happened.UserId, happened.CgroupId, happened.Path, happened.ExitCode,
        happened.MinorFaults, happened.PeakWorkingSet);

    private static string Event(JsonElement happened, DocumentedReader reader)
    {
        long? status = Number(happened, "status");
        bool hasFaults = (Number(happened, "known") & 64) is > 0;
        return Line(
            (ProcessEventKind)(1 << (int)(Number(happened, "kind")! - 1)), Number(reader.Preamble, "boot_time") + (Number(happened, "time") / 100),
            Number(happened, "id"), Number(happened, "parent"), Number(happened, "user"), Number(happened, "group"),
            happened.TryGetProperty("path", out JsonElement path) ? path.GetString() : null, (status & 127) == 0 ? status >> 8 : null,
            hasFaults ? happened.GetProperty("counters")[3].GetInt64() : null, Number(happened, "peak_memory"));
    }

    private static string Line(params object?[] values) => string.Join(' ', values.Select(static value => value switch
    {
        null => "-",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    }));
}

using Vmon.Kernel.Events;
using Vmon.Model;
using Vmon.Parsing.Cgroups;
using Vmon.Parsing.Machine;
using Vmon.Parsing.Network;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Recording;
using Vmon.Recording.Cgroups;
using Vmon.Recording.Connections;
using Vmon.Recording.Events;
using Vmon.Recording.Files;
using Vmon.Recording.Processes;
using Vmon.Sources;
using Vmon.Sources.Cgroups;
using Vmon.Sources.Files;
using Vmon.Sources.Network;
using Vmon.Sources.Processes;

namespace Vmon.Fuzz.Formats;

/// <summary>Readers of the frames of a block.</summary>
internal static class FrameReaders
{
    private const int Frames = 3;
    private const int MostSamples = 16;

    /// <summary>The payload of a block: a process, its next sample, and its exit beside a child.</summary>
    internal static byte[] Block
    {
        get
        {
            ColumnSet columns = new();
            Preamble preamble = new()
            {
                HostName = "host", Kernel = "6.12.0", BootId = default, BootTime = DateTimeOffset.UnixEpoch, Zone = ZoneOffsets.Utc, Machine = new SampledMachine { PageSize = 4096 },
                TerminalDrivers = [], DataSets = ProcessDataSets.All, HasThreads = true, EventSource = EventSource.Bpf, Cgroups = CgroupValues.Names, Connections = SocketValues.Names,
            };
            preamble.Write(Column(FrameColumn.Preamble));
            EventWriter events = new(keepsArguments: true);
            PatternTable patterns = new();
            DetailWriter details = new(NodePlace.OfProcesses.Details);
            DetailWriter.State[] last = [new(), new()];
            DetailWriter threads = new(NodePlace.OfThreads.Details);
            DetailWriter.State ofThread = new();
            NumberWriter threadNumbers = new(NodePlace.OfThreads.Own, ProcessNumbers.Count);
            long[] thread = new long[ProcessNumbers.Count];
            FileTableWriter files = new();
            NodeSlot slot = new(number: 0, isUnsampled: false);
            SampleTimes before = default;
            CgroupTable groups = new(new TwoGroups(), CgroupSelection.Everything);
            CgroupWriter groupWriter = new();
            UserWriter users = new(new ProcessTable(static (_, _) => new NoProcesses(), ProcessSelection.Everything, ProcessDataSets.None));
            ConnectionWriter sockets = new(users);
            for (int frame = 0; frame < Frames; frame++)
            {
                SampleTimes times = new() { Number = frame + 1, Wall = DateTime.UnixEpoch.Ticks + frame, Monotonic = frame * 1000, Flags = SampleFlags.HasUptime | SampleFlags.HasInterval, Uptime = frame };
                times.Write(Column(FrameColumn.Sample), before, step: 0);
                before = times;
                details.Begin(columns, isWhole: frame == 0);
                AddProcess(slot: 0, isNew: frame == 0, [(ProcessNumber.reading_flags, frame == 2 ? 128 : 1), (ProcessNumber.stat_run_time, 5), (ProcessNumber.text_comm, frame == 0 ? 1 : 0)]);
                if (frame == 2) AddProcess(slot: 1, isNew: true, [(ProcessNumber.reading_statuses, 0x1111111)]);
                Column(FrameColumn.Slots).AddSigned(0);
                if (frame == 0) Column(FrameColumn.Texts).AddText("init"u8);
                Column(FrameColumn.Exits).Add(0);
                Column(FrameColumn.Reaped).Add(0);
                users.Begin(columns, isWhole: frame == 0);
                sockets.Write(columns, [Sockets(frame)], new SampleState(TimeProvider.System), isWhole: frame == 0);
                users.End();
                details.End();
                files.Begin(columns, isWhole: frame == 0);
                files.Write(Files(frame), sample: frame + 1, slot);
                files.End();
                AddThread(isNew: frame == 0, isLast: frame == 2);
                _ = groups.TrySample(CancellationToken.None);
                groupWriter.Write(columns, groups, groups.State, isWhole: frame == 0);
                events.Write([new ExitRecord { Time = frame, Id = 7, Status = new WaitStatus(9) }], columns, isWhole: frame == 0);
            }

            ColumnWriter bytes = new();
            ColumnCode.Write(columns, bytes);
            return bytes.Bytes.ToArray();

            ColumnWriter Column(FrameColumn column) => columns[(int)column];

            void AddThread(bool isNew, bool isLast)
            {
                threads.Begin(columns, isWhole: isNew);
                Column(FrameColumn.ThreadSlots).AddSigned(1);
                if (isNew) Column(FrameColumn.ThreadBirths).Add(8);
                if (isNew) Column(FrameColumn.ThreadBirths).Add(1);
                new ProcessNumbers(threadNumbers.Take(thread)).Flags = isLast ? ReadingFlags.HasExited : ReadingFlags.StatIsPaired;
                threadNumbers.Write(columns, thread);
                threads.Write(Details, ofThread);
                threads.End();
                Column(FrameColumn.ThreadSlots).AddSigned(0);
                Column(FrameColumn.ParentThreads).Add(1);
                Column(FrameColumn.ParentThreads).Add(8);
                Column(FrameColumn.ParentThreads).Add(0);
            }

            void AddProcess(int slot, bool isNew, (ProcessNumber Number, long Difference)[] changes)
            {
                Column(FrameColumn.Slots).AddSigned(1);
                if (isNew) Column(FrameColumn.Births).Add((ulong)slot + 1);
                if (isNew) Column(FrameColumn.Births).Add((ulong)slot);
                Pattern pattern = default;
                foreach ((ProcessNumber number, long difference) in changes.OrderBy(change => change.Number))
                {
                    pattern.Add(ProcessNumbers.IndexOf(number));
                    columns[(int)FrameColumn.Numbers + ProcessNumbers.IndexOf(number)].AddSigned(difference);
                }

                details.Write(Details, last[slot]);
                Column(FrameColumn.Patterns).Add((ulong)patterns.NumberOf(pattern, Column(FrameColumn.NewPatterns)));
            }
        }
    }

    // A descriptor that is closed after the first frame, and one that is another file in each.
    private static FileTableSampler Files(int frame)
    {
        List<FileEntry> entries = [new FileEntry { Descriptor = 3, Type = FileType.Regular, Link = [(byte)'/', (byte)('a' + frame)], Inode = 7, Device = 1, IsDeleted = false, Access = DescriptorAccess.Read }];
        if (frame == 0) entries.Insert(0, new FileEntry { Descriptor = 0, Type = FileType.Pipe, Link = [.. "pipe:[5]"u8], Inode = 5 });
        FileTable table = new();
        table.Restore(entries, entries.Count, hasDeniedLinks: false, hasUnreadLinks: false);
        FileTableSampler files = default;
        files.Restore(ReadStatus.Ok, table, isChanged: true, sample: frame + 1);
        return files;
    }

    // A socket that listens, one of unix whose name changes, and one that is gone after the first frame.
    private static NamespaceSockets Sockets(int frame)
    {
        List<SocketReading> sockets =
        [
            new() { Protocol = "tcp", Type = System.Net.Sockets.SocketType.Stream, State = SocketState.Listen, Local = InternetAddress.Of([127, 0, 0, 1]), LocalPort = 80, Cookie = 7, Inode = 5, User = 0, Backlog = frame },
            new() { Protocol = "unix", Name = $"/run/{frame}", Inode = 6, PeerInode = 5 },
        ];
        if (frame == 0) sockets.Add(new() { Protocol = "udp", Remote = InternetAddress.Of(new byte[16]), RemotePort = 53, Cookie = 9, Interface = 2 });
        NetworkNamespace one = new() { Inode = 4, Name = "blue", Process = 7 };
        return new NamespaceSockets(one, sockets, Time: 0, new NamespaceReach(SocketQuery.Recorded.Protocols, IsEntered: true, SocketProtocols.Icmp, SocketProtocols.None), new Dictionary<int, string> { [2] = "eth0" });
    }

    private static void AddSockets(ProcessTable table, List<ParsedField> fields)
    {
        foreach (NamespaceSockets sockets in table.ReadSockets(SocketQuery.Recorded, static _ => true, CancellationToken.None))
        {
            foreach (SocketReading socket in sockets.Sockets)
                fields.Add(new($"{table.State.Number} {sockets.Namespace.Link} {sockets.Namespace.Name} {sockets.Access}", $"{socket.ToInfo()} {socket.Name} {socket.Cookie} {socket.User} {socket.Interface} {socket.Remote} {socket.Details?.Tcp?.RoundTripTime} {socket.Details?.Memory} {socket.Details?.TimerRest} {socket.Details?.CongestionControl}", ParsedKind.Derived));
        }
    }

    private static void ReplayGroups(ReadOnlyMemory<byte>[] found, List<ParsedField> fields)
    {
        ColumnReader[] columns = [.. found.Select(static column => new ColumnReader(column))];
        RecordedFrames frames = new(((IEnumerable<FrameReader>)[new FrameReader(column => columns[column], Frames, FrameParts.Cgroups)]).GetEnumerator(), FrameRange.Everything);
        CgroupTable groups = new(new RecordedCgroups(frames), CgroupSelection.Everything);
        for (int sample = 0; sample < MostSamples && groups.TrySample(CancellationToken.None); sample++)
        {
            foreach (CgroupNode node in groups.Groups.All)
            {
                CgroupSample group = new(node, groups, processes: null, "");
                fields.Add(new($"{sample} {group.Path}", $"{group.Timestamp} {group.Interval} {group.CpuPercent} {group.ThrottledPercent} {group.MemoryPercent} {group.IoRead} {group.CpuPressure} {group.IsRemoved} {group.Unit} {group.ContainerName} {group.Denied}", ParsedKind.Derived));
            }
        }
    }

    private static ProcessDetails Details
    {
        get
        {
            ProcessDetails details = new(ProcessDataSets.All);
            ReadOnlySpan<byte> status = "VmHWM:\t 8 kB\nCpus_allowed_list:\t0-3\nvoluntary_ctxt_switches:\t5\n"u8;
            _ = ProcStatus.TryParse(status, out ProcStatus numbers);
            details.Status.Reading.Advance(numbers);
            details.Status.Restore(StatusTexts.Keep(status), sample: 1);
            details.WaitChannel.Restore(ReadStatus.Ok, [.. "pipe_read"u8], sample: 1);
            details.OomScore.Reading.Advance(new OomScore { Value = 7 });
            return details;
        }
    }

    /// <summary>Replays the frames of a block.</summary>
    internal static IEnumerable<ParsedField> Replay(byte[] bytes)
    {
        List<ParsedField> fields = [];
        if (ColumnCode.TryFind(bytes) is not { } found) return fields;
        ColumnReader[] columns = [.. found.Select(static column => new ColumnReader(column))];
        FrameReader block = new(column => columns[column], Frames, FrameParts.Processes | FrameParts.Threads | FrameParts.Details | FrameParts.Events | FrameParts.Cgroups | FrameParts.Connections);
        RecordedFrames frames = new(((IEnumerable<FrameReader>)[block]).GetEnumerator(), FrameRange.Everything);
        ReplayGroups(found, fields);
        ProcessTable table = new((nodes, chosen) => new RecordedFeed(frames, nodes, chosen), new ProcessSelection { IncludeThreads = true }, ProcessDataSets.All);
        for (int sample = 0; sample < MostSamples && table.TrySample(CancellationToken.None); sample++)
        {
            for (ProcessNode? node = table.Top.Following(table.Top); node is not null; node = node.Following(table.Top))
            {
                ProcessSample process = new(node, table.Feed, "");
                fields.Add(new($"{sample} {process.Identity} {process.ThreadId}", $"{process.ParentId} {process.State} {process.CpuPercent} {process.StartTime} {process.Timestamp} {process.CommandLine} {process.ExitCode} {process.PeakWorkingSet} {process.VoluntaryContextSwitches} {process.AllowedProcessors?.Count} {process.ProportionalMemory} {process.OomScore} {process.WaitChannel} {process.CgroupPath} {process.Namespaces}", ParsedKind.Derived));
            }

            AddSockets(table, fields);
            foreach (ProcessRecord record in block.Events) fields.Add(new("event", $"{record.Id} {record.Time}", ParsedKind.Derived));
        }

        if (table.State.Number > Frames) throw new WrongValueException("There are more samples than frames.");
        return fields;
    }
}

/// <summary>A host without processes.</summary>
internal sealed class NoProcesses : IProcessFeed
{
    public SampledHost Host { get; } = new(new BootClock(TimeProvider.System, SampledMachine.Own, bootTime: null));

    public SampleState State { get; } = new(TimeProvider.System);

    public bool ListsAll => true;

    public EventSource? EventSource => null;

    public long LostEvents => 0;

    public bool ReportsAllExits => false;

    public bool TryAdvance(CancellationToken cancellation) => false;

    public void Remove(ProcessNode node)
    {
    }

    public void Dispose()
    {
    }
}

/// <summary>The root of control groups, and a group that is removed in the third sample.</summary>
internal sealed class TwoGroups : ICgroupSource
{
    public SampledHost Host { get; } = new(new BootClock(TimeProvider.System, SampledMachine.Own, bootTime: null));

    public SampleState State { get; } = new(TimeProvider.System);

    public bool TryAdvance(CgroupTree groups, CancellationToken cancellation)
    {
        State.Begin(uptime: null, cancellation);
        CgroupNode root = groups.Root ?? groups.AddRoot("/");
        groups.Add(root, "web.service")!.IsRemoved = State.Number > 2;
        return true;
    }

    public CgroupReading Read(CgroupNode group)
    {
        CgroupReading reading = default;
        reading.Numbers[CgroupField.CpuTime] = 1000 * State.Number;
        reading.Numbers[CgroupField.MemoryMax] = CgroupNumbers.Unlimited;
        reading.CpuPressure = new Pressure { Some = new PressureLine { Average10 = 0.25, Average60 = 0, Average300 = 0, TotalMicroseconds = 7 * State.Number } };
        reading.Devices = [new DeviceCounters(8, 0) { ReadBytes = 5 * State.Number, Writes = 1 }];
        return reading;
    }

    public void Dispose()
    {
    }
}

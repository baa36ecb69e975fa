using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Runtime.Versioning;
using Vmon.Model;
using Vmon.Recording;
using Vmon.Recording.Connections;
using Vmon.Recording.Files;
using Vmon.Recording.Processes;
using Vmon.Sources.Network;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Recording;

[Collection(nameof(DescriptorTests))]
[SupportedOSPlatform("linux")]
public sealed class RecordedConnectionsTests : IDisposable
{
    private static readonly ConnectionSelection Everything = new() { Protocols = SocketProtocols.Internet | SocketProtocols.Unix };
    private static readonly PropertyInfo[] Compared = [.. typeof(Connection).GetProperties().Where(static property => property.Name != nameof(Connection.IsLocal))];

    private readonly VmonSession _session = new(new SessionOptions());
    private readonly TemporaryDirectory _directory = new();
    private readonly PythonProcess? _elsewhere;
    private readonly string? _link;

    public RecordedConnectionsTests()
    {
        if (!Environment.IsPrivilegedProcess) return;
        _elsewhere = new PythonProcess(
            """
            import ctypes, os, socket, time
            assert ctypes.CDLL(None).unshare(0x40000000) == 0
            s = socket.socket(); s.bind(('0.0.0.0', 4711)); s.listen(); print(os.readlink('/proc/self/ns/net'), flush=True); time.sleep(600)
            """);
        _link = _elsewhere.ReadLine();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _elsewhere?.Dispose();
        _directory.Dispose();
        _session.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(100)]
    public void Replayed_sockets_equal_the_live_ones_in_every_property(int wholeEvery)
    {
        using Sockets sockets = new(_directory.Combine("socket"));
        Recorded recorded = Record(count: 12, wholeEvery, sockets.Change);
        using ProcessWatch replay = Replay(recorded.Blocks, FrameRange.Everything);
        foreach (string[] live in recorded.Live)
        {
            Assert.True(replay.TrySample(Cancellation));
            AssertSame(live, Show(replay));
        }

        Assert.False(replay.TrySample(Cancellation));
        Assert.Contains(recorded.All, one => one.LocalPort == sockets.Tcp.Port && one.State == SocketState.Listen && one.Backlog > 0);
        Assert.Contains(recorded.All, one => one.LocalPort == sockets.Tcp.ClientPort && one is { BytesSent: > 0, SendRate: > 0, RoundTripTime: not null, CongestionControl: not null, SendBuffer: > 0 });
        Assert.Contains(recorded.All, static one => one is { IsNew: true, Protocol: "tcp" });
        Assert.Contains(recorded.All, static one => one is { State: SocketState.TimeWait, UserId: null, TimerRest: not null });
        Assert.Contains(recorded.All, one => one is { Protocol: "udp", OwningProcess: int owner } && owner == Environment.ProcessId);
        Assert.Contains(recorded.All, one => one.LocalAddress == sockets.Path && one is { Protocol: "unix", State: SocketState.Listen });
        Assert.Contains(recorded.All, one => one.RemoteAddress == sockets.Path && one is { PeerInode: not null, PeerCount: > 0 });
        if (_link is not null) Assert.Contains(recorded.All, one => one.NetworkNamespace == _link && one.LocalPort == 4711 && one.OwningProcess == _elsewhere!.Id);
    }

    [Fact]
    public void A_replay_of_a_part_equals_that_part_of_the_whole()
    {
        using Sockets sockets = new(_directory.Combine("socket"));
        Recorded recorded = Record(count: 12, wholeEvery: 5, sockets.Change);
        using ProcessWatch replay = Replay(recorded.Blocks.Skip(1), new FrameRange(recorded.Times[7], recorded.Times[8], 0));
        for (int i = 7; i <= 8; i++)
        {
            Assert.True(replay.TrySample(Cancellation));
            AssertSame(recorded.Live[i], Show(replay));
        }

        Assert.False(replay.TrySample(Cancellation));
    }

    [Fact]
    public void Rates_of_the_first_sample_and_after_missing_ones_are_null()
    {
        using TcpPair pair = new("127.0.0.1");
        Recorded recorded = Record(count: 4, wholeEvery: 1, static _ => { });
        using ProcessWatch replay = Replay([recorded.Blocks[0], recorded.Blocks[1], recorded.Blocks[3]], FrameRange.Everything);
        List<bool> known = [];
        while (replay.TrySample(Cancellation)) known.Add(Of(replay, Everything).First(one => one.LocalPort == pair.ClientPort).Interval is not null);
        Assert.Equal([false, true, false], known);
    }

    [Fact]
    public void A_copy_and_a_thinned_one_equal_their_source()
    {
        using Sockets sockets = new(_directory.Combine("socket"));
        _ = Record(count: 12, wholeEvery: 5, sockets.Change, _directory.Combine("source"));
        using VmonRecording source = VmonRecording.Open(_directory.Combine("source"));
        Assert.True(source.HasConnections);
        TimeSpan third = (source.EndTime!.Value - source.StartTime!.Value) / 3;
        foreach (RecordingRange range in (RecordingRange[])[new(), new(source.StartTime + third), new(null, null, third)])
        {
            string path = _directory.Combine($"copy {range.Start?.Ticks} {range.Interval}");
            Assert.True(source.Copy(new CopyOptions { Path = path, Range = range }, null, Cancellation) > 2);
            using VmonRecording copy = VmonRecording.Open(path);
            Assert.True(copy.HasConnections);
            using ProcessWatch expected = source.WatchConnections(ProcessSelection.Everything, range);
            using ProcessWatch actual = copy.WatchConnections(ProcessSelection.Everything, new RecordingRange(range.Start));
            while (expected.TrySample(Cancellation))
            {
                Assert.True(actual.TrySample(Cancellation));
                AssertSame(Show(expected), Show(actual));
            }

            Assert.False(actual.TrySample(Cancellation));
        }
    }

    [Fact]
    public void A_selection_takes_the_same_sockets_as_of_a_live_reading()
    {
        using Sockets sockets = new(_directory.Combine("socket"));
        using ProcessWatch watch = Watch();
        MemoryBlock block = new();
        ConnectionSelection[] selections =
        [
            ConnectionSelection.Internet, Everything, new() { Protocols = SocketProtocols.Udp }, new() { ListeningOnly = true }, new() { States = [SocketState.Established], HeldOnly = true },
            new() { LocalPorts = [sockets.Tcp.Port] }, new() { RemotePorts = [sockets.Tcp.Port], RemoteAddress = IPAddress.IsLoopback },
        ];
        watch.Sample();
        IReadOnlyList<NamespaceSockets> read = Read(watch);
        FrameWriter writer = new(watch.Table, machine: null, cgroups: null, () => Preamble(watch));
        writer.Write([], isWhole: true, read);
        block.Add(writer.Frame);
        using ProcessWatch replay = Replay([block], FrameRange.Everything);
        Assert.True(replay.TrySample(Cancellation));
        ProcessSelection own = new() { Targets = [_session.Find(Environment.ProcessId)!.Value] };
        foreach (ConnectionSelection selection in selections)
        {
            NamespaceSockets[] selected = [.. read.Select(one => one with { Sockets = [.. one.Sockets.Where(socket => selection.ToQuery().Includes(socket.Protocol) && selection.Accepts(socket))] })];
            string[] live = [.. watch.Connections(new ConnectionReading(selected), earlier: null, own).Select(Text)];
            Assert.NotEmpty(live);
            AssertSame(live, [.. replay.Connections(replay.ReadConnections(selection, Cancellation), replay.EarlierConnections(selection), own).Select(Text)]);
        }
    }

    [Fact]
    public void The_access_is_that_of_a_live_reading()
    {
        Assert.SkipUnless(_link is not null, "Requires root.");
        ConnectionReading live = null!;
        MemoryBlock block = new();
        UnprivilegedThread.Run(() =>
        {
            using VmonSession session = new(new SessionOptions { UseEvents = false });
            using ProcessWatch watch = session.Watch(ProcessSelection.Everything, ProcessDataSets.Default | ProcessDataSets.Files);
            watch.Sample();
            FrameWriter writer = new(watch.Table, machine: null, cgroups: null, () => Preamble(watch));
            IReadOnlyList<NamespaceSockets> sockets = Read(watch);
            live = new ConnectionReading(sockets);
            writer.Write([], isWhole: true, sockets);
            block.Add(writer.Frame);
            return true;
        });
        using ProcessWatch replay = Replay([block], FrameRange.Everything);
        Assert.True(replay.TrySample(Cancellation));
        ConnectionReading replayed = replay.ReadConnections(Everything, Cancellation);
        Assert.True(live.TableNamespaceCount > 0);
        Assert.Equal(
            (live.Count, live.NamespaceCount, live.TableNamespaceCount, live.UnreadNamespaceCount),
            (replayed.Count, replayed.NamespaceCount, replayed.TableNamespaceCount, replayed.UnreadNamespaceCount));
        Connection listener = Assert.Single(replay.Connections(replay.ReadConnections(new ConnectionSelection { LocalPorts = [4711] }, Cancellation)));
        Assert.Equal((SocketState.Listen, "0.0.0.0", null, null, null), (listener.State, listener.LocalAddress, listener.SendBuffer, listener.OwningProcess, listener.Cookie));
    }

    [Fact]
    public void A_socket_that_rests_takes_almost_no_bytes()
    {
        using TcpPair pair = new("127.0.0.1");
        pair.Send(1000);
        List<TcpClient> clients = [];
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        for (int i = 0; i < 100; i++)
        {
            clients.Add(new TcpClient());
            clients[i].Connect((IPEndPoint)listener.LocalEndpoint);
        }

        Thread.Sleep(300);
        Recorded recorded = Record(count: 6, wholeEvery: 100, static _ => Thread.Sleep(50));
        int sockets = recorded.Live[0].Length;
        int whole = BytesOf(recorded.Blocks[0], 1);
        int all = BytesOf(recorded.Blocks[0], 6);
        Assert.InRange(whole / sockets, 20, 200);
        Assert.InRange((all - whole) / 5.0 / sockets, 0, 4);
        foreach (TcpClient client in clients) client.Dispose();
    }

    [Fact]
    public void Numbers_of_a_later_program_are_skipped()
    {
        using TcpPair pair = new("127.0.0.1");
        pair.Send(1000);
        using ProcessWatch watch = Watch();
        watch.Sample();
        string[] names = [.. SocketValues.Names.Select(static name => name == "tcp_info.rtt" ? "tcp_info.of_later" : name)];
        FrameWriter writer = new(watch.Table, machine: null, cgroups: null, () => Preamble(watch) with { Connections = names });
        writer.Write([], isWhole: true, Read(watch));
        MemoryBlock block = new();
        block.Add(writer.Frame);
        using ProcessWatch replay = Replay([block], FrameRange.Everything);
        Assert.True(replay.TrySample(Cancellation));
        Connection client = Of(replay, Everything).Single(one => one.LocalPort == pair.ClientPort && one.RemotePort == pair.Port);
        Assert.Equal((null, true, 1000L), (client.RoundTripTime, client.MinRoundTripTime > TimeSpan.Zero, client.BytesSent));
    }

    [Fact]
    public void A_recording_without_sockets_has_no_network_namespaces()
    {
        using ProcessWatch watch = Watch();
        watch.Sample();
        FrameWriter writer = new(watch.Table, machine: null, cgroups: null, () => TestPreamble.Of(watch.Table.Feed, watch.Table.DataSets));
        writer.Write([], isWhole: true);
        MemoryBlock block = new();
        block.Add(writer.Frame);
        using ProcessWatch replay = Replay([block], FrameRange.Everything);
        Assert.True(replay.TrySample(Cancellation));
        Assert.Equal((0, 0, null), (replay.ReadConnections(Everything, Cancellation).NamespaceCount, Of(replay, Everything).Length, replay.EarlierConnections(Everything)));
    }

    [Fact]
    public void Damaged_columns_are_never_an_exception()
    {
        using Sockets sockets = new(_directory.Combine("socket"));
        MemoryBlock block = Record(count: 4, wholeEvery: 100, sockets.Change).Blocks[0];
        Random random = new(1);
        int damaged = 0;
        foreach ((int column, byte[] bytes) in block.Columns.Where(static column => IsOfSockets(column.Column)))
        {
            for (int i = 0; i < 12; i++)
            {
                byte[] other = [.. bytes];
                if ((i + column) % 4 == 0) other = other[..random.Next(other.Length)];
                else other[random.Next(other.Length)] ^= (byte)(1 << random.Next(8));
                using ProcessWatch replay = Replay([block], FrameRange.Everything, one => one.ReadWith(column, other));
                int taken = 0;
                while (replay.TrySample(Cancellation)) taken++;
                if (taken < 4) damaged++;
                _ = Show(replay);
            }
        }

        Assert.True(damaged > 20, $"Only {damaged} damages were found.");
    }

    private static bool IsOfSockets(int column) =>
        column is (>= (int)FrameColumn.Connections and <= (int)FrameColumn.NetworkNamespaces) or >= (int)FrameColumn.ConnectionNumbers;

    private static int BytesOf(MemoryBlock block, int frames) => frames < 6 ? block.Wholes.Where(static column => IsOfSockets(column.Column)).Sum(static column => column.Length)
        : block.Columns.Where(static column => IsOfSockets(column.Column)).Sum(static column => column.Bytes.Length);

    private static Preamble Preamble(ProcessWatch watch) => TestPreamble.Of(watch.Table.Feed, watch.Table.DataSets, hasConnections: true);

    private static IReadOnlyList<NamespaceSockets> Read(ProcessWatch watch) => watch.Table.ReadSockets(SocketQuery.Recorded, static _ => true, Cancellation);

    private static Connection[] Of(ProcessWatch watch, ConnectionSelection selection) =>
        [.. watch.Connections(watch.ReadConnections(selection, Cancellation), watch.EarlierConnections(selection))];

    private static string[] Show(ProcessWatch watch) => [.. Of(watch, Everything).Select(Text)];

    private static string Text(Connection connection) => string.Join("; ", Compared.Select(property => $"{property.Name}: {Text(property.GetValue(connection))}"));

    private static string Text(object? value) => value is IReadOnlyList<DescriptorHolder> holders ? string.Join('|', holders.Select(static one => $"{one} {one.StartTicks}")) : SampleComparison.Show(value);

    private static void AssertSame(string[] live, string[] replayed)
    {
        Assert.Equal(live.Length, replayed.Length);
        foreach ((string one, string other) in live.Order(StringComparer.Ordinal).Zip(replayed.Order(StringComparer.Ordinal))) Assert.Equal(one, other);
    }

    private ProcessWatch Watch() => _session.Watch(ProcessSelection.Everything, ProcessDataSets.Default | ProcessDataSets.Files);

    // In memory, or appended to a directory as a recorder does.
    private Recorded Record(int count, int wholeEvery, Action<int> between, string? directory = null)
    {
        using ProcessWatch watch = Watch();
        FrameWriter writer = new(watch.Table, machine: null, cgroups: null, () => Preamble(watch));
        using RecordingStore? store = directory is null ? null : RecordingStore.Open(new StoreOptions { Path = directory });
        Recorded recorded = new([], [], [], []);
        ConnectionReading? earlier = null;
        for (int i = 0; i < count; i++)
        {
            between(i);
            watch.Sample();
            IReadOnlyList<NamespaceSockets> sockets = Read(watch);
            ConnectionReading reading = new(sockets);
            Connection[] connections = [.. watch.Connections(reading, earlier)];
            recorded.All.AddRange(connections);
            recorded.Live.Add([.. connections.Select(Text)]);
            earlier = reading;
            bool isWhole = i % wholeEvery == 0;
            if (isWhole) recorded.Blocks.Add(new MemoryBlock());
            writer.Write([], isWhole, sockets);
            recorded.Blocks[^1].Add(writer.Frame);
            recorded.Times.Add(writer.Times.Began);
            if (store is not null) Assert.Equal(AppendStatus.Ok, store.Append(writer.Times.BeganAt, new FrameOrigin(default, "test"), isWhole, writer.Frame));
        }

        return recorded;
    }

    private ProcessWatch Replay(IEnumerable<MemoryBlock> blocks, FrameRange range, Func<MemoryBlock, FrameReader>? read = null)
    {
        RecordedFrames frames = new(blocks.Select(read ?? (static block => block.Read())).GetEnumerator(), range);
        return new ProcessWatch(_session, new ProcessTable((nodes, chosen) => new RecordedFeed(frames, nodes, chosen), ProcessSelection.Everything, ProcessDataSets.All));
    }

    private sealed record Recorded(List<string[]> Live, List<Connection> All, List<MemoryBlock> Blocks, List<long> Times);

    /// <summary>Sockets of all kinds, of which some carry data, come and go.</summary>
    private sealed class Sockets : IDisposable
    {
        private readonly List<IDisposable> _held = [];
        private TcpPair? _young;

        internal Sockets(string path)
        {
            Path = path;
            _held.Add(Tcp = new TcpPair("127.0.0.1"));
            if (Socket.OSSupportsIPv6) _held.Add(new TcpPair("::1"));
            UdpClient bound = new(new IPEndPoint(IPAddress.Loopback, 0));
            UdpClient connected = new();
            connected.Connect((IPEndPoint)bound.Client.LocalEndPoint!);
            _held.AddRange([bound, connected]);
            Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            listener.Bind(new UnixDomainSocketEndPoint(path));
            listener.Listen();
            Socket client = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            client.Connect(new UnixDomainSocketEndPoint(path));
            _held.AddRange([listener, client, listener.Accept()]);
            Socket named = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            named.Bind(new UnixDomainSocketEndPoint("\0abstract " + Guid.NewGuid()));
            _held.Add(named);
        }

        internal TcpPair Tcp { get; }

        internal string Path { get; }

        internal void Change(int round)
        {
            if (round % 4 == 1) Tcp.Send(30_000);
            if (round % 4 == 2) _young = new TcpPair("127.0.0.1");
            if (round % 4 == 0) _young?.Dispose();
            Thread.Sleep(20);
        }

        public void Dispose()
        {
            _young?.Dispose();
            foreach (IDisposable one in _held) one.Dispose();
        }
    }
}

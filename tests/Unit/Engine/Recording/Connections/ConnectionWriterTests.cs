using System.Net.Sockets;
using Vmon.Parsing.Network;
using Vmon.Recording;
using Vmon.Recording.Processes;
using Vmon.Sources.Network;

namespace Vmon.Tests.Engine.Recording.Connections;

public sealed class ConnectionWriterTests : IDisposable
{
    private static readonly NamespaceReach Full = new(SocketQuery.Recorded.Protocols, IsEntered: true, SocketProtocols.Icmp, SocketProtocols.None);
    private static readonly NetworkNamespace Own = new() { Inode = 4_026_531_840, IsOwn = true, Process = 1 };

    private readonly VmonSession _session = new(new SessionOptions { UseEvents = false });
    private readonly ProcessWatch _watch;

    public ConnectionWriterTests()
    {
        _watch = _session.Watch(new ProcessSelection { Targets = [_session.Find(Environment.ProcessId)!.Value] });
        _watch.Sample();
    }

    public void Dispose()
    {
        _watch.Dispose();
        _session.Dispose();
    }

    [Fact]
    public void Sockets_without_a_cookie_that_cannot_be_told_apart_are_all_kept()
    {
        SocketReading same = new() { Protocol = "tcp", State = SocketState.TimeWait, Local = InternetAddress.Of([127, 0, 0, 1]), LocalPort = 80, Remote = InternetAddress.Of([10, 0, 0, 2]), RemotePort = 7 };
        SocketReading other = same with { RemotePort = 8 };
        List<List<NamespaceSockets>> frames = [[Of([same, same, other])], [Of([same, other, same])], [Of([same])], [Of([other, same, same, same])]];
        AssertSame(frames, Replay(frames));
    }

    [Fact]
    public void Slots_and_namespaces_come_and_go()
    {
        NetworkNamespace blue = new() { Inode = 7, Name = "blue", Process = 8 };
        NetworkNamespace hidden = new() { Process = 9 };
        List<List<NamespaceSockets>> frames =
        [
            [Of([Socket(1), Socket(2)]), Of([Socket(3)], blue)],
            [Of([Socket(2)]), Of([], blue with { Process = 10 }), Of([Socket(4) with { Cookie = null }], hidden)],
            [Of([Socket(2), Socket(5), Socket(6)])],
            [Of([Socket(1), Socket(5)]), Of([Socket(3), Socket(7)], blue)],
            [],
            [Of([Socket(5)])],
        ];
        AssertSame(frames, Replay(frames));
    }

    [Fact]
    public void Names_are_those_of_the_kernel_byte_by_byte()
    {
        string name = ProcText.Decode([.. "/run/"u8, 0xff, (byte)'\n', 0xc3]);
        List<List<NamespaceSockets>> frames =
        [
            [Of([Socket(1) with { Protocol = "unix", Name = name }, Socket(2) with { Protocol = "unix", Name = "@" }]) with { Interfaces = new Dictionary<int, string> { [2] = "eth0" } }],
            [Of([Socket(1) with { Protocol = "unix", Name = name + "2" }, Socket(2) with { Protocol = "unix" }]) with { Interfaces = new Dictionary<int, string> { [2] = "wan" } }],
        ];
        AssertSame(frames, Replay(frames));
    }

    [Fact]
    public void Names_that_take_too_much_are_unknown()
    {
        string name = new('x', 108);
        List<SocketReading> sockets = [.. Enumerable.Range(1, 100_000).Select(number => Socket((ulong)number) with { Name = $"{name}{number}" })];
        NamespaceSockets replayed = Replay([[Of(sockets)]])[0][0];
        Assert.Equal(sockets.Count, replayed.Sockets.Count);
        Assert.InRange(replayed.Sockets.Count(static socket => socket.Name is not null), 50_000, 99_000);
        Assert.All(replayed.Sockets.Zip(sockets), static pair => Assert.True(pair.First.Name is null || pair.First.Name == pair.Second.Name));
    }

    [Fact]
    public void Sockets_above_the_limit_are_counted()
    {
        using System.Net.Sockets.Socket one = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        one.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        IReadOnlyList<NamespaceSockets> all = _watch.Table.ReadSockets(SocketQuery.Recorded, static _ => true, CancellationToken.None);
        IReadOnlyList<NamespaceSockets> few = _watch.Table.ReadSockets(SocketQuery.Recorded with { Most = 1 }, static _ => true, CancellationToken.None);
        Assert.Equal(0, new ConnectionReading(all).LeftOutCount);
        ConnectionReading read = new(few);
        Assert.Equal((1, true), (read.Count, read.LeftOutCount > 0));
        Assert.Equal(read.LeftOutCount, new ConnectionReading(Replay([[.. few]])[0]).LeftOutCount);
    }

    private static SocketReading Socket(ulong cookie) => new() { Protocol = "udp", Cookie = cookie, Inode = 100 + cookie, User = uint.MaxValue, LocalPort = 0, ReceiveQueue = 0, State = SocketState.Unconnected };

    private static NamespaceSockets Of(List<SocketReading> sockets, NetworkNamespace? one = null) => new(one ?? Own, sockets, Time: 5, Full, new Dictionary<int, string>()) { LeftOut = sockets.Count };

    private List<List<NamespaceSockets>> Replay(List<List<NamespaceSockets>> frames)
    {
        FrameWriter writer = new(_watch.Table, machine: null, cgroups: null, () => TestPreamble.Of(_watch.Table.Feed, hasConnections: true));
        MemoryBlock block = new();
        foreach (List<NamespaceSockets> frame in frames)
        {
            writer.Write([], isWhole: frame == frames[0], [.. frame.Select(one => one with { Time = one.Time + _watch.Table.State.Time.Monotonic })]);
            block.Add(writer.Frame);
        }

        FrameReader reader = block.Read();
        List<List<NamespaceSockets>> replayed = [];
        while (reader.TryRead())
        {
            RecordedSockets sockets = new();
            sockets.Take(reader);
            replayed.Add([.. sockets.Select(SocketQuery.Recorded, static _ => true).Select(one => one with { Time = one.Time - reader.Times.Monotonic })]);
        }

        Assert.False(reader.IsMalformed);
        return replayed;
    }

    private static void AssertSame(List<List<NamespaceSockets>> frames, List<List<NamespaceSockets>> replayed)
    {
        Assert.Equal(frames.Count, replayed.Count);
        foreach ((List<NamespaceSockets> frame, List<NamespaceSockets> other) in frames.Zip(replayed))
        {
            Assert.Equal(frame.Select(Facts), other.Select(Facts));
            Assert.Equal(frame.SelectMany(Sorted), other.SelectMany(Sorted));
        }
    }

    private static (NetworkNamespace Namespace, long Time, NamespaceReach Reach, int LeftOut, string Interfaces) Facts(NamespaceSockets sockets) =>
        (sockets.Namespace, sockets.Time, sockets.Reach, sockets.LeftOut, string.Join(',', sockets.Interfaces));

    private static IEnumerable<SocketReading> Sorted(NamespaceSockets sockets) => sockets.Sockets.OrderBy(static socket => socket.Cookie).ThenBy(static socket => socket.RemotePort);
}

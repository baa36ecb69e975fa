using System.Net;
using System.Net.Sockets;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

public class ConnectionTests
{
    private static readonly int Own = Environment.ProcessId;

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void TCP_connection_has_addresses_bytes_and_owner(string host)
    {
        Assert.SkipUnless(host != "::1" || Socket.OSSupportsIPv6, "IPv6 is not available.");
        using TcpPair pair = new(host);
        pair.Send(100_000);
        Connection[] connections = Read(new ConnectionSelection { Protocols = SocketProtocols.Tcp });
        Connection client = connections.Single(one => one.LocalPort == pair.ClientPort && one.RemotePort == pair.Port);
        Connection server = connections.Single(one => one.LocalPort == pair.Port && one.RemotePort == pair.ClientPort);
        Connection listener = connections.Single(one => one.LocalPort == pair.Port && one.State == SocketState.Listen);

        Assert.Equal(("tcp", SocketType.Stream, SocketState.Established, host, host), (client.Protocol, client.Type, client.State, client.LocalAddress, client.RemoteAddress));
        Assert.Equal((Own, Own), (client.OwningProcess, server.OwningProcess));
        Assert.Contains(client.OwningProcesses!, holder => holder.Id == Own && holder.Descriptor == (int)pair.Client.Client.Handle);
        Assert.True(client.BytesSent >= 100_000);
        Assert.Equal(100_000 + (client.BytesRetransmitted ?? 0), client.BytesSent);
        Assert.Equal(100_000, server.BytesReceived);
        Assert.Equal(100_001, client.BytesAcknowledged);
        Assert.NotNull(client.RoundTripTime);
        Assert.True(client.CongestionWindow > 0 && client.CongestionControl is not null);
        Assert.Equal((null, null, null), (client.SendRate, client.IsNew, client.Interval));

        Assert.Equal((null, null, null, null), (listener.RemoteAddress, listener.BytesSent, listener.RoundTripTime, listener.SendQueue));
        Assert.True(listener.Backlog > 0);
    }

    [Fact]
    public void Rates_are_of_the_interval_and_of_the_same_socket()
    {
        using TcpPair before = new("127.0.0.1");
        before.Send(50_000);
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = session.Watch(ProcessSelection.Everything, ProcessDataSets.Files);
        ConnectionSelection selection = new() { Protocols = SocketProtocols.Tcp };
        watch.Sample();
        ConnectionReading earlier = watch.ReadConnections(selection, TestContext.Current.CancellationToken);
        using TcpPair born = new("127.0.0.1");
        before.Send(20_000);
        born.Send(30_000);
        Thread.Sleep(50);
        watch.Sample();
        Connection[] connections = [.. watch.Connections(watch.ReadConnections(selection, TestContext.Current.CancellationToken), earlier)];
        Connection old = connections.Single(one => one.LocalPort == before.Port && one.RemotePort == before.ClientPort);
        Connection young = connections.Single(one => one.LocalPort == born.Port && one.RemotePort == born.ClientPort);
        Assert.Equal((false, true), (old.IsNew, young.IsNew));
        Assert.Equal(20_000, old.ReceiveRate!.Value * old.Interval!.Value.TotalSeconds, 0.5);
        Assert.Equal(30_000, young.ReceiveRate!.Value * young.Interval!.Value.TotalSeconds, 0.5);
    }

    [Fact]
    public void Inherited_socket_has_all_its_owners_the_oldest_first()
    {
        using PythonProcess server = new(
            """
            import os, socket, sys, time
            s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen(7)
            pids = []
            for _ in range(2):
                pid = os.fork()
                if pid == 0: time.sleep(600)
                pids.append(pid)
            print(s.getsockname()[1], *pids, flush=True); time.sleep(600)
            """);
        int[] numbers = [.. server.ReadLine().Split(' ').Select(int.Parse)];
        Connection listener = Read(new ConnectionSelection { LocalPorts = [numbers[0]], ListeningOnly = true }).Single();
        Assert.Equal((server.Id, 3, 7L), (listener.OwningProcess, listener.OwningDescriptorCount, listener.Backlog));
        Assert.Equal([server.Id, .. numbers[1..]], listener.OwningProcesses!.Select(holder => holder.Id));
    }

    [Fact]
    public void Closed_connection_has_no_owner_and_no_user()
    {
        using TcpPair pair = new("127.0.0.1");
        (int port, int other) = (pair.Port, pair.ClientPort);
        pair.Dispose();
        Connection? waiting = null;
        Assert.True(SpinWait.SpinUntil(() => (waiting = Read(new ConnectionSelection { States = [SocketState.TimeWait], RemotePorts = [port, other] }).FirstOrDefault()) is not null, 10_000));
        Assert.Equal((SocketState.TimeWait, null, null, null, null), (waiting!.State, waiting.OwningProcess, waiting.UserId, waiting.Inode, waiting.BytesSent));
        Assert.Empty(waiting.OwningProcesses!);
        Assert.True(waiting.AreOwnersComplete);
        Assert.Equal(SocketTimer.TimeWait, waiting.Timer);
        Assert.DoesNotContain(Read(new ConnectionSelection { HeldOnly = true }), one => one.State == SocketState.TimeWait);
    }

    [Fact]
    public void UDP_sockets_have_state_queue_and_dropped_packets()
    {
        using UdpClient bound = new(new IPEndPoint(IPAddress.Loopback, 0));
        using UdpClient connected = new();
        int port = ((IPEndPoint)bound.Client.LocalEndPoint!).Port;
        connected.Connect(IPAddress.Loopback, port);
        bound.Client.ReceiveBufferSize = 4096;
        for (int i = 0; i < 200; i++) _ = connected.Send(new byte[1000]);
        Connection[] connections = Read(new ConnectionSelection { Protocols = SocketProtocols.Udp });
        Connection server = connections.Single(one => one.LocalPort == port);
        Connection client = connections.Single(one => one.RemotePort == port);
        Assert.Equal((SocketState.Unconnected, null, null, Own), (server.State, server.RemoteAddress, server.RemotePort, server.OwningProcess));
        Assert.Equal((SocketState.Established, "127.0.0.1", Own), (client.State, client.RemoteAddress, client.OwningProcess));
        Assert.True(server.ReceiveQueue > 0);
        Assert.InRange(server.DroppedPackets!.Value, 1, 200);
        Assert.Equal((null, null), (server.BytesReceived, server.RoundTripTime));
    }

    [Theory]
    [InlineData(SocketType.Stream, "path")]
    [InlineData(SocketType.Seqpacket, "path")]
    [InlineData(SocketType.Stream, "abstract")]
    public void Unix_sockets_have_name_and_peer(SocketType type, string kind)
    {
        using TemporaryDirectory directory = new();
        string name = kind == "path" ? directory.Combine("s") : $"\0vmon {Guid.NewGuid():N}";
        using Socket listener = new(AddressFamily.Unix, type, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(name));
        listener.Listen();
        using Socket client = new(AddressFamily.Unix, type, ProtocolType.Unspecified);
        client.Connect(new UnixDomainSocketEndPoint(name));
        using Socket server = listener.Accept();
        _ = client.Send(new byte[10]);
        Connection[] connections = Read(new ConnectionSelection { Protocols = SocketProtocols.Unix });
        string shown = name.Replace('\0', '@');
        Connection waiting = connections.Single(one => one.LocalAddress == shown && one.State == SocketState.Listen);
        Connection accepted = connections.Single(one => one.LocalAddress == shown && one.State == SocketState.Established);
        Connection outgoing = connections.Single(one => one.RemoteAddress == shown);
        Assert.Equal(("unix", type, Own), (waiting.Protocol, waiting.Type, waiting.OwningProcess));
        Assert.Equal((accepted.Inode, outgoing.Inode), (outgoing.PeerInode, accepted.PeerInode));
        Assert.Contains(outgoing.Peers, peer => peer.Id == Own && peer.Descriptor == (int)server.Handle);
        Assert.Equal(kind == "path", waiting.FileInode is not null);
        Assert.Equal((10L, Environment.UserName), (accepted.ReceiveQueue, waiting.UserName));
    }

    [Fact]
    public void Owners_are_unknown_and_not_none_if_descriptors_are_denied()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Requires root.");
        using TcpPair pair = new("127.0.0.1");
        using PythonProcess server = new("import socket, time\ns = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen(); print(s.getsockname()[1], flush=True); time.sleep(600)");
        int port = int.Parse(server.ReadLine(), System.Globalization.CultureInfo.InvariantCulture);
        Connection listener = UnprivilegedThread.Run(() => Read(new ConnectionSelection { LocalPorts = [port] })).Single();
        Assert.Equal((null, null, null, false), (listener.OwningProcess, listener.OwningProcesses, listener.OwningDescriptorCount, listener.AreOwnersComplete));
        Assert.Equal(0, listener.UserId);
    }

    [Fact]
    public void Sockets_of_a_captured_tree_are_those_of_its_tables()
    {
        using FakeProc proc = new();
        _ = proc.Add(7, name: "web");
        string net = Path.Combine(proc.Path, "7", "net");
        _ = Directory.CreateDirectory(net);
        File.WriteAllText(
            Path.Combine(net, "tcp"),
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
            + "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000002 00:00000000 00000000    33        0 46665 1 00000000a02a90b1 100 0 0 10 0\n"
            + "   1: 0100007F:1F90 0200000A:C001 06 00000000:00000000 03:00000B1C 00000000     0        0 0 3 00000000a02a90b2\n");
        _ = Directory.CreateDirectory(Path.Combine(proc.Path, "7", "fd"));
        _ = File.CreateSymbolicLink(Path.Combine(proc.Path, "7", "fd", "3"), "socket:[46665]");
        using VmonSession session = proc.Start();
        using ProcessWatch watch = session.Watch(ProcessSelection.Everything, ProcessDataSets.Files);
        watch.Sample();
        ConnectionReading reading = watch.ReadConnections(ConnectionSelection.Internet, TestContext.Current.CancellationToken);
        Connection[] connections = [.. watch.Connections(reading)];
        Assert.Equal([SocketState.Listen, SocketState.TimeWait], connections.Select(one => one.State!.Value));
        Assert.Equal(("127.0.0.1", 8080, 33L, 2L, 7, "web"), (connections[0].LocalAddress, connections[0].LocalPort, connections[0].UserId, connections[0].ReceiveQueue, connections[0].OwningProcess, connections[0].ProcessName));
        Assert.Equal(("10.0.0.2", null, null, null), (connections[1].RemoteAddress, connections[1].UserId, connections[1].Inode, connections[1].BytesSent));
        Assert.Equal((0, null), (reading.UnreadNamespaceCount, connections[0].UserName));
    }

    [Fact]
    public void Sockets_of_another_network_namespace_are_read_without_entering_it_on_this_thread()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Requires root.");
        using PythonProcess server = new(
            """
            import ctypes, os, socket, time
            assert ctypes.CDLL(None).unshare(0x40000000) == 0
            s = socket.socket(); s.bind(('0.0.0.0', 4711)); s.listen(); print(os.readlink('/proc/self/ns/net'), flush=True); time.sleep(600)
            """);
        string link = server.ReadLine();
        string own = new FileInfo("/proc/thread-self/ns/net").LinkTarget!;
        Connection listener = Read(new ConnectionSelection { LocalPorts = [4711] }).Single(one => one.OwningProcess == server.Id);
        Assert.Equal((link, true), (listener.NetworkNamespace, listener.SendBuffer > 0));
        Assert.Equal(link, $"net:[{listener.NetworkNamespaceId}]");
        Assert.Equal(own, new FileInfo("/proc/thread-self/ns/net").LinkTarget);

        // Without the right to enter it, its tables in /proc are read.
        Connection[] seen = UnprivilegedThread.Run(() => Read(new ConnectionSelection { LocalPorts = [4711] }, out ConnectionReading reading) is var all && reading.TableNamespaceCount > 0 ? all : []);
        Connection table = Assert.Single(seen);
        Assert.Equal((SocketState.Listen, "0.0.0.0", null, null), (table.State, table.LocalAddress, table.SendBuffer, table.OwningProcess));
    }

    private static Connection[] Read(ConnectionSelection selection) => Read(selection, out _);

    private static Connection[] Read(ConnectionSelection selection, out ConnectionReading reading)
    {
        using VmonSession session = new(new SessionOptions { UseEvents = false });
        using ProcessWatch watch = session.Watch(ProcessSelection.Everything, ProcessDataSets.Files | ProcessDataSets.Cgroup);
        watch.Sample();
        reading = watch.ReadConnections(selection, TestContext.Current.CancellationToken);
        return [.. watch.Connections(reading)];
    }
}

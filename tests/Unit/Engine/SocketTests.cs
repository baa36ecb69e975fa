using System.Net;
using System.Net.Sockets;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

public class SocketTests(SharedZoo shared) : IClassFixture<SharedZoo>
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void TCP_sockets_have_both_addresses(string host)
    {
        Assert.SkipUnless(host != "::1" || Socket.OSSupportsIPv6, "IPv6 is not available.");
        using TcpListener listener = new(IPAddress.Parse(host), 0);
        listener.Start();
        IPEndPoint listening = (IPEndPoint)listener.LocalEndpoint;
        using TcpClient client = new(listening.AddressFamily);
        client.Connect(listening);
        using Socket server = listener.AcceptSocket();
        IPEndPoint local = (IPEndPoint)client.Client.LocalEndPoint!;

        SocketInfo waiting = Own(listener.Server);
        Assert.Equal(("tcp", SocketState.Listen, host, listening.Port), (waiting.Protocol, waiting.State, waiting.LocalAddress, (int?)waiting.LocalPort));
        Assert.Null(waiting.RemoteAddress);
        SocketInfo outgoing = Own(client.Client);
        Assert.Equal((SocketState.Established, host, local.Port), (outgoing.State, outgoing.LocalAddress, (int?)outgoing.LocalPort));
        Assert.Equal((host, listening.Port), (outgoing.RemoteAddress, outgoing.RemotePort));
        SocketInfo incoming = Own(server);
        Assert.Equal((listening.Port, local.Port), ((int?)incoming.LocalPort, incoming.RemotePort));

        _ = client.Client.Send(new byte[1234]);
        Assert.True(SpinWait.SpinUntil(() => server.Available == 1234, 10_000));
        Assert.Equal(1234, Own(server).ReceiveQueue);
    }

    [Fact]
    public void IPv4_address_of_an_IPv6_socket_is_mapped()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "IPv6 is not available.");
        using Socket socket = new(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = true };
        socket.Bind(new IPEndPoint(IPAddress.Loopback.MapToIPv6(), 0));
        socket.Listen();
        Assert.Equal("::ffff:127.0.0.1", Own(socket).LocalAddress);
    }

    [Fact]
    public void UDP_socket_state_is_Established_or_Unconnected()
    {
        using UdpClient one = new(new IPEndPoint(IPAddress.Loopback, 0));
        using UdpClient other = new();
        int port = ((IPEndPoint)one.Client.LocalEndPoint!).Port;
        other.Connect(IPAddress.Loopback, port);
        SocketInfo bound = Own(one.Client);
        Assert.Equal(("udp", SocketType.Dgram, SocketState.Unconnected, port), (bound.Protocol, bound.Type, bound.State, (int?)bound.LocalPort));
        SocketInfo connected = Own(other.Client);
        Assert.Equal((SocketState.Established, "127.0.0.1", port), (connected.State, connected.RemoteAddress, connected.RemotePort));
    }

    [Theory]
    [InlineData(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp, "tcp")]
    [InlineData(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp, "tcp")]
    [InlineData(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp, "udp")]
    public void Unbound_socket_has_protocol_and_type_only(AddressFamily family, SocketType type, ProtocolType kind, string protocol)
    {
        Assert.SkipUnless(family != AddressFamily.InterNetworkV6 || Socket.OSSupportsIPv6, "IPv6 is not available.");
        using Socket socket = new(family, type, kind);
        SocketInfo info = Own(socket);
        Assert.Equal((protocol, type), (info.Protocol, info.Type));
        Assert.Null(info.State);
        Assert.Null(info.LocalAddress);
    }

    [Fact]
    public void Unix_sockets_have_path_and_peer()
    {
        string path = Path.Combine(Path.GetTempPath(), $"vmon test {Guid.NewGuid():N}");
        using Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        using Socket client = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Connect(new UnixDomainSocketEndPoint(path));
        using Socket server = listener.Accept();
        SocketInfo waiting = Own(listener);
        Assert.Equal(("unix", SocketType.Stream, SocketState.Listen, path), (waiting.Protocol, waiting.Type, waiting.State, waiting.LocalAddress));
        SocketInfo outgoing = Own(client);
        Assert.SkipWhen(outgoing.PeerInode is null, "The kernel has no diagnostics of Unix sockets.");
        Assert.Equal(Own(server).Inode, outgoing.PeerInode);
        Assert.Equal(path, outgoing.RemoteAddress);
        Assert.Contains(outgoing.Peers, peer => peer.Id == Environment.ProcessId && peer.Descriptor == (int)server.Handle);
        File.Delete(path);
    }

    [Theory]
    [InlineData("with\nnewline")]
    [InlineData("with\n0000000000000001: 00000002 00000000 00010000 0001 01   700 @forged")]
    public void LocalAddress_of_a_Unix_socket_preserves_newlines(string name)
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}"[..8] + name);
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        SocketInfo info = Own(socket);
        File.Delete(path);
        Assert.SkipWhen(info.ReceiveQueue is null, "The kernel has no diagnostics of Unix sockets.");
        Assert.Equal((path, SocketState.Unconnected), (info.LocalAddress, info.State));
    }

    [Fact]
    public void PeerInode_is_null_after_the_peer_was_closed()
    {
        using Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}");
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        using Socket client = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Connect(new UnixDomainSocketEndPoint(path));
        using (Socket server = listener.Accept()) server.Send([1]);
        File.Delete(path);
        Assert.Null(Own(client).PeerInode);
    }

    [Fact]
    public void Peers_of_a_socketpair_refer_to_each_other()
    {
        DescriptorZoo zoo = shared.Zoo;
        SocketInfo one = Info(zoo.Id, zoo["socket"]);
        Assert.SkipWhen(one.PeerInode is null, "The kernel has no diagnostics of Unix sockets.");
        Assert.Equal(Info(zoo.Id, zoo["peer"]).Inode, one.PeerInode);
        Assert.Equal((zoo.Id, zoo["peer"]), (one.Peers.Single().Id, one.Peers.Single().Descriptor));
    }

    [Fact]
    public void Sockets_agree_with_ss()
    {
        using TcpListener four = new(IPAddress.Loopback, 0);
        four.Start();
        using TcpClient client = new();
        client.Connect((IPEndPoint)four.LocalEndpoint);
        using Socket server = four.AcceptSocket();
        using UdpClient udp = new(new IPEndPoint(IPAddress.Loopback, 0));
        DescriptorZoo zoo = shared.Zoo;

        // u_str ESTAB 0 0 * 152782 * 152781 users:(("python3",pid=25858,fd=7))
        // tcp   ESTAB 0 0 127.0.0.1:43210 127.0.0.1:40404 users:(("dotnet",pid=1,fd=9))
        string[] lines = Tool.Run("ss", "-H", "-n", "-a", "-p", "-x", "-t", "-u").Split('\n');
        string[] Fields(int pid, int descriptor) =>
            lines.Single(line => line.Contains($"pid={pid},fd={descriptor})", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries);

        foreach (Socket socket in new[] { four.Server, client.Client, server, udp.Client })
        {
            string[] fields = Fields(Environment.ProcessId, (int)socket.Handle);
            SocketInfo info = Own(socket);
            Assert.Equal((fields[0], fields[1]), (info.Protocol, Abbreviation(info.State)));
            Assert.Equal(fields[4], Endpoint(info.LocalAddress!, (int?)info.LocalPort));
            if (info.RemoteAddress is not null) Assert.Equal(fields[5], Endpoint(info.RemoteAddress, info.RemotePort));
        }

        string[] pair = Fields(zoo.Id, zoo["socket"]);
        SocketInfo one = Info(zoo.Id, zoo["socket"]);
        Assert.Equal(("u_str", "ESTAB"), (pair[0], Abbreviation(one.State)));
        Assert.Equal((pair[5], pair[7]), ($"{one.Inode}", $"{one.PeerInode}"));
    }

    private static string Endpoint(string address, int? port) => address.Contains(':', StringComparison.Ordinal) ? $"[{address}]:{port}" : $"{address}:{port}";

    private static string Abbreviation(SocketState? state) => state switch
    {
        SocketState.Established => "ESTAB",
        SocketState.Listen => "LISTEN",
        SocketState.Unconnected => "UNCONN",
        _ => $"{state}",
    };

    private static SocketInfo Own(Socket socket) => Info(Environment.ProcessId, (int)socket.Handle);

    private static SocketInfo Info(int pid, int descriptor)
    {
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = session.Watch(new ProcessSelection { Targets = [session.Find(pid)!.Value] }, ProcessDataSets.Files);
        watch.Sample();
        return watch.Files(new FileSelection { Types = FileType.Socket }).Single(file => file.Descriptor == descriptor).Socket!;
    }
}

using System.Net.Sockets;
using Vmon.Parsing.Files;

namespace Vmon.Tests.Engine.Parsing.Files;

public class ProtocolNameTests
{
    [Theory]
    [InlineData("TCP", "tcp", SocketType.Stream)]
    [InlineData("TCPv6", "tcp", SocketType.Stream)]
    [InlineData("UDP", "udp", SocketType.Dgram)]
    [InlineData("UDPv6", "udp", SocketType.Dgram)]
    [InlineData("UDP-Lite", "udplite", SocketType.Dgram)]
    [InlineData("UDPLITEv6", "udplite", SocketType.Dgram)]
    [InlineData("RAW", "raw", SocketType.Raw)]
    [InlineData("RAWv6", "raw", SocketType.Raw)]
    [InlineData("PING", "icmp", SocketType.Dgram)]
    [InlineData("PINGv6", "icmp", SocketType.Dgram)]
    [InlineData("UNIX-STREAM", "unix", SocketType.Stream)]
    [InlineData("UNIX", "unix", null)]
    [InlineData("NETLINK", "netlink", null)]
    [InlineData("PACKET", "packet", null)]
    [InlineData("MPTCPv6", "mptcp", SocketType.Stream)]
    [InlineData("AF_VSOCK", "vsock", null)]
    [InlineData("ALG", "alg", null)]
    public void Parse_maps_names_to_the_protocols_of_the_socket_tables(string name, string protocol, SocketType? type) =>
        Assert.Equal(new SocketInfo { Inode = 7, Protocol = protocol, Type = type }, ProtocolName.Parse(name, 7));
}

using System.Net.Sockets;
using System.Text;
using Vmon.Parsing.Files;
using Vmon.Parsing.Network;

namespace Vmon.Tests.Engine.Parsing.Files;

public class SocketParsingTests
{
    [Fact]
    public void Parse_reads_a_TCP_line_in_little_endian_order()
    {
        SocketInfo socket = InternetSockets.Parse(
            "   0: 0100007F:1F90 0201A8C0:C001 01 0000000A:00000014 02:000A 00000000     0        0 46665 2 0000000000000000 20 4 30 10 -1"u8
                .ToArray(), "tcp", isBigEndian: false)!.ToInfo()!;
        Assert.Equal("127.0.0.1", socket.LocalAddress);
        Assert.Equal(8080u, socket.LocalPort);
        Assert.Equal("192.168.1.2", socket.RemoteAddress);
        Assert.Equal(49153, socket.RemotePort);
        Assert.Equal(SocketState.Established, socket.State);
        Assert.Equal(SocketType.Stream, socket.Type);
        Assert.Equal(10, socket.SendQueue);
        Assert.Equal(20, socket.ReceiveQueue);
        Assert.Equal(46665ul, socket.Inode);
    }

    [Theory]
    [InlineData("00000000000000000000000001000000", "::1")]
    [InlineData("00000000000000000000000000000000", "::")]
    [InlineData("0000000000000000FFFF00000100007F", "::ffff:127.0.0.1")]
    [InlineData("B80D0120000000000000000001000000", "2001:db8::1")]
    public void Parse_reads_IPv6_addresses(string hex, string address)
    {
        string line = $"  1: {hex}:0050 00000000000000000000000000000000:0000 0A 00000000:00000001 00:00000000 00000000 0 0 9 1 00000000a02a90b1";
        SocketInfo socket = InternetSockets.Parse(Encoding.UTF8.GetBytes(line), "tcp", isBigEndian: false)!.ToInfo()!;
        Assert.Equal(address, socket.LocalAddress);
        Assert.Equal(80u, socket.LocalPort);
        Assert.Null(socket.RemoteAddress);
        Assert.Null(socket.RemotePort);
        Assert.Equal(SocketState.Listen, socket.State);
        Assert.Null(socket.SendQueue);
    }

    [Theory]
    [InlineData("00000000:0000", SocketState.Unconnected)]
    [InlineData("0100007F:0035", SocketState.Established)]
    public void Parse_of_a_datagram_socket_derives_its_state_from_the_remote_address(string remote, SocketState state)
    {
        string line = $"  88: 0100007F:0044 {remote} 07 00000000:00000000 00:00000000 00000000     0        0 77 2 0000000000000000 0";
        Assert.Equal(state, InternetSockets.Parse(Encoding.UTF8.GetBytes(line), "udp", isBigEndian: false)!.State);
    }

    [Theory]
    [InlineData("7F000001:0016", true, "127.0.0.1")]
    [InlineData("0100007F:0016", false, "127.0.0.1")]
    [InlineData("7F000001:0016", null, null)]
    [InlineData("00000000000000000000000000000001:0016", true, "::1")]
    public void Parse_reads_addresses_in_the_given_byte_order(string local, bool? isBigEndian, string? address)
    {
        string any = new('0', local.Length - 5);
        string line = $"0: {local} {any}:0000 0A 00000000:00000003 00:00000000 00000000 0 0 5555 1 00000000a02a90b1";
        SocketInfo socket = InternetSockets.Parse(Encoding.UTF8.GetBytes(line), "tcp", isBigEndian)!.ToInfo()!;
        Assert.Equal((address, 22u, null, 3L), (socket.LocalAddress, socket.LocalPort, socket.RemoteAddress, socket.ReceiveQueue));
    }

    [Theory]
    [InlineData("00000005:999999999", 5L, null)]
    [InlineData("0:00000007", null, 7L)]
    [InlineData("x:y", null, null)]
    public void Parse_with_an_invalid_queue_reads_the_other_fields(string queues, long? send, long? receive)
    {
        string line = $"0: 0100007F:1F90 0100007F:0050 01 {queues} 00:00000000 00000000 0 0 5555 1 00000000a02a90b1";
        SocketInfo socket = InternetSockets.Parse(Encoding.UTF8.GetBytes(line), "tcp", isBigEndian: false)!.ToInfo()!;
        Assert.Equal((send, receive, 8080u, 5555ul), (socket.SendQueue, socket.ReceiveQueue, socket.LocalPort, socket.Inode));
    }

    [Theory]
    [InlineData("  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode")]
    [InlineData("")]
    [InlineData("0: 0100007F:1F90")]
    [InlineData("0: 0100007:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 1 1 00000000a02a90b1")]
    [InlineData("0: 0100007F 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 1 1 00000000a02a90b1")]
    [InlineData("0: 0100007F:1F90 00000000:0000 XX 00000000:00000000 00:00000000 00000000 0 0 1 1 00000000a02a90b1")]
    [InlineData("0: 0100007F:11F90 00000000:0000 06 00000000:00000000 00:00000000 00000000 0 0 5 1 00000000a02a90b1")]
    [InlineData("0: 0100007F:1F90 00000000:0000 06 00000000:00000000 00:00000000 00000000 0 5 1 00000000a02a90b1")]
    public void Parse_skips_malformed_lines(string line) =>
        Assert.Null(InternetSockets.Parse(Encoding.UTF8.GetBytes(line), "tcp", isBigEndian: false));

    [Theory]
    [InlineData("06", SocketState.TimeWait, null)]
    [InlineData("05", SocketState.FinWait2, null)]
    [InlineData("04", SocketState.FinWait1, 1000u)]
    public void Parse_of_a_socket_without_descriptors_has_no_inode(string number, SocketState state, uint? user)
    {
        string line = $"0: 0100007F:1F90 0100007F:0050 {number} 00000000:00000000 00:00000000 00000000 1000 0 0 1 00000000a02a90b1";
        SocketReading socket = InternetSockets.Parse(Encoding.UTF8.GetBytes(line), "tcp", isBigEndian: false)!;
        Assert.Equal((state, user, null), (socket.State!.Value, socket.User, socket.Inode));
        Assert.Null(socket.ToInfo());
    }

    [Theory]
    [InlineData("00000000ce7a965a: 00000002 00000000 00010000 0001 01   587 /run/a b", "/run/a b", SocketState.Listen, SocketType.Stream)]
    [InlineData("00000000ce7a965a: 00000002 00000000 00000000 0002 01   587 @abstract", "@abstract", SocketState.Unconnected, SocketType.Dgram)]
    [InlineData("00000000ce7a965a: 00000003 00000000 00000000 0005 03   587", null, SocketState.Established, SocketType.Seqpacket)]
    public void Parse_reads_type_state_and_path_of_Unix_sockets(string line, string? path, SocketState state, SocketType type)
    {
        SocketInfo socket = UnixSockets.Parse(Encoding.UTF8.GetBytes(line))!.ToInfo()!;
        Assert.Equal((path, state, type, 587ul), (socket.LocalAddress, socket.State!.Value, socket.Type!.Value, socket.Inode));
    }

    [Theory]
    [InlineData("Num       RefCount Protocol Flags    Type St Inode Path")]
    [InlineData("")]
    [InlineData("rest of a path with a newline")]
    [InlineData("00000000ce7a965a: 00000003 00000000 0000000Z 0001 03   587")]
    [InlineData("00000000ce7a965a: 00000003 00000000 0001 03   587 8")]
    [InlineData("00000000ce7a965a: 00000003 00000000 00000000 0001 03   8")]
    public void Parse_skips_lines_that_are_not_Unix_sockets(string line) => Assert.Null(UnixSockets.Parse(Encoding.UTF8.GetBytes(line)));

    [Fact]
    public void Parse_of_netlink_and_packet_sockets_skips_invalid_numbers()
    {
        SocketInfo netlink = LinkSockets.ParseNetlink("000000008a35287a 4   812        00000000 -5       6        0     2        0        501     "u8)!;
        Assert.Equal((812u, null, 6L, 501ul), (netlink.LocalPort, netlink.ReceiveQueue, netlink.SendQueue, netlink.Inode));
        SocketInfo packet = LinkSockets.ParsePacket("00000000a02a90b1 3      3    0003   2     1 99999999999999999999      0      46701 "u8)!;
        Assert.Equal((SocketType.Raw, null, 46701ul), (packet.Type, packet.ReceiveQueue, packet.Inode));
    }

    [Fact]
    public void Netlink_port_id_above_2_to_the_31_is_positive() =>
        Assert.Equal(4294963199u, LinkSockets.ParseNetlink("000000008a35287a 0   4294963199 00000000 5        6        0     2        0        501     "u8)!.LocalPort);

    [Fact]
    public void Parse_reads_inode_and_queues_of_netlink_and_packet_sockets()
    {
        SocketInfo netlink = LinkSockets.ParseNetlink("000000008a35287a 4   812        00000000 5        6        0     2        0        501     "u8)!;
        Assert.Equal(("netlink", 812u, 5L, 6L, 501ul), (netlink.Protocol, netlink.LocalPort!.Value, netlink.ReceiveQueue!.Value, netlink.SendQueue!.Value, netlink.Inode));
        SocketInfo packet = LinkSockets.ParsePacket("00000000a02a90b1 3      3    0003   2     1 7      0      46701 "u8)!;
        Assert.Equal(("packet", SocketType.Raw, 7L, 46701ul), (packet.Protocol, packet.Type!.Value, packet.ReceiveQueue!.Value, packet.Inode));
        Assert.Null(LinkSockets.ParseNetlink("sk               Eth Pid        Groups   Rmem     Wmem     Dump  Locks    Drops    Inode"u8));
        Assert.Null(LinkSockets.ParsePacket("sk               RefCnt Type Proto  Iface R Rmem   User   Inode"u8));
        Assert.Null(LinkSockets.ParseNetlink("000000008a35287a 4"u8));
        Assert.Null(LinkSockets.ParseNetlink("000000008a35287a 4   812        00000000 5        6        0     2 x      0        501     "u8));
        Assert.Null(LinkSockets.ParsePacket("00000000a02a90b1 3      99     0003   2     1 7      0      46701 "u8)!.Type);
    }
}

using System.Net.Sockets;
using Vmon.Parsing.Network;

namespace Vmon.Tests.Engine.Parsing.Network;

public class InternetDiagnosticsTests
{
    // A connection over the loopback device, of kernel 6.18. ss -tinpeom shows of it:
    // ESTAB 10 0 127.0.0.1:37170 127.0.0.1:42029 ino:28383 sk:3001 skmem:(r842,rb131072,t0,tb3939840,f3254,w0,o0,bl0,d0) ts sack bbr wscale:10,10 rto:208
    // rtt:5.299/10.508 ato:40 mss:47616 pmtu:65535 rcvmss:536 advmss:65483 cwnd:14 bytes_sent:134518 bytes_retrans:34518 bytes_acked:100001 bytes_received:10
    // segs_out:7 segs_in:5 data_segs_out:4 data_segs_in:1 lastsnd:300 lastrcv:204 lastack:204 pacing_rate 122713322656bps delivery_rate 27548248bps busy:44ms
    // retrans:0/1 minrtt:0.029 snd_wnd:95232
    private static readonly byte[] Connection = Convert.FromHexString(
            "020100009132a42d7f0000010000000000000000000000007f000001000000000000000000000000000000000130000000000000000000000a0000000000000000000000df6e"
            + "0000050008000000000008000f00000000000c00150001000000000000000600160052000000280007004a0300000000020000000000001e3c00b60c00000000000000000000"
            + "00000000000000001c010200010000000007aa00802c0300409c000000ba0000180200000000000000000000000000000000000000000000c800000000000000680000006800"
            + "0000ffff0000d7ff0000b31400000c290000ffffff7f0e000000cbff00000300000000000000d7ff0000010000009416499203000000ffffffffffffffffa186010000000000"
            + "0a000000000000000700000005000000000000001d00000001000000040000004b8b340000000000e0ab00000000000000000000000000000000000000000000050000000000"
            + "0000760d020000000000d68600000000000001000000000000000000000000740100000001000000000000000000000000000000000000000000000000000000000000000000"
            + "0000000000000000000000000800040062627200");

    [Fact]
    public void Parse_reads_what_ss_shows_of_a_connection()
    {
        SocketReading socket = InternetDiagnostics.Parse(Connection, InternetDiagnostics.Tcp)!;
        Assert.Equal(("tcp", SocketType.Stream, SocketState.Established), (socket.Protocol, socket.Type!.Value, socket.State!.Value));
        Assert.Equal(("127.0.0.1", 37170, "127.0.0.1", 42029), (socket.Local.ToString(), socket.LocalPort!.Value, socket.Remote.ToString(), socket.RemotePort!.Value));
        Assert.Equal((10L, 0L, null), (socket.ReceiveQueue!.Value, socket.SendQueue!.Value, socket.Backlog));
        Assert.Equal((28383ul, 0x3001ul, 0u, null), (socket.Inode!.Value, socket.Cookie!.Value, socket.User!.Value, socket.Interface));
        SocketDetails details = socket.Details!;
        Assert.Equal(new SocketMemory(842, 131072, 0, 3939840, 0, 0), details.Memory);
        Assert.Equal(("bbr", 0u, 1ul), (details.CongestionControl, details.Mark!.Value, details.CgroupId!.Value));
        Assert.Equal((SocketTimer.Off, null, SocketDirections.None, null), (details.Timer!.Value, details.TimerRest, details.Shutdown!.Value, details.IsV6Only));
    }

    [Fact]
    public void Tcp_has_the_figures_that_ss_shows()
    {
        TcpInfo tcp = InternetDiagnostics.Parse(Connection, InternetDiagnostics.Tcp)!.Details!.Tcp!.Value;
        Assert.Equal((134518L, 34518L, 100001L, 10L), (tcp.BytesSent!.Value, tcp.BytesRetransmitted!.Value, tcp.BytesAcknowledged!.Value, tcp.BytesReceived!.Value));
        Assert.Equal((7L, 5L, 4L, 1L), (tcp.SegmentsSent!.Value, tcp.SegmentsReceived!.Value, tcp.DataSegmentsSent!.Value, tcp.DataSegmentsReceived!.Value));
        Assert.Equal((5299.0, 10508.0, 29.0), (tcp.RoundTripTime!.Value.TotalMicroseconds, tcp.RoundTripTimeVariation!.Value.TotalMicroseconds, tcp.MinRoundTripTime!.Value.TotalMicroseconds));
        Assert.Equal((208.0, 40.0, 44.0), (tcp.RetransmissionTimeout!.Value.TotalMilliseconds, tcp.AcknowledgementTimeout!.Value.TotalMilliseconds, tcp.BusyTime!.Value.TotalMilliseconds));
        Assert.Equal((14L, null, 47616L, 536L, 65535L), (tcp.CongestionWindow!.Value, tcp.SlowStartThreshold, tcp.SendMss!.Value, tcp.ReceiveMss!.Value, tcp.PathMtu!.Value));
        Assert.Equal((122713322656L / 8, 27548248L / 8, 95232L), (tcp.PacingRate!.Value, tcp.DeliveryRate!.Value, tcp.SendWindow!.Value));
        Assert.Equal((0L, 1L, (10, 10)), (tcp.Retransmitted!.Value, tcp.TotalRetransmits!.Value, tcp.WindowScales!.Value));
    }

    [Fact]
    public void Backlog_of_a_listening_socket_is_not_a_queue()
    {
        SocketReading socket = InternetDiagnostics.Parse(Convert.FromHexString(
            "020a0000a42d00007f0000010000000000000000000000000000000000000000000000000000000000000000023000000000000000000000000000000500000000000000de6e"
            + "0000050008000000000008000f00000000000c001500010000000000000006001600520000002800070000000000000002000000000000400000000000000000000000000000"
            + "00000000000000001c0102000a00000000000000"), InternetDiagnostics.Tcp)!;
        Assert.Equal((SocketState.Listen, 0L, null, 5L), (socket.State!.Value, socket.ReceiveQueue!.Value, socket.SendQueue, socket.Backlog!.Value));
        Assert.Equal((null, null), (socket.Remote, socket.RemotePort));
    }

    [Theory]
    [InlineData(104)]
    [InlineData(192)]
    [InlineData(228)]
    public void Figures_that_an_older_kernel_lacks_are_null(int length)
    {
        int begin = Connection.AsSpan().IndexOf((byte[])[0x1c, 0x01, 0x02, 0x00]) + 4;
        TcpInfo tcp = new(Connection.AsMemory(begin, length));
        Assert.Equal(5299.0, tcp.RoundTripTime!.Value.TotalMicroseconds);
        Assert.Equal(length >= 136, tcp.BytesReceived is not null);
        Assert.Equal(length >= 208, tcp.BytesSent is not null);
        Assert.Null(tcp.SendWindow);
    }

    [Theory]
    [InlineData((byte)SocketState.TimeWait, SocketState.TimeWait)]
    [InlineData((byte)SocketState.FinWait2, SocketState.FinWait2)]
    [InlineData(12, SocketState.SynReceived)]
    public void User_and_queues_of_a_socket_without_memory_are_unknown(byte number, SocketState state)
    {
        byte[] message = Connection[..72];
        message[1] = number;
        message.AsSpan(68).Clear();
        SocketReading socket = InternetDiagnostics.Parse(message, InternetDiagnostics.Tcp)!;
        Assert.Equal((state, null, null, null, null), (socket.State!.Value, socket.Inode, socket.User, socket.ReceiveQueue, socket.SendQueue));
    }

    [Fact]
    public void A_closed_TCP_socket_with_a_port_is_bound()
    {
        byte[] message = Connection[..72];
        message[1] = (byte)SocketState.Closed;
        Assert.Equal(SocketState.Bound, InternetDiagnostics.Parse(message, InternetDiagnostics.Tcp)!.State);
        message.AsSpan(4, 2).Clear();
        Assert.Equal(SocketState.Closed, InternetDiagnostics.Parse(message, InternetDiagnostics.Tcp)!.State);
    }

    [Theory]
    [InlineData(InternetDiagnostics.Udp, "udp", SocketType.Dgram, 42029)]
    [InlineData(InternetDiagnostics.UdpLite, "udplite", SocketType.Dgram, 42029)]
    [InlineData(InternetDiagnostics.Raw, "raw", SocketType.Raw, null)]
    public void State_of_other_protocols_follows_from_the_peer(byte number, string name, SocketType type, int? port)
    {
        byte[] message = Connection[..72];
        SocketReading socket = InternetDiagnostics.Parse(message, number)!;
        Assert.Equal((name, type, SocketState.Established, port), (socket.Protocol, socket.Type!.Value, socket.State!.Value, socket.RemotePort));
        message.AsSpan(6, 2).Clear();
        message.AsSpan(24, 4).Clear();
        Assert.Equal(SocketState.Unconnected, InternetDiagnostics.Parse(message, number)!.State);
    }

    [Fact]
    public void Addresses_of_IPv6_have_16_bytes()
    {
        byte[] message = [InternetDiagnostics.V6, .. Connection[1..72]];
        byte[] mapped = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 192, 0, 2, 1];
        mapped.CopyTo(message, 8);
        SocketReading socket = InternetDiagnostics.Parse(message, InternetDiagnostics.Tcp)!;
        Assert.Equal(("::ffff:192.0.2.1", "7f00:1::"), (socket.Local.ToString(), socket.Remote.ToString()));
        message[0] = 1;
        Assert.Null(InternetDiagnostics.Parse(message, InternetDiagnostics.Tcp));
    }

    [Fact]
    public void Parse_never_throws_on_corrupted_messages()
    {
        Random random = new(12);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = [.. Connection];
            for (int fault = 0; fault < 3; fault++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            SocketReading? socket = InternetDiagnostics.Parse(bytes.AsMemory(0, random.Next(bytes.Length + 1)), InternetDiagnostics.Tcp);
            if (socket?.Details is not { } details) continue;
            Assert.All(typeof(SocketDetails).GetProperties(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic).Where(static property => !property.PropertyType.IsByRefLike), property => _ = property.GetValue(details));
            if (details.Tcp is not { } tcp) continue;
            Assert.All(typeof(TcpInfo).GetProperties(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic).Where(static property => !property.PropertyType.IsByRefLike), property => _ = property.GetValue(tcp));
            Assert.All(new long?[] { tcp.BytesSent, tcp.BytesReceived, tcp.PacingRate, tcp.DeliveryRate }, number => Assert.False(number < 0));
        }
    }
}

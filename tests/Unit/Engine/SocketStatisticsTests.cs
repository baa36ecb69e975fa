using System.Globalization;
using System.Text.RegularExpressions;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

/// <summary>Compares the figures of idle sockets with those of ss (iproute2).</summary>
public sealed partial class SocketStatisticsTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void TCP_connection_has_the_figures_of_ss(string host)
    {
        Assert.SkipUnless(host != "::1" || System.Net.Sockets.Socket.OSSupportsIPv6, "IPv6 is not available.");
        _ = Tool.Find("ss");
        using TcpPair pair = new(host);
        pair.Send(300_000);
        Thread.Sleep(300); // timers of the kernel have ended
        Connection mine = Read(SocketProtocols.Tcp).Single(one => one.LocalPort == pair.ClientPort && one.RemotePort == pair.Port);
        Dictionary<string, string> its = Fields(Tool.Run("ss", "-tinpeomH", "sport", "=", $"{pair.ClientPort}", "and", "dport", "=", $"{pair.Port}"));
        Dictionary<string, string?> expected = new()
        {
            ["ino"] = $"{mine.Inode}",
            ["sk"] = mine.Cookie!.Value.ToString("x", CultureInfo.InvariantCulture),
            ["pid"] = $"{mine.OwningProcess}",
            ["fd"] = $"{mine.OwningProcesses![0].Descriptor}",
            ["skmem"] = $"(r{mine.ReceiveMemory},rb{mine.ReceiveBuffer},t{mine.SendMemory},tb{mine.SendBuffer},f,w{mine.QueuedMemory},o,bl,d{mine.DroppedPackets})",
            ["rto"] = Milliseconds(mine.RetransmissionTimeout),
            ["rtt"] = $"{Milliseconds(mine.RoundTripTime)}/{Milliseconds(mine.RoundTripTimeVariation)}",
            ["minrtt"] = Milliseconds(mine.MinRoundTripTime),
            ["mss"] = $"{mine.SendMss}",
            ["pmtu"] = $"{mine.PathMtu}",
            ["rcvmss"] = $"{mine.ReceiveMss}",
            ["cwnd"] = $"{mine.CongestionWindow}",
            ["bytes_sent"] = $"{mine.BytesSent}",
            ["bytes_retrans"] = $"{mine.BytesRetransmitted}",
            ["bytes_acked"] = $"{mine.BytesAcknowledged}",
            ["bytes_received"] = $"{mine.BytesReceived}",
            ["segs_out"] = $"{mine.SegmentsSent}",
            ["segs_in"] = $"{mine.SegmentsReceived}",
            ["data_segs_out"] = $"{mine.DataSegmentsSent}",
            ["data_segs_in"] = $"{mine.DataSegmentsReceived}",
            ["pacing_rate"] = $"{mine.PacingRate * 8}",
            ["delivery_rate"] = $"{mine.DeliveryRate * 8}",
            ["busy"] = Milliseconds(mine.BusyTime),
            ["rcv_rtt"] = Milliseconds(mine.ReceiverRoundTripTime),
            ["snd_wnd"] = $"{mine.SendWindow}",
        };

        // ss leaves out what is zero.
        Assert.All(its.Keys.Intersect(expected.Keys), name => Assert.Equal((name, its[name]), (name, expected[name])));
        Assert.Superset(new HashSet<string>(["ino", "sk", "pid", "fd", "skmem", "rto", "rtt", "minrtt", "cwnd", "bytes_sent", "bytes_acked", "segs_out", "pacing_rate"]), new HashSet<string>(its.Keys));
        Assert.Contains($" {mine.CongestionControl} ", its["line"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-tuanHe", SocketProtocols.Tcp | SocketProtocols.Udp, @"\bsk:([0-9a-f]+)")]
    [InlineData("-xanHe", SocketProtocols.Unix, @" (\d+)\s+\S+\s+\d+\s+<->")]
    public void All_sockets_of_ss_are_read(string options, SocketProtocols protocols, string key)
    {
        _ = Tool.Find("ss");
        using TcpPair pair = new("127.0.0.1");
        using PythonProcess other = new(
            """
            import socket, time
            kept = [socket.socket(socket.AF_UNIX, kind) for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET)] + list(socket.socketpair())
            udp = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM); udp.bind(('::', 0))
            mapped = socket.socket(socket.AF_INET6); mapped.bind(('::', 0)); mapped.listen()
            four = socket.create_connection(('127.0.0.1', mapped.getsockname()[1])); print('up', flush=True); time.sleep(600)
            """);
        _ = other.ReadLine();
        HashSet<string> before = [.. Keys()];
        HashSet<string> mine = [.. Read(protocols).Where(one => one.NetworkNamespaceId == OwnNamespace).Select(one =>
            protocols == SocketProtocols.Unix ? $"{one.Inode}" : one.Cookie?.ToString("x", CultureInfo.InvariantCulture) ?? "")];
        before.IntersectWith(Keys()); // those that existed all the time
        Assert.NotEmpty(before);
        Assert.Subset(mine, before);

        IEnumerable<string> Keys() => Regex.Matches(Tool.Run("ss", options), key).Select(match => match.Groups[1].Value);
    }

    private static ulong OwnNamespace => ulong.Parse(new FileInfo("/proc/self/ns/net").LinkTarget![5..^1], CultureInfo.InvariantCulture);

    private static Connection[] Read(SocketProtocols protocols)
    {
        using VmonSession session = new(new SessionOptions { UseEvents = false });
        using ProcessWatch watch = session.Watch(ProcessSelection.Everything, ProcessDataSets.Files);
        watch.Sample();
        return [.. watch.Connections(watch.ReadConnections(new ConnectionSelection { Protocols = protocols }))];
    }

    // ESTAB 0 0 127.0.0.1:1 127.0.0.1:2 users:(("a",pid=7,fd=3)) ino:5 sk:6 <-> skmem:(r0,rb1,t0,tb2,f3,w0,o0,bl0,d0) rto:208 rtt:0.1/0.2 pacing_rate 12bps busy:44ms
    private static Dictionary<string, string> Fields(string line)
    {
        Dictionary<string, string> fields = new() { ["line"] = Spaces().Replace(line, " ") };
        foreach (Match match in Field().Matches(fields["line"]))
        {
            string value = match.Groups[2].Value;
            if (match.Groups[1].Value == "skmem") value = Uncompared().Replace(value, "$1");
            else if (value.EndsWith("bps", StringComparison.Ordinal)) value = value[..^3];
            else if (value.EndsWith("ms", StringComparison.Ordinal)) value = value[..^2];
            _ = fields.TryAdd(match.Groups[1].Value, value);
        }

        return fields;
    }

    private static string? Milliseconds(TimeSpan? time) => time?.TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\b(?!users)([a-z_]+)(?::|=|(?<=rate) )(\([^)]*\)|[\w./]+)")]
    private static partial Regex Field();

    [GeneratedRegex(@"\b(f|o|bl)\d+")]
    private static partial Regex Uncompared();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}

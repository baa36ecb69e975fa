using System.Runtime.CompilerServices;
using Vmon.Fields;
using Vmon.Kernel.Network;
using Vmon.Sources;

namespace Vmon;

// What the calls of a process receive and send through TCP, UDP and other internet sockets: the payload, without headers and repeated packets, in all network
// namespaces. What arrives counts when the process reads it. By socket diagnostics: what its TCP connections carry, without headers and repeated packets.
public partial class ProcessSample
{
    private readonly DateTimeOffset? _trafficSince;

    /// <summary>
    /// Bytes received through internet sockets in the interval. A lower bound if <see cref="NetworkSource"/> is SocketDiagnostics; then null for a process that exited. Null if
    /// it is None or null, and for a thread.
    /// </summary>
    [Field("sock_recv_length", Unit = "bytes", OfInterval = true, Group = "Network", Sets = "PSNetwork")]
    public long? NetReceive => TrafficIncrease(Received);

    /// <summary>Bytes sent through internet sockets in the interval. Null in the same cases as <see cref="NetReceive"/>.</summary>
    [Field("sock_send_length", Unit = "bytes", OfInterval = true, Group = "Network", Sets = "PSNetwork")]
    public long? NetSend => TrafficIncrease(Sent);

    /// <summary>Bytes received through internet sockets per second.</summary>
    [Field("sock_recv_length", Unit = "bytes/s", OfInterval = true, Group = "Network", Sets = "PSNetwork")]
    public double? NetReceiveRate => PerSecond(TrafficIncrease(Received));

    /// <summary>Bytes sent through internet sockets per second.</summary>
    [Field("sock_send_length", Unit = "bytes/s", OfInterval = true, Group = "Network", Sets = "PSNetwork")]
    public double? NetSendRate => PerSecond(TrafficIncrease(Sent));

    /// <summary>Bytes received through internet sockets since <see cref="NetworkSince"/>. A lower bound if <see cref="NetworkSource"/> is SocketDiagnostics. Null if it is None or null, and for a thread.</summary>
    [Field("sock_recv_length", Unit = "bytes", Group = "Network", Sets = "PSNetwork", Metric = "process.network.io{network.io.direction=receive}")]
    public long? NetReceiveTotal => Traffic(Received);

    /// <summary>Bytes sent through internet sockets since <see cref="NetworkSince"/>. Null in the same cases as <see cref="NetReceiveTotal"/>.</summary>
    [Field("sock_send_length", Unit = "bytes", Group = "Network", Sets = "PSNetwork", Metric = "process.network.io{network.io.direction=transmit}")]
    public long? NetSendTotal => Traffic(Sent);

    /// <summary>
    /// Since when the totals count, local: the start of the process, or that of counting, if the process is older. With BPF, counting begins with the first sample of the
    /// session that requests the data set, and ends with the last watch that does. With socket diagnostics, it begins with the first sample of the watch that reads the
    /// process. Null in the same cases as <see cref="NetReceiveTotal"/>.
    /// </summary>
    [Field(Group = "Network")]
    public DateTimeOffset? NetworkSince => Traffic(nameof(NetworkSince)) is { } traffic
        ? traffic.Since == 0 ? StartTime : _trafficSince is { } since ? _machine.ToLocal(since) : null
        : null;

    /// <summary>The method that gave the bytes. None if they are unknown. Null if not requested.</summary>
    [Field(Group = "Network", Sets = "PSNetwork")]
    public NetworkSource? NetworkSource =>
        IsRead(ProcessDataSets.Network, nameof(NetworkSource)) ? Traffic(nameof(NetworkSource))?.Source ?? Vmon.NetworkSource.None : null;

    /// <summary>
    /// Number of TCP connections that the process has open: sockets of its descriptors that are neither listening nor closed. A socket of several descriptors counts once. From a
    /// BPF pass over the open files (CAP_BPF, CAP_PERFMON, CAP_SYS_PTRACE and CAP_DAC_READ_SEARCH), otherwise from /proc/PID/fd and socket diagnostics. Null for a thread; without
    /// the pass also if the open files of the process are denied, or the sockets of its network namespace cannot be read. Up to 32 samples old for a process that has not run,
    /// unless -Exact is specified.
    /// </summary>
    [Field("fd", Unit = "count", Group = "Network", Sets = "PSNetwork")]
    public long? ConnectionCount => IsRead(ProcessDataSets.Network, nameof(ConnectionCount)) ? _details?.Connections : null;

    /// <summary>What descendants received and sent that exited, while they were sampled or reported by events.</summary>
    internal TrafficCounters TrafficOfExited => _details?.TrafficOfExited ?? default;

    private static long Received(TrafficCounters counters) => counters.Received;

    private static long Sent(TrafficCounters counters) => counters.Sent;

    private ProcessTraffic? Traffic(string property) =>
        IsRead(ProcessDataSets.Network, property) && _details?.Traffic is { IsKnown: true } reading ? reading.Current : null;

    private long? Traffic(Func<TrafficCounters, long> counter, [CallerMemberName] string property = "") =>
        Traffic(property) is { } traffic ? counter(traffic.Counters) : null;

    private long? TrafficIncrease(Func<TrafficCounters, long> counter, [CallerMemberName] string property = "") =>
        IsRead(ProcessDataSets.Network, property) && _details?.Traffic is RecordPair<ProcessTraffic> reading
            ? Increase(reading.IsPaired, counter(reading.Current.Counters), counter(reading.Previous.Counters)) : null;
}

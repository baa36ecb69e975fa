using System.Net.Sockets;
using Vmon.Fields;
using Vmon.Parsing.Network;
using Vmon.Parsing.Processes;

namespace Vmon;

/// <summary>
/// One socket in one reading, with the processes that hold it. Immutable. Null is unknown or not applicable; the kernel has bytes, round-trip time and windows of TCP only.
/// </summary>
public sealed class Connection
{
    private readonly SocketReading _socket;
    private readonly SocketContext _context;
    private readonly SocketReading? _before;

    internal Connection(SocketReading socket, SocketContext context, SocketReading? before)
    {
        _socket = socket;
        _context = context;
        _before = before;
    }

    /// <summary>Protocol: tcp, udp, udplite, icmp, raw or unix.</summary>
    [Field("sock_diag", Group = "Endpoints and owners")]
    public string Protocol => _socket.Protocol;

    /// <summary>Socket type, such as Stream or Dgram.</summary>
    [Field("sock_diag", Group = "Endpoints and owners")]
    public SocketType? Type => _socket.Type;

    /// <summary>State of the socket. The states of TCP have the names of Get-NetTCPConnection.</summary>
    [Field("sock_diag", Group = "Endpoints and owners")]
    public SocketState? State => _socket.State;

    /// <summary>
    /// Local IPv4 or IPv6 address (a mapped address as ::ffff:192.0.2.1), or the path of a unix socket (@name if abstract). Null if there is none.
    /// </summary>
    [Field("sock_diag", Group = "Endpoints and owners")]
    public string? LocalAddress => _socket.Local?.ToString() ?? _socket.Name;

    /// <summary>Local port. Null for raw and unix sockets.</summary>
    [Field("sock_diag", Group = "Endpoints and owners")]
    public int? LocalPort => _socket.LocalPort;

    /// <summary>Remote address; for a unix socket, the path to which its peer is bound. Null if there is none.</summary>
    [Field("sock_diag", Group = "Endpoints and owners")]
    public string? RemoteAddress => _socket.Remote?.ToString() ?? PeerPath;

    /// <summary>Remote port. Null if there is none.</summary>
    [Field("sock_diag", Group = "Endpoints and owners")]
    public int? RemotePort => _socket.RemotePort;

    /// <summary>
    /// PID of the process that holds the socket. Of several, the one that started first: with an inherited socket, the server that opened it. Null if none does, and if unknown.
    /// </summary>
    [Field("fd", Group = "Endpoints and owners")]
    public int? OwningProcess => Owner?.Id;

    /// <summary>Name of that process.</summary>
    [Field("stat", "cmdline", Group = "Endpoints and owners")]
    public string? OwningProcessName => Owner?.ProcessName;

    /// <summary>
    /// The first 64 descriptors of the socket, of the oldest process first. Empty if no process holds it, as after it was closed. Null if none was found, but the descriptors of some
    /// processes could not be read.
    /// </summary>
    [Field("fd", Group = "Endpoints and owners")]
    public IReadOnlyList<DescriptorHolder>? OwningProcesses => Holders.ToList() is { Count: > 0 } owners ? owners : AreOwnersComplete ? ValueList<DescriptorHolder>.Empty : null;

    /// <summary>Number of descriptors of the socket, including those not in OwningProcesses. Null as OwningProcesses.</summary>
    [Field("fd", Unit = "count", Group = "Endpoints and owners")]
    public int? OwningDescriptorCount => Holders.Count > 0 || AreOwnersComplete ? Holders.Count : null;

    /// <summary>
    /// Whether the descriptors of every process on the machine could be read. If not, another process may hold the socket as well. Always false in a container (PID namespace), which
    /// cannot see processes outside, unless no descriptor can refer to the socket.
    /// </summary>
    [Field("fd", Group = "Endpoints and owners")]
    public bool AreOwnersComplete { get; internal init; }

    /// <summary>PID of OwningProcess, for cmdlets that take processes.</summary>
    [Field("fd", Group = "Endpoints and owners")]
    public int? Id => OwningProcess;

    /// <summary>Name of OwningProcess, for cmdlets that take processes.</summary>
    [Field("stat", "cmdline", Group = "Endpoints and owners")]
    public string? ProcessName => OwningProcessName;

    /// <summary>Start time of OwningProcess in clock ticks since boot. Together with the PID, it identifies the process.</summary>
    [Field(StatField.starttime, Unit = "ticks", Group = "Endpoints and owners")]
    public long? StartTicks => Owner?.StartTicks;

    /// <summary>Whether the PID is valid for system calls on this machine, so that the process can be stopped or waited for.</summary>
    [Field(Group = "Endpoints and owners")]
    public bool IsLocal => Owner?.IsLocal == true;

    /// <summary>Unit of systemd of OwningProcess: the service, scope or other unit, or else the innermost slice. Null without systemd.</summary>
    [Field("cgroup", Group = "Endpoints and owners")]
    public string? Unit => Owner?.Unit;

    /// <summary>Identifier of the container of OwningProcess. Null outside of containers.</summary>
    [Field("cgroup", Group = "Endpoints and owners")]
    public string? ContainerId => Owner?.ContainerId;

    /// <summary>Name of the container of OwningProcess, if the path of its control group has it.</summary>
    [Field("cgroup", Group = "Endpoints and owners")]
    public string? ContainerName => Owner?.ContainerName;

    /// <summary>
    /// Network namespace: its name of ip netns, otherwise the name or the identifier of the container of a process in it, otherwise net:[inode]. The namespace of Vmon itself is
    /// net:[inode], unless ip netns has a name for it. Null if unknown.
    /// </summary>
    [Field("ns/net", Group = "Endpoints and owners")]
    public string? NetworkNamespace => _context.Namespace;

    /// <summary>Inode number of the network namespace. Null if it may not be seen.</summary>
    [Field("ns/net", Group = "Endpoints and owners")]
    public ulong? NetworkNamespaceId => _context.Sockets.Namespace.Inode;

    /// <summary>Numeric id of the user who created the socket. Null for a connection in the TimeWait state, for which the kernel does not keep it.</summary>
    [Field("sock_diag", Group = "Endpoints and owners")]
    public long? UserId => _socket.User;

    /// <summary>Name of that user. Null for an unknown user, and in a captured tree.</summary>
    [Field("sock_diag", "user database", Group = "Endpoints and owners")]
    public string? UserName => _socket.User is uint user ? _context.Users?.Of(user) : null;

    /// <summary>Inode number of the socket. Null if no descriptor can refer to it any more.</summary>
    [Field("sock_diag", Group = "Endpoints and owners")]
    public ulong? Inode => _socket.Inode;

    /// <summary>Number that the kernel gives to no other socket until it boots again.</summary>
    [Field("sock_diag", Group = "Endpoints and owners")]
    public ulong? Cookie => _socket.Cookie;

    /// <summary>Inode number of the peer of a unix socket. Null if there is none, if it was closed, and for other protocols.</summary>
    [Field("sock_diag", Group = "Endpoints and owners")]
    public ulong? PeerInode => _socket.PeerInode;

    /// <summary>The first 64 descriptors of the peer of a unix socket, in the processes that could be read. Empty if there are none.</summary>
    [Field("sock_diag", "fd", Group = "Endpoints and owners")]
    public IReadOnlyList<DescriptorHolder> Peers => PeerHolders.ToList();

    /// <summary>Number of descriptors of the peer, including those not in Peers.</summary>
    [Field("sock_diag", "fd", Unit = "count", Group = "Endpoints and owners")]
    public int PeerCount => PeerHolders.Count;

    /// <summary>Whether the socket is new since the beginning of the interval. Null without an interval, or if the kernel gave no number that tells it from others.</summary>
    [Field("sock_diag", OfInterval = true, Group = "Endpoints and owners")]
    public bool? IsNew => _context.Earlier is null || _socket.Cookie is null ? null : _before is null;

    /// <summary>Time over which the rates are. Null without an interval.</summary>
    [Field(OfInterval = true, Group = "Endpoints and owners")]
    public TimeSpan? Interval => _context.Interval;

    /// <summary>When the sockets of the network namespace were read, local.</summary>
    [Field(Group = "Endpoints and owners")]
    public DateTimeOffset Timestamp => _context.Timestamp;

    /// <summary>Bytes received that were not read yet; for a listening socket, connections that were not accepted yet.</summary>
    [Field("sock_diag", Unit = "bytes, connections", Group = "Queues and bytes")]
    public long? ReceiveQueue => _socket.ReceiveQueue;

    /// <summary>Bytes written that the peer has not acknowledged; of a datagram socket, not sent. Null for a listening socket.</summary>
    [Field("sock_diag", Unit = "bytes", Group = "Queues and bytes")]
    public long? SendQueue => _socket.SendQueue;

    /// <summary>Maximum number of connections that wait to be accepted. Null if the socket does not listen.</summary>
    [Field("sock_diag", Unit = "connections", Group = "Queues and bytes")]
    public long? Backlog => _socket.Backlog;

    /// <summary>Bytes sent, including those of retransmissions.</summary>
    [Field("tcp_info", Unit = "bytes", Group = "Queues and bytes")]
    public long? BytesSent => Stream?.BytesSent;

    /// <summary>Bytes received. The end of the stream (FIN) counts as one.</summary>
    [Field("tcp_info", Unit = "bytes", Group = "Queues and bytes")]
    public long? BytesReceived => Stream?.BytesReceived;

    /// <summary>Bytes that the peer acknowledged. The beginning and the end of the stream (SYN, FIN) count as one each.</summary>
    [Field("tcp_info", Unit = "bytes", Group = "Queues and bytes")]
    public long? BytesAcknowledged => Stream?.BytesAcknowledged;

    /// <summary>Bytes sent again.</summary>
    [Field("tcp_info", Unit = "bytes", Group = "Queues and bytes")]
    public long? BytesRetransmitted => Stream?.BytesRetransmitted;

    /// <summary>Bytes written that were not sent yet.</summary>
    [Field("tcp_info", Unit = "bytes", Group = "Queues and bytes")]
    public long? BytesNotSent => Stream?.NotSent;

    /// <summary>Bytes sent per second, including retransmissions. Of a new connection, all of its bytes are of the interval.</summary>
    [Field("tcp_info", Unit = "bytes/s", OfInterval = true, Group = "Queues and bytes")]
    public double? SendRate => Rate(static tcp => tcp.BytesSent);

    /// <summary>Bytes received per second. Of a new connection, all of its bytes are of the interval.</summary>
    [Field("tcp_info", Unit = "bytes/s", OfInterval = true, Group = "Queues and bytes")]
    public double? ReceiveRate => Rate(static tcp => tcp.BytesReceived);

    /// <summary>Segments sent.</summary>
    [Field("tcp_info", Unit = "count", Group = "Segments")]
    public long? SegmentsSent => Stream?.SegmentsSent;

    /// <summary>Segments received.</summary>
    [Field("tcp_info", Unit = "count", Group = "Segments")]
    public long? SegmentsReceived => Stream?.SegmentsReceived;

    /// <summary>Segments with data sent.</summary>
    [Field("tcp_info", Unit = "count", Group = "Segments")]
    public long? DataSegmentsSent => Stream?.DataSegmentsSent;

    /// <summary>Segments with data received.</summary>
    [Field("tcp_info", Unit = "count", Group = "Segments")]
    public long? DataSegmentsReceived => Stream?.DataSegmentsReceived;

    /// <summary>Segments sent again since the connection was opened.</summary>
    [Field("tcp_info", Unit = "count", Group = "Segments")]
    public long? Retransmits => Stream?.TotalRetransmits;

    /// <summary>Segments sent again per second.</summary>
    [Field("tcp_info", Unit = "1/s", OfInterval = true, Group = "Segments")]
    public double? RetransmitRate => Rate(static tcp => tcp.TotalRetransmits);

    /// <summary>Segments sent again that are not acknowledged yet.</summary>
    [Field("tcp_info", Unit = "count", Group = "Segments")]
    public long? RetransmitsInFlight => Stream?.Retransmitted;

    /// <summary>Segments sent that are not acknowledged yet.</summary>
    [Field("tcp_info", Unit = "count", Group = "Segments")]
    public long? UnacknowledgedSegments => Stream?.Unacknowledged;

    /// <summary>Segments that the peer has, although one before them is missing.</summary>
    [Field("tcp_info", Unit = "count", Group = "Segments")]
    public long? SackedSegments => Stream?.Sacked;

    /// <summary>Segments that are regarded as lost.</summary>
    [Field("tcp_info", Unit = "count", Group = "Segments")]
    public long? LostSegments => Stream?.Lost;

    /// <summary>Segments received out of order. Null before kernel 5.4.</summary>
    [Field("tcp_info", Unit = "count", Group = "Segments")]
    public long? OutOfOrderSegments => Stream?.OutOfOrder;

    /// <summary>Segments that may arrive out of order before one is regarded as lost.</summary>
    [Field("tcp_info", Unit = "count", Group = "Segments")]
    public long? Reordering => Stream?.Reordering;

    /// <summary>Smoothed round-trip time. Null if none was measured yet.</summary>
    [Field("tcp_info", Group = "Times")]
    public TimeSpan? RoundTripTime => Stream?.RoundTripTime;

    /// <summary>Mean deviation of the round-trip time.</summary>
    [Field("tcp_info", Group = "Times")]
    public TimeSpan? RoundTripTimeVariation => Stream?.RoundTripTimeVariation;

    /// <summary>Smallest round-trip time of the last minutes. Null if none was measured.</summary>
    [Field("tcp_info", Group = "Times")]
    public TimeSpan? MinRoundTripTime => Stream?.MinRoundTripTime;

    /// <summary>Round-trip time as the receiver estimates it. Null if none was measured.</summary>
    [Field("tcp_info", Group = "Times")]
    public TimeSpan? ReceiverRoundTripTime => Stream?.ReceiverRoundTripTime;

    /// <summary>Time without an acknowledgement after which a segment is sent again.</summary>
    [Field("tcp_info", Group = "Times")]
    public TimeSpan? RetransmissionTimeout => Stream?.RetransmissionTimeout;

    /// <summary>Time for which an acknowledgement may be delayed.</summary>
    [Field("tcp_info", Group = "Times")]
    public TimeSpan? AcknowledgementTimeout => Stream?.AcknowledgementTimeout;

    /// <summary>Time since data was sent. Since the connection was opened, if none was.</summary>
    [Field("tcp_info", Group = "Times")]
    public TimeSpan? TimeSinceSent => Stream?.SinceSent;

    /// <summary>Time since data was received. Since the connection was opened, if none was.</summary>
    [Field("tcp_info", Group = "Times")]
    public TimeSpan? TimeSinceReceived => Stream?.SinceReceived;

    /// <summary>Time since an acknowledgement was received.</summary>
    [Field("tcp_info", Group = "Times")]
    public TimeSpan? TimeSinceAcknowledged => Stream?.SinceAcknowledged;

    /// <summary>Time in which there was data to send or to be acknowledged.</summary>
    [Field("tcp_info", Group = "Times")]
    public TimeSpan? BusyTime => Stream?.BusyTime;

    /// <summary>Part of BusyTime in which the peer had no room to receive.</summary>
    [Field("tcp_info", Group = "Times")]
    public TimeSpan? ReceiveWindowLimitedTime => Stream?.ReceiveWindowLimited;

    /// <summary>Part of BusyTime in which the send buffer was too small.</summary>
    [Field("tcp_info", Group = "Times")]
    public TimeSpan? SendBufferLimitedTime => Stream?.SendBufferLimited;

    /// <summary>The timer that runs.</summary>
    [Field("sock_diag", Group = "Times")]
    public SocketTimer? Timer => _socket.Details?.Timer;

    /// <summary>Time until the timer expires. Null if none runs.</summary>
    [Field("sock_diag", Group = "Times")]
    public TimeSpan? TimerRest => _socket.Details?.TimerRest;

    /// <summary>Number of retransmissions, or of unanswered probes, of the timer that runs.</summary>
    [Field("sock_diag", Unit = "count", Group = "Times")]
    public int? TimerCount => _socket.Details?.TimerCount;

    /// <summary>Name of the congestion control, such as cubic or bbr.</summary>
    [Field("sock_diag", Group = "Windows")]
    public string? CongestionControl => _socket.Details?.CongestionControl;

    /// <summary>Congestion window.</summary>
    [Field("tcp_info", Unit = "segments", Group = "Windows")]
    public long? CongestionWindow => Stream?.CongestionWindow;

    /// <summary>Congestion window at which slow start ends. Null before the first congestion.</summary>
    [Field("tcp_info", Unit = "segments", Group = "Windows")]
    public long? SlowStartThreshold => Stream?.SlowStartThreshold;

    /// <summary>Window that the peer advertises. Null before kernel 5.4.</summary>
    [Field("tcp_info", Unit = "bytes", Group = "Windows")]
    public long? SendWindow => Stream?.SendWindow;

    /// <summary>Window that is advertised to the peer. Null before kernel 6.2.</summary>
    [Field("tcp_info", Unit = "bytes", Group = "Windows")]
    public long? ReceiveWindow => Stream?.ReceiveWindow;

    /// <summary>Largest segment to send.</summary>
    [Field("tcp_info", Unit = "bytes", Group = "Windows")]
    public long? SendMss => Stream?.SendMss;

    /// <summary>Largest segment received, as estimated.</summary>
    [Field("tcp_info", Unit = "bytes", Group = "Windows")]
    public long? ReceiveMss => Stream?.ReceiveMss;

    /// <summary>Largest packet that the path to the peer takes.</summary>
    [Field("tcp_info", Unit = "bytes", Group = "Windows")]
    public long? PathMtu => Stream?.PathMtu;

    /// <summary>Maximum rate of sending, by the congestion control or the application. Null if none was set yet.</summary>
    [Field("tcp_info", Unit = "bytes/s", Group = "Windows")]
    public long? PacingRate => Stream?.PacingRate;

    /// <summary>Rate at which the peer received the most recent data. Null if none was measured.</summary>
    [Field("tcp_info", Unit = "bytes/s", Group = "Windows")]
    public long? DeliveryRate => Stream?.DeliveryRate;

    /// <summary>Whether the application had too little to send, so that DeliveryRate is less than what the path permits.</summary>
    [Field("tcp_info", Group = "Windows")]
    public bool? IsApplicationLimited => Stream?.IsApplicationLimited;

    /// <summary>Memory that received packets take.</summary>
    [Field("sock_diag", Unit = "bytes", Group = "Memory")]
    public long? ReceiveMemory => _socket.Details?.Memory?.Received;

    /// <summary>Size of the receive buffer.</summary>
    [Field("sock_diag", Unit = "bytes", Group = "Memory")]
    public long? ReceiveBuffer => _socket.Details?.Memory?.ReceiveBuffer;

    /// <summary>Memory of packets that were handed to the network and not sent yet.</summary>
    [Field("sock_diag", Unit = "bytes", Group = "Memory")]
    public long? SendMemory => _socket.Details?.Memory?.Sending;

    /// <summary>Memory of what was written and not acknowledged yet.</summary>
    [Field("sock_diag", Unit = "bytes", Group = "Memory")]
    public long? QueuedMemory => _socket.Details?.Memory?.Queued;

    /// <summary>Size of the send buffer.</summary>
    [Field("sock_diag", Unit = "bytes", Group = "Memory")]
    public long? SendBuffer => _socket.Details?.Memory?.SendBuffer;

    /// <summary>Packets that were dropped because the receive buffer was full, or that were not valid.</summary>
    [Field("sock_diag", Unit = "count", Group = "Memory")]
    public long? DroppedPackets => _socket.Details?.Memory?.Dropped;

    /// <summary>Name of the network interface to which the socket is bound. Null if it is not bound to one.</summary>
    [Field("sock_diag", Group = "Options")]
    public string? Interface => _socket.Interface is int index ? _context.Sockets.Interfaces.GetValueOrDefault(index) : null;

    /// <summary>Index of that interface.</summary>
    [Field("sock_diag", Group = "Options")]
    public int? InterfaceIndex => _socket.Interface;

    /// <summary>Whether an IPv6 socket refuses IPv4. Null for other sockets.</summary>
    [Field("sock_diag", Group = "Options")]
    public bool? IsIPv6Only => _socket.Details?.IsV6Only;

    /// <summary>Directions that were shut down.</summary>
    [Field("sock_diag", Group = "Options")]
    public SocketDirections? Shutdown => _socket.Details?.Shutdown;

    /// <summary>Mark for routing and firewall. Null without CAP_NET_ADMIN.</summary>
    [Field("sock_diag", Group = "Options")]
    public long? Mark => _socket.Details?.Mark;

    /// <summary>Id of the version 2 control group in which the socket was created: the inode number of its directory. Null before kernel 5.8.</summary>
    [Field("sock_diag", Group = "Options")]
    public long? CgroupId => (long?)_socket.Details?.CgroupId;

    /// <summary>Inode number of the file to which a unix socket is bound. Null if it has no path.</summary>
    [Field("sock_diag", Group = "Options")]
    public ulong? FileInode => _socket.Details?.FileInode;

    internal HolderList Holders { get; init; }

    internal HolderList PeerHolders { get; init; }

    /// <summary>The sample of OwningProcess. Null if there is none.</summary>
    private ProcessSample? Owner => Holders.First;

    internal string? PeerPath { get; init; }

    // What tcp_info has of a listening socket are other numbers.
    private TcpInfo? Stream => State == SocketState.Listen ? null : _socket.Details?.Tcp;

    /// <summary>Converts to a .NET Process, for cmdlets that take Process objects.</summary>
    /// <exception cref="InvalidCastException">No process is known to hold the socket, or it exited, even if its PID was reused.</exception>
    public static explicit operator System.Diagnostics.Process(Connection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return connection.ToProcess();
    }

    /// <summary>Converts to a .NET Process.</summary>
    /// <exception cref="InvalidCastException">No process is known to hold the socket, or it exited, even if its PID was reused.</exception>
    public System.Diagnostics.Process ToProcess() => Owner?.ToProcess() ?? throw new InvalidCastException($"No process is known to hold {this}.");

    /// <summary>Protocol, addresses and state.</summary>
    public override string ToString() => (_socket.ToInfo() ?? (_socket with { Inode = 0 }).ToInfo())!.ToString();

    private double? Rate(Func<TcpInfo, long?> counter)
    {
        if (Interval is not { } interval || interval <= TimeSpan.Zero || Stream is not { } now || _socket.Cookie is null) return null;
        long? before = _before?.Details?.Tcp is { } tcp ? counter(tcp) : 0; // a handshake has no counters yet
        return counter(now) is long current && current >= before ? (current - before) / interval.TotalSeconds : null;
    }
}

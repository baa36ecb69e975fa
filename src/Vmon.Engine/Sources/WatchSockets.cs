using System.Runtime.InteropServices;
using Vmon.Kernel.Network;
using Vmon.Native;
using Vmon.Parsing.Network;
using Vmon.Sources.Network;

namespace Vmon.Sources;

/// <summary>
/// The TCP connections of the network namespaces of a watch, by socket diagnostics, and which of their bytes are credited to a process. A connection has one owner: the first
/// process that is found to hold it, until it does not hold it any more. So each byte is credited once, whichever processes share the socket.
/// </summary>
/// <param name="countsTraffic">Whether bytes are credited. A single look has no interval.</param>
internal sealed class WatchSockets(bool countsTraffic)
{
    // Any user can hold millions of descriptors, each of which takes a microsecond. Processes beyond are unknown in this sample.
    private const int MostLinks = 1 << 19;

    private static readonly SocketQuery Connected = new()
    {
        Protocols = SocketProtocols.Tcp,
        States =
        [
            SocketState.Established, SocketState.SynSent, SocketState.SynReceived, SocketState.FinWait1, SocketState.FinWait2, SocketState.CloseWait, SocketState.LastAck,
            SocketState.Closing,
        ],
        HeldOnly = true,
    };

    private readonly Dictionary<ulong, HeldConnection> _connections = [];
    private readonly HashSet<ProcessIdentity> _credited = [];
    private Dictionary<ulong, NamespaceAccess> _namespaces = [];
    private Dictionary<ulong, NamespaceAccess> _namespacesBefore = [];
    private NamespaceReader? _reader;
    private ulong? _own;
    private long _sample;
    private long _time;
    private long _timeBefore;
    private int _links;

    /// <summary>Whether bytes are credited: this process may ask the kernel for the sockets of its own namespace.</summary>
    internal bool CanCount(SamplingContext context)
    {
        Begin(context);
        return countsTraffic && _own is ulong own && Read(own, Environment.ProcessId, context) == NamespaceAccess.Full;
    }

    /// <summary>Whether so many descriptors may still be read in this sample.</summary>
    internal bool MayRead(int descriptors, SamplingContext context)
    {
        Begin(context);
        if (descriptors > MostLinks - _links) return false;
        _links += descriptors;
        return true;
    }

    /// <summary>Reads the connections of a network namespace, unless this sample has.</summary>
    /// <param name="space">Its inode number.</param>
    /// <param name="process">PID of a process in it.</param>
    /// <param name="context">What all work with.</param>
    internal NamespaceAccess Read(ulong space, int process, SamplingContext context)
    {
        Begin(context);
        if (_namespaces.TryGetValue(space, out NamespaceAccess access)) return access;
        _reader ??= new NamespaceReader(context, Connected, static socket => socket is { Inode: not null, State: not (SocketState.Listen or SocketState.Closed or SocketState.Bound or SocketState.TimeWait) });
        NamespaceSockets reading = _reader.Read([new NetworkNamespace { Inode = space, IsOwn = space == _own, Process = process }], context.State.Cancellation)[0];
        bool isNext = _namespacesBefore.GetValueOrDefault(space, NamespaceAccess.None) == NamespaceAccess.Full;
        foreach (SocketReading socket in reading.Sockets) Accept(socket, isNext);
        _namespaces.Add(space, reading.Access);
        return reading.Access;
    }

    /// <summary>Begins to credit a process: all that its connections carry if it started in the interval, otherwise what they carry from now on.</summary>
    internal ProcessTraffic Begin(ProcessIdentity process, ReadOnlySpan<ulong> inodes)
    {
        bool isBorn = _timeBefore != 0 && process.StartTicks * SystemConstants.NanosecondsPerTick >= _timeBefore;
        if (!isBorn)
            foreach (ulong inode in inodes) CreditedTo(process, inode);
        return new ProcessTraffic { Since = isBorn ? 0 : _time, Source = NetworkSource.SocketDiagnostics };
    }

    /// <summary>Gets what the connections of a process have carried since it was last credited.</summary>
    /// <param name="process">The process.</param>
    /// <param name="inodes">Its sockets.</param>
    internal TrafficCounters Credit(ProcessIdentity process, ReadOnlySpan<ulong> inodes)
    {
        TrafficCounters all = default;
        foreach (ulong inode in inodes)
        {
            TrafficCounters one = CreditedTo(process, inode);
            all.Received += one.Received;
            all.Sent += one.Sent;
        }

        _ = _credited.Add(process);
        return all;
    }

    /// <summary>How many of these sockets are connections.</summary>
    internal long Count(ReadOnlySpan<ulong> inodes)
    {
        long count = 0;
        foreach (ulong inode in inodes)
            if (_connections.TryGetValue(inode, out HeldConnection connection) && connection.SeenIn == _sample) count++;
        return count;
    }

    private void Begin(SamplingContext context)
    {
        if (_sample == context.SampleNumber) return;
        foreach ((ulong inode, HeldConnection connection) in _connections)
            if (connection.SeenIn != _sample) _ = _connections.Remove(inode);
        _sample = context.SampleNumber;
        (_timeBefore, _time) = (_time, SystemConstants.NanosecondsSinceBoot);
        (_namespacesBefore, _namespaces) = (_namespaces, _namespacesBefore);
        _namespaces.Clear();
        _credited.Clear();
        _links = 0;
        _own = NetworkNamespaces.Own;
    }

    // A socket that the previous reading of its namespace did not have is new, and began with zeros.
    private void Accept(SocketReading socket, bool isNext)
    {
        ref HeldConnection connection = ref CollectionsMarshal.GetValueRefOrAddDefault(_connections, socket.Inode!.Value, out bool isKnown)!;
        bool isSame = isKnown && connection.Cookie == socket.Cookie;
        if (!isSame) connection = new HeldConnection { Cookie = socket.Cookie };
        else if (connection.OwnedIn < _sample - 2) connection.Credited = connection.Now; // not credited to a process that takes it over later
        connection.Now = CountersOf(socket, connection.Now);
        connection.SeenIn = _sample;
        if (!isSame && !isNext) connection.Credited = connection.Now;
    }

    private TrafficCounters CreditedTo(ProcessIdentity process, ulong inode)
    {
        ref HeldConnection connection = ref CollectionsMarshal.GetValueRefOrNullRef(_connections, inode);
        if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref connection) || connection.SeenIn != _sample || !MayOwn(process, connection)) return default;
        TrafficCounters since = new() { Received = connection.Now.Received - connection.Credited.Received, Sent = connection.Now.Sent - connection.Credited.Sent };
        (connection.Credited, connection.Owner, connection.OwnedIn) = (connection.Now, process, _sample);
        return since;
    }

    // The owner of the previous sample stays it, if it is still to be credited in this one.
    private bool MayOwn(ProcessIdentity process, in HeldConnection connection) =>
        connection.Owner == process || connection.OwnedIn < _sample - 1 || (connection.OwnedIn == _sample - 1 && _credited.Contains(connection.Owner));

    // What arrived at the socket, and what was sent for the first time. They never decrease.
    private static TrafficCounters CountersOf(SocketReading socket, TrafficCounters before) => socket.Details?.Tcp is { } tcp
        ? new TrafficCounters
        {
            Received = Math.Max(before.Received, tcp.BytesReceived ?? 0), Sent = Math.Max(before.Sent, (tcp.BytesSent - tcp.BytesRetransmitted) ?? 0),
        }
        : before;

    // A connection in the last reading, and what of it is credited.
    private record struct HeldConnection
    {
        internal ulong? Cookie;
        internal TrafficCounters Now;
        internal TrafficCounters Credited;
        internal ProcessIdentity Owner;
        internal long OwnedIn;
        internal long SeenIn;
    }
}

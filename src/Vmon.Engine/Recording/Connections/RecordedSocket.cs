using System.Net.Sockets;
using Vmon.Parsing.Network;

namespace Vmon.Recording.Connections;

/// <summary>A socket of a block, as the last frame that has it has it. Immutable, because samples keep it while later frames are read.</summary>
/// <param name="values">Its numbers.</param>
/// <param name="protocol">Name of its protocol.</param>
/// <param name="name">Path of a unix socket. Null for none.</param>
/// <param name="congestionControl">Name of its congestion control. Null if unknown.</param>
internal sealed class RecordedSocket(long[] values, string protocol, string? name, byte[]? congestionControl)
{
    /// <summary>A socket of which nothing is known yet.</summary>
    internal static RecordedSocket Unknown { get; } = new(new long[SocketValues.Count], "", null, null);

    /// <summary>Number of its network namespace in the block.</summary>
    internal long Namespace => Values[SocketNumber.socket_namespace];

    private SocketValues Values => new(values);

    /// <summary>Its numbers, for the next frame to change.</summary>
    internal long[] CopyValues() => [.. values];

    /// <summary>The socket at a time.</summary>
    /// <param name="clock">Milliseconds on the clock of its namespace.</param>
    internal SocketReading At(long clock)
    {
        SocketValues own = Values;
        return new SocketReading
        {
            Protocol = protocol,
            Type = own[SocketNumber.socket_type] is > 0 and var type ? (SocketType)type : null,
            State = own.Known(SocketNumber.socket_state) is { } state ? (SocketState)state : null,
            Local = own.Flags.HasFlag(SocketFlags.HasLocal) ? AddressAt(SocketNumber.socket_local_high, SocketFlags.LocalIsV4) : null,
            LocalPort = (int?)own.Known(SocketNumber.socket_local_port),
            Remote = own.Flags.HasFlag(SocketFlags.HasRemote) ? AddressAt(SocketNumber.socket_remote_high, SocketFlags.RemoteIsV4) : null,
            RemotePort = (int?)own.Known(SocketNumber.socket_remote_port),
            Name = name,
            Inode = own.NotZero(SocketNumber.socket_inode),
            Cookie = own.NotZero(SocketNumber.socket_cookie),
            User = (uint?)own.Known(SocketNumber.socket_user),
            Interface = (int?)own.Known(SocketNumber.socket_interface),
            ReceiveQueue = own.Known(SocketNumber.socket_receive_queue),
            SendQueue = own.Known(SocketNumber.socket_send_queue),
            Backlog = own.Known(SocketNumber.socket_backlog),
            PeerInode = own.NotZero(SocketNumber.socket_peer),
            Details = own.Flags.HasFlag(SocketFlags.HasDetails) ? new RecordedSocketDetails(values, congestionControl, clock) : null,
        };
    }

    private InternetAddress AddressAt(SocketNumber high, SocketFlags isV4) =>
        new((ulong)Values[high], (ulong)Values[high + 1], Values.Flags.HasFlag(isV4));
}

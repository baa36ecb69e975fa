namespace Vmon.Parsing.Network;

/// <summary>What the kernel told of a socket besides its addresses and queues. It is taken from the message when it is asked for. Null is unknown or not applicable.</summary>
internal abstract class SocketDetails
{
    internal virtual SocketMemory? Memory => null;

    /// <summary>Which directions are shut down.</summary>
    internal virtual SocketDirections? Shutdown => null;

    internal virtual SocketTimer? Timer => null;

    /// <summary>Time until the timer expires.</summary>
    internal virtual TimeSpan? TimerRest => null;

    /// <summary>Retransmissions or probes of the running timer.</summary>
    internal virtual int? TimerCount => null;

    internal string? CongestionControl => CongestionControlBytes.IsEmpty ? null : ProcText.Decode(CongestionControlBytes);

    /// <summary>Name of the congestion control. Empty if unknown.</summary>
    internal virtual ReadOnlySpan<byte> CongestionControlBytes => default;

    internal virtual TcpInfo? Tcp => null;

    /// <summary>Mark for routing and filters. Only CAP_NET_ADMIN may see it.</summary>
    internal virtual uint? Mark => null;

    /// <summary>Inode number of the control group in which it was created.</summary>
    internal virtual ulong? CgroupId => null;

    /// <summary>Whether an IPv6 socket refuses IPv4.</summary>
    internal virtual bool? IsV6Only => null;

    /// <summary>Inode number of the file to which a unix socket is bound.</summary>
    internal virtual ulong? FileInode => null;
}

/// <summary>Memory of a socket (SK_MEMINFO_…), in bytes.</summary>
/// <param name="Received">Taken by received packets.</param>
/// <param name="ReceiveBuffer">Size of the receive buffer.</param>
/// <param name="Sending">Taken by packets on their way to the network.</param>
/// <param name="SendBuffer">Size of the send buffer.</param>
/// <param name="Queued">Taken by what was written and not acknowledged.</param>
/// <param name="Dropped">Packets that were dropped.</param>
internal readonly record struct SocketMemory(uint Received, uint ReceiveBuffer, uint Sending, uint SendBuffer, uint Queued, uint Dropped)
{
    private const int Words = 9;

    /// <summary>The attribute, which is the same for all families. Null if it is too short.</summary>
    // received 4, receive buffer 4, sending 4, send buffer 4, reserved 4, queued 4, options 4, backlog 4, dropped 4 (since 4.7)
    internal static SocketMemory? Parse(ReadOnlySpan<byte> value)
    {
        if (value.Length < Words * sizeof(uint)) return null;
        ReadOnlySpan<uint> words = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, uint>(value);
        return new SocketMemory(words[0], words[1], words[2], words[3], words[5], words[8]);
    }
}

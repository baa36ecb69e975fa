using Vmon.Parsing.Network;
using Vmon.Recording.Processes;

namespace Vmon.Recording.Connections;

/// <summary>
/// The numbers of a socket in one reading. A recording has their <see cref="Names"/>, so that a later version can add and move some. A time that grows with the clock of the
/// kernel, and a counter that follows another one, is kept as the difference from it, so that a socket that rests has the same numbers in all samples.
/// </summary>
internal readonly ref struct SocketValues(Span<long> values)
{
    private static readonly int First = Enum.GetValues<SocketNumber>().Length;

    private readonly Span<long> _values = values;

    /// <summary>Number of the numbers.</summary>
    internal static int Count { get; } = First + TcpField.All.Length;

    /// <summary>The names, in the order of the numbers.</summary>
    internal static IReadOnlyList<string> Names { get; } =
        [.. Enum.GetNames<SocketNumber>().Select(ProcessNumbers.NameOf), .. TcpField.All.Select(static field => $"tcp_info.{field.Name}")];

    internal ref long this[SocketNumber number] => ref _values[(int)number];

    internal ref long this[TcpIndex field] => ref _values[First + (int)field];

    internal SocketFlags Flags => (SocketFlags)this[SocketNumber.socket_flags];

    /// <summary>The fields of tcp_info, in the order of <see cref="TcpField.All"/>.</summary>
    internal Span<long> Tcp => _values[First..];

    /// <summary>Takes the numbers of a reading, without its texts and the number of its namespace.</summary>
    /// <param name="socket">The reading.</param>
    /// <param name="clock">Milliseconds on the clock of its namespace.</param>
    internal void Take(SocketReading socket, long clock)
    {
        SocketFlags flags = Take(socket.Local, SocketNumber.socket_local_high, SocketFlags.HasLocal, SocketFlags.LocalIsV4)
            | Take(socket.Remote, SocketNumber.socket_remote_high, SocketFlags.HasRemote, SocketFlags.RemoteIsV4);
        this[SocketNumber.socket_type] = (long)(socket.Type ?? 0);
        this[SocketNumber.socket_state] = 1 + (long?)socket.State ?? 0;
        this[SocketNumber.socket_cookie] = (long)(socket.Cookie ?? 0);
        this[SocketNumber.socket_inode] = (long)(socket.Inode ?? 0);
        this[SocketNumber.socket_peer] = (long)(socket.PeerInode ?? 0);
        this[SocketNumber.socket_user] = 1 + (long?)socket.User ?? 0;
        this[SocketNumber.socket_interface] = 1 + (long?)socket.Interface ?? 0;
        this[SocketNumber.socket_local_port] = 1 + (long?)socket.LocalPort ?? 0;
        this[SocketNumber.socket_remote_port] = 1 + (long?)socket.RemotePort ?? 0;
        this[SocketNumber.socket_receive_queue] = 1 + socket.ReceiveQueue ?? 0;
        this[SocketNumber.socket_send_queue] = 1 + socket.SendQueue ?? 0;
        this[SocketNumber.socket_backlog] = 1 + socket.Backlog ?? 0;
        if (socket.Details is { } details) flags |= Take(details, socket.State == SocketState.Listen ? null : details.Tcp, clock);
        this[SocketNumber.socket_flags] = (long)flags;
    }

    /// <summary>Milliseconds since the socket received data. Null without tcp_info.</summary>
    internal long? SinceReceived(long clock) =>
        this[SocketNumber.tcp_length] == 0 ? null : this[TcpIndex.LastSent] + clock + this[TcpIndex.LastReceived];

    /// <summary>Milliseconds until its timer expires.</summary>
    internal long TimerRest(long clock) => this[SocketNumber.socket_timer_rest] - (this[SocketNumber.tcp_length] == 0 ? clock : this[TcpIndex.LastSent] + clock);

    /// <summary>A field of tcp_info, by its place in <see cref="TcpField.All"/>.</summary>
    internal long TcpValue(int field, long clock) => Tcp[field] + (TcpIndex)field switch
    {
        TcpIndex.LastSent => clock,
        TcpIndex.LastReceived or TcpIndex.LastAcknowledged => this[TcpIndex.LastSent] + clock,
        TcpIndex.BytesSent => this[TcpIndex.BytesAcknowledged],
        _ => 0,
    };

    internal long? Known(SocketNumber number) => this[number] > 0 ? this[number] - 1 : null;

    internal ulong? NotZero(SocketNumber number) => this[number] is not 0 and var value ? (ulong)value : null;

    private SocketFlags Take(InternetAddress? address, SocketNumber high, SocketFlags isKnown, SocketFlags isV4)
    {
        this[high] = (long)(address?.High ?? 0);
        this[high + 1] = (long)(address?.Low ?? 0);
        return address is not { } known ? SocketFlags.None : known.IsV4 ? isKnown | isV4 : isKnown;
    }

    private SocketFlags Take(SocketDetails details, TcpInfo? tcp, long clock)
    {
        SocketFlags flags = SocketFlags.HasDetails;
        this[SocketNumber.socket_file] = (long)(details.FileInode ?? 0);
        this[SocketNumber.socket_timer] = 1 + (long?)details.Timer ?? 0;
        this[SocketNumber.socket_timer_count] = 1 + (long?)details.TimerCount ?? 0;
        this[SocketNumber.socket_shutdown] = 1 + (long?)details.Shutdown ?? 0;
        this[SocketNumber.socket_mark] = 1 + (long?)details.Mark ?? 0;
        if (details.CgroupId is { } group)
        {
            flags |= SocketFlags.HasCgroup;
            this[SocketNumber.socket_cgroup] = (long)group;
        }

        if (details.IsV6Only is { } isOnly) flags |= isOnly ? SocketFlags.IsV6Only : SocketFlags.IsNotV6Only;
        if (details.Memory is { } memory)
        {
            flags |= SocketFlags.HasMemory;
            this[SocketNumber.memory_received] = memory.Received;
            this[SocketNumber.memory_receive_buffer] = memory.ReceiveBuffer;
            this[SocketNumber.memory_sending] = memory.Sending;
            this[SocketNumber.memory_send_buffer] = memory.SendBuffer;
            this[SocketNumber.memory_queued] = memory.Queued;
            this[SocketNumber.memory_dropped] = memory.Dropped;
        }

        long since = tcp is { } info ? Take(info, clock) : clock;
        if (details.TimerRest is not { } rest) return flags;
        this[SocketNumber.socket_timer_rest] = (rest.Ticks / TimeSpan.TicksPerMillisecond) + since;
        return flags | SocketFlags.HasTimerRest;
    }

    // Returns the time since data was sent.
    private long Take(TcpInfo info, long clock)
    {
        ReadOnlySpan<byte> bytes = info.Bytes;
        this[SocketNumber.tcp_length] = Math.Min(bytes.Length, TcpField.Longest);
        for (int i = 0; i < TcpField.All.Length; i++) Tcp[i] = TcpField.All[i].Read(bytes);
        long since = this[TcpIndex.LastSent];
        this[TcpIndex.LastSent] -= clock;
        this[TcpIndex.LastReceived] -= since;
        this[TcpIndex.LastAcknowledged] -= since;
        this[TcpIndex.BytesSent] -= this[TcpIndex.BytesAcknowledged];
        return since;
    }
}

namespace Vmon.Recording.Connections;

/// <summary>Numbers of a socket that are not of tcp_info. Each name is that of the source, and what it has.</summary>
internal enum SocketNumber
{
    /// <summary>Number of the network namespace in the block.</summary>
    socket_namespace,

    /// <summary>See <see cref="SocketFlags"/>.</summary>
    socket_flags,

    /// <summary>Number of the socket type; 0 if unknown.</summary>
    socket_type,

    /// <summary>Plus one; 0 if unknown.</summary>
    socket_state,
    socket_cookie,
    socket_inode,
    socket_peer,
    socket_file,

    /// <summary>Plus one; 0 if unknown. The numbers up to the backlog as well.</summary>
    socket_user,
    socket_interface,
    socket_local_port,
    socket_remote_port,
    socket_receive_queue,
    socket_send_queue,
    socket_backlog,

    /// <summary>The first 64 bits of the address. 0 for IPv4.</summary>
    socket_local_high,
    socket_local_low,
    socket_remote_high,
    socket_remote_low,

    /// <summary>Plus one; 0 if unknown. The numbers up to the mark as well.</summary>
    socket_timer,
    socket_timer_count,
    socket_shutdown,
    socket_mark,

    /// <summary>Milliseconds, as what is missing to the clock of the namespace, or to the time since data was sent.</summary>
    socket_timer_rest,
    socket_cgroup,
    memory_received,
    memory_receive_buffer,
    memory_sending,
    memory_send_buffer,
    memory_queued,
    memory_dropped,

    /// <summary>Number of a text of the block, plus one; 0 for none.</summary>
    text_protocol,
    text_name,
    text_congestion_control,

    /// <summary>Bytes of tcp_info with recorded fields that the kernel gave. Its fields follow.</summary>
    tcp_length,
}

/// <summary>What is known of a socket.</summary>
[Flags]
internal enum SocketFlags
{
    None = 0,
    HasLocal = 1,
    LocalIsV4 = 1 << 1,
    HasRemote = 1 << 2,
    RemoteIsV4 = 1 << 3,

    /// <summary>It was listed by the kernel, with all details.</summary>
    HasDetails = 1 << 4,
    IsV6Only = 1 << 5,
    IsNotV6Only = 1 << 6,
    HasMemory = 1 << 7,
    HasCgroup = 1 << 8,
    HasTimerRest = 1 << 9,
}

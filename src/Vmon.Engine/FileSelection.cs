using Vmon.Sources.Files;

namespace Vmon;

/// <summary>Selects open files, and how much is read of each. Immutable.</summary>
public sealed record FileSelection
{
    /// <summary>All of them.</summary>
    public static FileSelection Everything { get; } = new();

    /// <summary>Of these types; <see cref="FileType.Unknown"/> for any.</summary>
    public FileType Types { get; init; }

    /// <summary>Predicate for the path, or for the target of a file without a path. Null for any.</summary>
    public Predicate<string>? Path { get; init; }

    /// <summary>Whether to select only deleted files.</summary>
    public bool DeletedOnly { get; init; }

    /// <summary>Whether to read position, flags and the other fields of /proc/PID/fdinfo.</summary>
    public bool IncludeInfo { get; init; }

    /// <summary>Local ports of tcp, udp, udplite and icmp sockets to select. Null for any file.</summary>
    public IReadOnlyCollection<int>? LocalPorts { get; init; }

    /// <summary>Remote ports of tcp, udp, udplite and icmp sockets to select. Null for any file.</summary>
    public IReadOnlyCollection<int>? RemotePorts { get; init; }

    /// <summary>
    /// Whether to select only sockets that listen for connections, or that are bound to a port without a peer, such as udp servers.
    /// </summary>
    public bool ListeningOnly { get; init; }

    /// <summary>Whether only sockets are selected.</summary>
    public bool IsAboutSockets => LocalPorts is not null || RemotePorts is not null || ListeningOnly;

    internal bool Accepts(in FileEntry entry) =>
        (Types == FileType.Unknown || (Types & entry.Type) != 0) && (entry.IsDeleted == true || !DeletedOnly) && (entry.IsSocket || !IsAboutSockets);

    internal bool Accepts(OpenFile file) =>
        (LocalPorts is null || (file.LocalPort is int local && LocalPorts.Contains(local)))
        && (RemotePorts is null || (file.RemotePort is int remote && RemotePorts.Contains(remote)))
        && (!ListeningOnly || file.Socket is { IsListening: true })
        && Path?.Invoke(file.Path ?? file.Target ?? "") != false;
}

using Vmon.Sampling;

namespace Vmon;

/// <summary>Which open files are asked for, and how much about each. Immutable.</summary>
public sealed record FileSelection
{
    /// <summary>All of them.</summary>
    public static FileSelection Everything { get; } = new();

    /// <summary>Of these types; <see cref="FileType.Unknown"/> for any.</summary>
    public FileType Types { get; init; }

    /// <summary>Whose path, or target where it has no path, this accepts; null for any.</summary>
    public Predicate<string>? Path { get; init; }

    /// <summary>Only those that have no name any more.</summary>
    public bool DeletedOnly { get; init; }

    /// <summary>Also position, flags and what else /proc/PID/fdinfo has.</summary>
    public bool IncludeInfo { get; init; }

    /// <summary>Only sockets of tcp, udp, udplite or icmp with one of these local ports; null for any, and what is no socket.</summary>
    public IReadOnlyCollection<int>? LocalPorts { get; init; }

    /// <summary>Only sockets of tcp, udp, udplite or icmp with one of these remote ports; null for any, and what is no socket.</summary>
    public IReadOnlyCollection<int>? RemotePorts { get; init; }

    /// <summary>Only sockets that wait for connections, or are bound to a port and take what comes from anybody, as those of udp.</summary>
    public bool ListeningOnly { get; init; }

    /// <summary>Whether only sockets can be what is asked for.</summary>
    public bool IsAboutSockets => LocalPorts is not null || RemotePorts is not null || ListeningOnly;

    internal bool Accepts(in FileEntry entry) =>
        (Types == FileType.Unknown || (Types & entry.Type) != 0) && (entry.IsDeleted == true || !DeletedOnly) && (entry.IsSocket || !IsAboutSockets);

    internal bool Accepts(OpenFile file) =>
        (LocalPorts is null || (file.LocalPort is int local && LocalPorts.Contains(local)))
        && (RemotePorts is null || (file.RemotePort is int remote && RemotePorts.Contains(remote)))
        && (!ListeningOnly || file.Socket is { IsListening: true })
        && Path?.Invoke(file.Path ?? file.Target ?? "") != false;
}

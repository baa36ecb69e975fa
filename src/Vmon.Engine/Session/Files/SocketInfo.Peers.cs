namespace Vmon;

// What only a sample of processes tells of it, and how it is shown.
public sealed partial record SocketInfo
{
    /// <summary>Descriptors of the peer of a unix socket, among the processes that were sampled: the first 64; empty for none.</summary>
    public IReadOnlyList<DescriptorHolder> Peers { get; init; } = ValueList<DescriptorHolder>.Empty;

    /// <summary>How many descriptors of the peer there are among the processes that were sampled, also where Peers has only the first of them.</summary>
    public int PeerCount { get; init; }

    /// <summary>Protocol, addresses and state.</summary>
    public override string ToString() => string.Join(' ', Parts().Where(part => part is not null));

    private IEnumerable<string?> Parts()
    {
        yield return Protocol ?? "socket";
        yield return Endpoint(LocalAddress, LocalPort);
        if (Endpoint(RemoteAddress, RemotePort) is string remote) yield return "→ " + remote;
        else if (Peers.Count > 0) yield return "→ " + Peers[0];
        if (State is not null) yield return State.Value.ToString();
    }

    private static string? Endpoint(string? address, int? port) => address switch
    {
        null => port?.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ when port is null => address,
        _ when address.Contains(':', StringComparison.Ordinal) => $"[{address}]:{port}",
        _ => $"{address}:{port}",
    };
}

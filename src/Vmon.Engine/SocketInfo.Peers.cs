using Vmon.Fields;

namespace Vmon;

public sealed partial record SocketInfo
{
    /// <summary>The first 64 descriptors of the peer of a unix socket, in the sampled processes. Empty if there are none.</summary>
    [Field("net")]
    public IReadOnlyList<DescriptorHolder> Peers { get; init; } = ValueList<DescriptorHolder>.Empty;

    /// <summary>Number of descriptors of the peer in the sampled processes, including those not in Peers.</summary>
    [Field("net", Unit = "count")]
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

    private static string? Endpoint(string? address, long? port) => address switch
    {
        null => port?.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ when port is null => address,
        _ when address.Contains(':', StringComparison.Ordinal) => $"[{address}]:{port}",
        _ => $"{address}:{port}",
    };
}

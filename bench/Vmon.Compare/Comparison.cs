using Vmon.Bench;
using Vmon.Compare.Measuring;
using Vmon.Compare.Peers;

namespace Vmon.Compare;

/// <summary>Measures all peers with one load, in turn, in several rounds.</summary>
internal sealed class Comparison(ProcessLoad load, CompareOptions options)
{
    private readonly Dictionary<Peer, List<Cost>> _costs = [];
    private readonly Dictionary<Peer, string> _failures = [];

    internal ProcessLoad Load => load;

    internal CompareOptions Options => options;

    /// <summary>What the load has many of, and CPU time is divided by.</summary>
    internal string Unit => load.Kind == ProcessLoad.Files ? "descriptor" : "process";

    internal IReadOnlyList<Peer> Peers { get; } = [.. PeerCatalog.For(load).Where(peer => options.Selects(peer.Name))];

    internal IReadOnlyList<Cost> CostsOf(Peer peer) => _costs.GetValueOrDefault(peer) ?? [];

    /// <summary>Why a peer has no costs. Null if it has.</summary>
    internal string? FailureOf(Peer peer) => _failures.GetValueOrDefault(peer);

    internal void Run()
    {
        foreach (Peer peer in Peers)
            if (peer.Absence() is string absence) _failures[peer] = $"absent: {absence}";

        for (int round = 1; round <= options.Rounds; round++)
        {
            foreach (Peer peer in Peers.Where(peer => !_failures.ContainsKey(peer)))
            {
                Console.Error.WriteLine($"{load.Count} {load.Kind}, round {round} of {options.Rounds}: {peer.Name}");
                Measure(peer);
            }
        }
    }

    private void Measure(Peer peer)
    {
        try
        {
            double before = ProcessCount.OfMachine();
            Cost cost = peer.Measure(options);
            if (!_costs.TryGetValue(peer, out List<Cost>? costs)) _costs[peer] = costs = [];
            costs.Add(cost with { Processes = cost.Processes ?? ((before + ProcessCount.OfMachine()) / 2) + 1 });
        }
        catch (PeerException failure)
        {
            _failures[peer] = $"failed: {failure.Message}";
        }
    }
}

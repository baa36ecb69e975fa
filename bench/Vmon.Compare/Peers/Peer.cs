using Vmon.Compare.Measuring;

namespace Vmon.Compare.Peers;

/// <summary>Something that samples processes, as its users run it.</summary>
internal abstract class Peer(string name)
{
    internal string Name { get; } = name;

    /// <summary>Why it cannot be run here; null where it can.</summary>
    internal abstract string? Absence();

    /// <exception cref="PeerException">It did not do what it should.</exception>
    internal abstract Cost Measure(CompareOptions options);
}

using Vmon.Bench;
using Vmon.Compare.Measuring;

namespace Vmon.Compare.Peers;

/// <summary>A tool or API that samples processes, as its users run it.</summary>
internal abstract class Peer(string name)
{
    internal string Name { get; } = name;

    /// <summary>Why it cannot run on this machine. Null if it can.</summary>
    internal abstract string? Absence();

    /// <exception cref="PeerException">It could not be measured.</exception>
    internal abstract Cost Measure(CompareOptions options);
}

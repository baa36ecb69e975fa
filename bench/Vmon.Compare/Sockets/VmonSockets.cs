using Vmon.Bench;

namespace Vmon.Compare.Sockets;

/// <summary>Vmon in this process: a sample of all processes, the sockets, and an object of each with the figures that ss shows.</summary>
internal sealed class VmonSockets
{
    private static readonly ConnectionSelection Selection = new() { Protocols = SocketProtocols.Tcp };

    private readonly ProcessWatch _watch;

    internal VmonSockets(bool withOwners)
    {
        VmonSession session = new(new SessionOptions { UseEvents = false });
        _watch = session.Watch(ProcessSelection.Everything, withOwners ? ProcessDataSets.Files : ProcessDataSets.None);
    }

    /// <summary>CPU time in µs.</summary>
    internal double Measure()
    {
        double before = CpuTime.OfThisProcess();
        _watch.Sample();
        long sum = 0;
        foreach (Connection connection in _watch.Connections(_watch.ReadConnections(Selection))) sum += (connection.BytesSent ?? 0) + (connection.OwningProcess ?? 0);
        GC.KeepAlive(sum);
        return CpuTime.OfThisProcess() - before;
    }
}

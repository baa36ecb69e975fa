using Vmon.Bench;

namespace Vmon.Compare.Sockets;

/// <summary>Vmon in this process: samples of all processes, with their sockets.</summary>
/// <param name="sets">What is read of each process: its files for the owners of sockets, or its network traffic.</param>
internal sealed class VmonSockets(ProcessDataSets sets)
{
    private static readonly ConnectionSelection Selection = new() { Protocols = SocketProtocols.Tcp };

    private readonly ProcessWatch _watch = new VmonSession(new SessionOptions { UseEvents = sets == ProcessDataSets.Network }).Watch(ProcessSelection.Everything, sets);

    /// <summary>CPU time of a sample, and of an object of each socket with the figures that ss shows, in µs.</summary>
    internal double MeasureSockets() => Measure(() =>
    {
        _watch.Sample();
        return _watch.Connections(_watch.ReadConnections(Selection)).Sum(static connection => (connection.BytesSent ?? 0) + (connection.OwningProcess ?? 0));
    });

    /// <summary>CPU time of a sample with the traffic and the number of connections of each process, in µs.</summary>
    internal double MeasureProcesses() => Measure(() =>
    {
        _watch.Sample();
        return _watch.Processes().Sum(static process => (process.NetReceive ?? 0) + (process.ConnectionCount ?? 0));
    });

    private static double Measure(Func<long> read)
    {
        double before = CpuTime.OfThisProcess();
        GC.KeepAlive(read());
        return CpuTime.OfThisProcess() - before;
    }
}

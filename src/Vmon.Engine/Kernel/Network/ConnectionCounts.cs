using Vmon.Native;

namespace Vmon.Kernel.Network;

/// <summary>How many TCP connections each process has open.</summary>
internal sealed class ConnectionCounts
{
    // Any user can have many. Beyond, a socket of several descriptors can count again.
    private const int MostOfProcess = 65_536;

    private readonly Dictionary<ProcessIdentity, long> _counts = [];
    private readonly HashSet<long> _sockets = [];
    private ProcessIdentity _last;

    internal void Clear()
    {
        _counts.Clear();
        _sockets.Clear();
    }

    /// <summary>Adds connections. Those of a process follow each other.</summary>
    internal void Add(ReadOnlySpan<ConnectionRecord> connections)
    {
        foreach (ref readonly ConnectionRecord connection in connections)
        {
            ProcessIdentity process = new((int)connection.Process, connection.StartTime / SystemConstants.NanosecondsPerTick);
            if (process != _last || _sockets.Count >= MostOfProcess) _sockets.Clear();
            _last = process;
            if (_sockets.Add(connection.Socket)) _counts[process] = _counts.GetValueOrDefault(process) + 1;
        }
    }

    /// <summary>How many a process has.</summary>
    internal long Of(ProcessIdentity process) => _counts.GetValueOrDefault(process);
}

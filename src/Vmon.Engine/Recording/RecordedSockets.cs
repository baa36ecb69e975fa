using Vmon.Parsing.Network;
using Vmon.Recording.Connections;
using Vmon.Recording.Processes;
using Vmon.Sources.Network;

namespace Vmon.Recording;

/// <summary>The sockets of a sample of a recording. A copy, because the frames look one ahead.</summary>
internal sealed class RecordedSockets
{
    private readonly List<RecordedSocket?> _sockets = [];
    private readonly List<RecordedNamespace> _namespaces = [];
    private long _monotonic;

    /// <summary>Whether a frame with sockets was taken.</summary>
    internal bool AreKnown { get; private set; }

    internal void Clear()
    {
        _sockets.Clear();
        _namespaces.Clear();
        AreKnown = false;
    }

    /// <summary>Takes those of a frame.</summary>
    internal void Take(FrameReader frame)
    {
        Clear();
        if (frame.Connections is not { } connections) return;
        _sockets.AddRange(connections.Sockets);
        _namespaces.AddRange(connections.Namespaces);
        _monotonic = frame.Times.Monotonic;
        AreKnown = true;
    }

    /// <summary>The sockets that a query selects, by namespace.</summary>
    /// <param name="query">Which sockets are of interest.</param>
    /// <param name="accepts">Which of them are kept.</param>
    internal List<NamespaceSockets> Select(SocketQuery query, Predicate<SocketReading> accepts)
    {
        Dictionary<long, NamespaceSockets> selected = [];
        Dictionary<long, long> clocks = [];
        foreach (RecordedNamespace one in _namespaces)
        {
            NamespaceReach reach = one.Facts.Reach with { Protocols = one.Facts.Reach.Protocols & query.Protocols };
            selected[one.Number] = new NamespaceSockets(one.Facts.Namespace, [], _monotonic + one.Delay, reach, one.Facts.Interfaces) { LeftOut = one.LeftOut };
            clocks[one.Number] = one.Clock;
        }

        foreach (RecordedSocket? socket in _sockets)
        {
            if (socket is null || !selected.TryGetValue(socket.Namespace, out NamespaceSockets? sockets)) continue;
            SocketReading reading = socket.At(clocks[socket.Namespace]);
            if (query.Includes(reading.Protocol) && accepts(reading)) sockets.Sockets.Add(reading);
        }

        return [.. selected.Values];
    }
}

using Vmon.Sources.Network;

namespace Vmon.Recording.Connections;

/// <summary>Writes the network namespaces of a frame. Each has a number in the block, and a clock, by which the times of its sockets are kept.</summary>
internal sealed class NamespaceClocks
{
    private readonly Dictionary<(ulong Inode, int Process), NamespaceClock> _known = [];
    private ColumnSet _frame = new();

    private ColumnWriter Column => _frame[(int)FrameColumn.NetworkNamespaces];

    /// <summary>Begins a frame. A whole one forgets those of the block before.</summary>
    internal void Begin(ColumnSet frame, bool isWhole)
    {
        _frame = frame;
        if (isWhole) _known.Clear();
    }

    /// <summary>That of a namespace. One whose inode may not be seen is known by its process.</summary>
    internal NamespaceClock Of(NamespaceSockets sockets)
    {
        (ulong, int) key = sockets.Namespace.Inode is ulong inode ? (inode, 0) : (0, sockets.Namespace.Process);
        if (!_known.TryGetValue(key, out NamespaceClock? one)) _known.Add(key, one = new NamespaceClock(_known.Count));
        return one;
    }

    /// <summary>Writes a namespace, and moves its clock on.</summary>
    /// <param name="one">The namespace.</param>
    /// <param name="sockets">Its sockets.</param>
    /// <param name="delay">Nanoseconds from the times of the frame to their reading.</param>
    /// <param name="step">Milliseconds since the frame before that has it.</param>
    internal void Write(NamespaceClock one, NamespaceSockets sockets, long delay, long step)
    {
        bool isChanged = one.Facts?.AreOf(sockets) != true;
        Column.Add((ulong)one.Number + 1);
        Column.Add(isChanged ? 1u : 0u);
        if (isChanged) (one.Facts = new NamespaceFacts(sockets.Namespace, sockets.Reach, sockets.Interfaces)).Write(Column);
        Column.AddSigned(delay);
        Column.AddSigned(step);
        Column.Add((ulong)sockets.LeftOut);
        one.Clock += step;
        one.Time = sockets.Time;
    }

    /// <summary>Ends the frame.</summary>
    internal void End() => Column.Add(0);
}

/// <summary>A network namespace of a block that is written.</summary>
/// <param name="number">Its number.</param>
internal sealed class NamespaceClock(int number)
{
    internal int Number { get; } = number;

    /// <summary>Milliseconds since the first frame that has it.</summary>
    internal long Clock { get; set; }

    /// <summary>When its sockets were read, on the monotonic clock. 0 at first.</summary>
    internal long Time { get; set; }

    /// <summary>What the block has of it. Null at first.</summary>
    internal NamespaceFacts? Facts { get; set; }
}

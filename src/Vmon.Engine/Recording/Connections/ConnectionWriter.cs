using Vmon.Parsing.Network;
using Vmon.Recording.Processes;
using Vmon.Sources;
using Vmon.Sources.Network;

namespace Vmon.Recording.Connections;

/// <summary>
/// Writes sockets into frames. A socket has a slot as long as it exists. A frame has the sockets of which something changed since the previous one, and of each the numbers that
/// changed; a whole frame has all of them.
/// </summary>
/// <param name="users">Writes the names of users.</param>
internal sealed class ConnectionWriter(UserWriter users)
{
    internal static readonly NumberPlace Place =
        new(FrameColumn.ConnectionPatterns, FrameColumn.NewConnectionPatterns, FrameColumn.ConnectionNumbers, FrameColumn.ConnectionTexts);

    private readonly SlotTable<SocketKey, Slot> _slots = new();
    private readonly NamespaceClocks _namespaces = new();
    private readonly NumberWriter _numbers = new(Place, SocketValues.Count);
    private readonly TextTable _texts = new();
    private ColumnSet _frame = new();
    private long _number;
    private int _lastSlot;

    private ColumnWriter Steps => _frame[(int)FrameColumn.Connections];

    private ColumnWriter Texts => _frame[(int)FrameColumn.ConnectionTexts];

    /// <summary>Writes the sockets of a sample.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="namespaces">The sockets.</param>
    /// <param name="sample">The sample of the processes, of which the frame has the times.</param>
    /// <param name="isWhole">Whether the frame can be read without those before.</param>
    internal void Write(ColumnSet frame, IReadOnlyList<NamespaceSockets> namespaces, SampleState sample, bool isWhole)
    {
        _frame = frame;
        _number++;
        _lastSlot = -1;
        _slots.Begin(isWhole);
        _texts.Begin(isWhole);
        _namespaces.Begin(frame, isWhole);
        if (isWhole) _numbers.Clear();
        foreach (NamespaceSockets sockets in namespaces) Write(sockets, sample);
        Steps.AddSigned(0);
        WriteGone();
        _namespaces.End();
        Texts.Add(0);
    }

    private void Write(NamespaceSockets sockets, SampleState sample)
    {
        NamespaceClock one = _namespaces.Of(sockets);
        long step = one.Time == 0 ? 0 : StepOf(sockets, one);
        _namespaces.Write(one, sockets, sockets.Time - sample.Time.Monotonic, step);
        foreach (SocketReading socket in sockets.Sockets) Write(socket, SlotOf(socket, one), one);
    }

    // Of the sockets that rest, all times have grown by as much.
    private long StepOf(NamespaceSockets sockets, NamespaceClock one)
    {
        MostFrequent steps = new();
        foreach (SocketReading socket in sockets.Sockets)
        {
            if (socket.State == SocketState.Listen || socket.Details?.Tcp?.SinceReceived is not { } now) continue;
            if (_slots.Find(SocketKey.Of(socket, one.Number)) is not { } slot || new SocketValues(slot.Numbers).SinceReceived(one.Clock) is not { } before) continue;
            if (!steps.TryAdd((now.Ticks / TimeSpan.TicksPerMillisecond) - before)) break;
        }

        return steps.Value ?? (sockets.Time - one.Time) / TimeSpan.NanosecondsPerTick / TimeSpan.TicksPerMillisecond;
    }

    // A socket without a cookie has the next key that is free in this frame.
    private Slot SlotOf(SocketReading socket, NamespaceClock one)
    {
        SocketKey key = SocketKey.Of(socket, one.Number);
        Slot? slot = _slots.Find(key);
        while (slot?.SeenIn == _number)
        {
            key = key.Next;
            slot = _slots.Find(key);
        }

        slot ??= _slots.Add(key, new Slot(_slots.TakeNumber()));
        slot.SeenIn = _number;
        return slot;
    }

    private void Write(SocketReading socket, Slot slot, NamespaceClock one)
    {
        Span<long> now = _numbers.Take(slot.Numbers);
        now.Clear();
        SocketValues values = new(now);
        values.Take(socket, one.Clock);
        values[SocketNumber.socket_namespace] = one.Number;
        TakeTexts(socket, slot, values);
        if (slot.Numbers.AsSpan().SequenceEqual(now)) return;
        if (socket.User is { } user && values[SocketNumber.socket_user] != new SocketValues(slot.Numbers)[SocketNumber.socket_user]) users.Write(user);
        Steps.AddSigned(slot.Number - _lastSlot);
        _lastSlot = slot.Number;
        _numbers.Write(_frame, slot.Numbers);
    }

    private void TakeTexts(SocketReading socket, Slot slot, SocketValues values)
    {
        if (socket.Protocol != slot.Protocol) slot.ProtocolText = NumberOf(ProcText.Encode(slot.Protocol = socket.Protocol));
        if (socket.Name != slot.Name) slot.NameText = (slot.Name = socket.Name) is { } name ? NumberOf(ProcText.Encode(name)) : 0;
        ReadOnlySpan<byte> congestion = socket.Details is null ? default : socket.Details.CongestionControlBytes;
        if (!congestion.SequenceEqual(slot.CongestionControl))
        {
            slot.CongestionControl = congestion.ToArray();
            slot.CongestionControlText = congestion.IsEmpty ? 0 : NumberOf(congestion);
        }

        values[SocketNumber.text_protocol] = slot.ProtocolText;
        values[SocketNumber.text_name] = slot.NameText;
        values[SocketNumber.text_congestion_control] = slot.CongestionControlText;
    }

    private int NumberOf(ReadOnlySpan<byte> text) => _texts.WholeNumberOf(text, Texts);

    private void WriteGone()
    {
        int last = -1;
        foreach ((SocketKey key, Slot slot) in _slots.All)
        {
            if (slot.SeenIn == _number) continue;
            Steps.AddSigned(slot.Number - last);
            last = slot.Number;
            _slots.End(key, slot.Number);
        }

        Steps.AddSigned(0);
    }

    /// <summary>What the last frame that has a socket has of it.</summary>
    private sealed class Slot(int number)
    {
        internal int Number { get; } = number;

        internal long[] Numbers { get; } = new long[SocketValues.Count];

        /// <summary>Number of the last frame whose reading has it.</summary>
        internal long SeenIn { get; set; }

        internal string? Protocol { get; set; }

        internal int ProtocolText { get; set; }

        internal string? Name { get; set; }

        internal int NameText { get; set; }

        internal byte[] CongestionControl { get; set; } = [];

        internal int CongestionControlText { get; set; }
    }
}

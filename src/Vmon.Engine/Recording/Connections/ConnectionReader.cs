using Vmon.Recording.Processes;

namespace Vmon.Recording.Connections;

/// <summary>Reads sockets from the frames of a block.</summary>
internal sealed class ConnectionReader
{
    // A frame has slots for as many sockets as a recorder keeps, and for as many that are gone. A later recorder can keep more.
    private const int MostSlots = 256 * 1024;

    private readonly ColumnReader _steps;
    private readonly ColumnReader _namespaceFacts;
    private readonly NumberReader _numbers;
    private readonly BlockTexts _texts;
    private readonly List<RecordedSocket?> _slots = [];
    private readonly List<RecordedNamespace> _namespaces = [];

    /// <param name="columns">The columns of the block, by number.</param>
    /// <param name="names">The names of the numbers, in the order of the block.</param>
    internal ConnectionReader(Func<int, ColumnReader> columns, IReadOnlyList<string> names)
    {
        _steps = columns((int)FrameColumn.Connections);
        _namespaceFacts = columns((int)FrameColumn.NetworkNamespaces);
        _numbers = new NumberReader(columns, ConnectionWriter.Place, names, SocketValues.Names);
        _texts = new BlockTexts(columns((int)FrameColumn.ConnectionTexts));
    }

    /// <summary>The sockets of the last frame, by slot. A free slot is null.</summary>
    internal List<RecordedSocket?> Sockets => _slots;

    /// <summary>The namespaces of the last frame, in its order.</summary>
    internal List<RecordedNamespace> Namespaces { get; } = [];

    /// <summary>Reads the next frame. False if bytes are impossible.</summary>
    internal bool TryRead() => _texts.TryRead() && TryReadNamespaces() && TryReadSockets() && TryReadGone();

    private bool TryReadNamespaces()
    {
        Namespaces.Clear();
        for (int number = _namespaceFacts.ReadIndex(MostSlots); number != 0; number = _namespaceFacts.ReadIndex(MostSlots))
        {
            bool hasFacts = _namespaceFacts.Read() != 0;
            if (number > _namespaces.Count + (hasFacts ? 1 : 0)) return false;
            if (number > _namespaces.Count) _namespaces.Add(new RecordedNamespace(number - 1, NamespaceFacts.Read(_namespaceFacts), 0, 0, 0));
            else if (hasFacts) _namespaces[number - 1] = _namespaces[number - 1] with { Facts = NamespaceFacts.Read(_namespaceFacts) };
            RecordedNamespace before = _namespaces[number - 1];
            RecordedNamespace now = before with { Delay = _namespaceFacts.ReadSigned(), Clock = before.Clock + _namespaceFacts.ReadSigned(), LeftOut = _namespaceFacts.ReadIndex(int.MaxValue) };
            if (!SampleTimes.IsShort(now.Delay) || _namespaceFacts.IsMalformed) return false;
            _namespaces[number - 1] = now;
            Namespaces.Add(now);
        }

        return !_namespaceFacts.IsMalformed;
    }

    private bool TryReadSockets()
    {
        SlotSteps steps = new(_steps, MostSlots);
        while (steps.TryNext(out int slot))
        {
            while (slot >= _slots.Count) _slots.Add(null);
            long[] numbers = (_slots[slot] ?? RecordedSocket.Unknown).CopyValues();
            if (!_numbers.TryAdd(numbers)) return false;
            SocketValues values = new(numbers);
            _slots[slot] = new RecordedSocket(
                numbers,
                TextAt(values[SocketNumber.text_protocol]) ?? "",
                TextAt(values[SocketNumber.text_name]),
                _texts.At(values[SocketNumber.text_congestion_control]));
        }

        return !steps.IsMalformed;
    }

    private bool TryReadGone()
    {
        SlotSteps steps = new(_steps, _slots.Count);
        while (steps.TryNext(out int slot))
        {
            if (_slots[slot] is null) return false;
            _slots[slot] = null;
        }

        return !steps.IsMalformed;
    }

    private string? TextAt(long number) => _texts.At(number) is { } text ? ProcText.Decode(text) : null;
}

/// <summary>A network namespace in one frame.</summary>
/// <param name="Number">Its number in the block.</param>
/// <param name="Facts">What the block has of it.</param>
/// <param name="Clock">Milliseconds since the first frame that has it.</param>
/// <param name="Delay">Nanoseconds from the times of the frame to the reading of its sockets.</param>
/// <param name="LeftOut">Number of sockets that the recorder left out.</param>
internal sealed record RecordedNamespace(int Number, NamespaceFacts Facts, long Clock, long Delay, int LeftOut);

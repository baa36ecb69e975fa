namespace Vmon.PowerShell.Screen.Frames;

/// <summary>The frames in memory, oldest first, without a gap. Bounded by number and by size.</summary>
/// <param name="mostFrames">How many frames it keeps at most.</param>
/// <param name="mostBytes">How much memory they take at most, about. The last two are kept in any case.</param>
internal sealed class Timeline(int mostFrames, long mostBytes)
{
    private const int Fewest = 2;

    private readonly LinkedFrames _frames = new();

    internal int Count => _frames.Count;

    /// <summary>About how many bytes the frames take.</summary>
    internal long Size { get; private set; }

    internal Frame? First => Count == 0 ? null : _frames[0];

    internal Frame? Last => Count == 0 ? null : _frames[Count - 1];

    /// <summary>The frame at a position. Null if it is not in memory.</summary>
    internal Frame? this[long number] => First is { } first && number >= first.Number && number - first.Number < Count ? _frames[(int)(number - first.Number)] : null;

    /// <summary>The frame at a position, or the nearest one. Null if there is none.</summary>
    internal Frame? Nearest(long number) => Count == 0 ? null : this[Math.Clamp(number, First!.Number, Last!.Number)];

    /// <summary>Adds a frame after the last one, and drops the oldest ones. Returns whether some were dropped.</summary>
    internal bool AddLast(Frame frame)
    {
        _frames.AddLast(frame);
        Size += frame.Size;
        bool isCut = IsTooLarge;
        while (IsTooLarge) Size -= _frames.RemoveFirst().Size;
        return isCut;
    }

    /// <summary>Adds a frame before the first one, and drops the latest ones. Returns whether some were dropped.</summary>
    internal bool AddFirst(Frame frame)
    {
        _frames.AddFirst(frame);
        Size += frame.Size;
        bool isCut = IsTooLarge;
        while (IsTooLarge) Size -= _frames.RemoveLast().Size;
        return isCut;
    }

    internal void Clear()
    {
        _frames.Clear();
        Size = 0;
    }

    /// <summary>The frames up to one, as many as a span has room for, oldest first. Null before the first one.</summary>
    internal void CopyTo(Span<Frame?> window, long last)
    {
        for (int i = 0; i < window.Length; i++) window[i] = this[last - (window.Length - 1 - i)];
    }

    private bool IsTooLarge => Count > Fewest && (Count > mostFrames || Size > mostBytes);

    // A queue with two ends and an index.
    private sealed class LinkedFrames
    {
        private Frame?[] _items = new Frame[64];
        private int _start;

        internal int Count { get; private set; }

        internal Frame this[int index] => _items[Place(index)]!;

        internal void AddLast(Frame frame)
        {
            Grow();
            _items[Place(Count++)] = frame;
        }

        internal void AddFirst(Frame frame)
        {
            Grow();
            _start = Place(_items.Length - 1);
            _items[_start] = frame;
            Count++;
        }

        internal Frame RemoveFirst()
        {
            Frame frame = this[0];
            _items[_start] = null;
            _start = Place(1);
            Count--;
            return frame;
        }

        internal Frame RemoveLast()
        {
            Frame frame = this[Count - 1];
            _items[Place(--Count)] = null;
            return frame;
        }

        internal void Clear()
        {
            Array.Clear(_items);
            Count = 0;
        }

        private int Place(int index) => (_start + index) % _items.Length;

        private void Grow()
        {
            if (Count < _items.Length) return;
            Frame?[] larger = new Frame[_items.Length * 2];
            for (int i = 0; i < Count; i++) larger[i] = this[i];
            (_items, _start) = (larger, 0);
        }
    }
}

namespace Vmon.Recording;

/// <summary>The slots of a writer: what is recorded has a number as long as it exists. The number is free in the frame after the one in which it ended.</summary>
/// <typeparam name="TKey">What has a slot.</typeparam>
/// <typeparam name="TSlot">What the last frame that has it has of it.</typeparam>
internal sealed class SlotTable<TKey, TSlot>
    where TKey : notnull
    where TSlot : class
{
    private readonly Dictionary<TKey, TSlot> _slots = [];
    private readonly List<(TKey Key, int Number)> _ended = [];
    private readonly Stack<int> _free = [];

    /// <summary>The slots in use, including the slots that this frame ends.</summary>
    internal Dictionary<TKey, TSlot> All => _slots;

    /// <summary>Begins a frame. A whole one forgets the slots of the block before.</summary>
    internal void Begin(bool isWhole)
    {
        Release();
        if (!isWhole) return;
        _slots.Clear();
        _free.Clear();
    }

    internal TSlot? Find(TKey key) => _slots.GetValueOrDefault(key);

    /// <summary>The number for a slot that is added next.</summary>
    internal int TakeNumber() => _free.TryPop(out int free) ? free : _slots.Count;

    internal TSlot Add(TKey key, TSlot slot)
    {
        _slots.Add(key, slot);
        return slot;
    }

    /// <summary>Ends what has a slot. The slot is free in the next frame.</summary>
    internal void End(TKey key, int number) => _ended.Add((key, number));

    /// <summary>Forgets what ended. Called at the end of a frame, it does not stay in memory until the next one.</summary>
    internal void Release()
    {
        foreach ((TKey key, int number) in _ended)
            if (_slots.Remove(key)) _free.Push(number);
        _ended.Clear();
    }
}

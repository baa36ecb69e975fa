namespace Vmon.Recording;

/// <summary>The slots of one frame, each recorded as the difference from the one before. 0 ends them.</summary>
/// <param name="column">The column.</param>
/// <param name="most">Number of slots that are possible.</param>
internal struct SlotSteps(ColumnReader column, int most)
{
    private int _last = -1;

    /// <summary>Whether a slot is impossible.</summary>
    internal bool IsMalformed { get; private set; }

    /// <summary>Reads the next one. False at the end, and if it is impossible.</summary>
    internal bool TryNext(out int slot)
    {
        long step = column.ReadSigned();
        long next = _last + step;
        IsMalformed = column.IsMalformed || (step != 0 && (next < 0 || next >= most));
        slot = IsMalformed || step == 0 ? -1 : (int)next;
        _last = slot;
        return slot >= 0;
    }
}

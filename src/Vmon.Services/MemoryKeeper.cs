namespace Vmon.Services;

/// <summary>
/// Keeps the heap small while processes start and exit in masses. What a sample has of each of them is dropped with the next sample, but has survived several collections of the
/// youngest generation by then, so that the collector alone would keep it for long.
/// </summary>
internal sealed class MemoryKeeper
{
    private const long Most = 8L << 20;

    private long _allocated = GC.GetTotalAllocatedBytes();
    private bool _wasMuch;

    /// <summary>Collects if much was allocated since the last time, and once more after the next sample. A quiet service seldom does.</summary>
    internal void Keep()
    {
        bool isMuch = GC.GetTotalAllocatedBytes() - _allocated >= Most;
        if (!isMuch && !_wasMuch) return;
        _wasMuch = isMuch;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        _allocated = GC.GetTotalAllocatedBytes();
    }
}

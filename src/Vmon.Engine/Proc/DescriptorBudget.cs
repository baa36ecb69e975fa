namespace Vmon.Proc;

/// <summary>How many descriptors may stay open between samples; whoever finds it spent opens and closes instead.</summary>
internal sealed class DescriptorBudget(int limit)
{
    private int _inUse;

    internal int Limit { get; } = limit;

    internal int InUse => Volatile.Read(ref _inUse);

    internal bool TryTake()
    {
        if (Interlocked.Increment(ref _inUse) <= Limit) return true;
        Interlocked.Decrement(ref _inUse);
        return false;
    }

    internal void Return() => Interlocked.Decrement(ref _inUse);
}

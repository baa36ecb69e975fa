namespace Vmon.Proc;

/// <summary>How many descriptors may stay open between samples; whoever finds it spent opens and closes instead.</summary>
internal sealed class DescriptorBudget(int limit)
{
    private int _inUse;

    internal int Limit { get; } = limit;

    internal int InUse => Volatile.Read(ref _inUse);

    internal bool TryTake()
    {
        int inUse;
        do
        {
            inUse = InUse;
            if (inUse >= Limit) return false;
        }
        while (Interlocked.CompareExchange(ref _inUse, inUse + 1, inUse) != inUse);
        return true;
    }

    internal void Return() => Interlocked.Decrement(ref _inUse);
}

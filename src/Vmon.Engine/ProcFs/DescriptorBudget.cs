using Vmon.Native;

namespace Vmon.ProcFs;

/// <summary>
/// The number of descriptors that may stay open between samples. When it is spent, files are opened and closed for each read.
/// </summary>
/// <param name="limit">Number of such files.</param>
/// <param name="whole">The budget that this one is a part of. Null if there is none.</param>
internal sealed class DescriptorBudget(int limit, DescriptorBudget? whole = null)
{
    // Reserved for short-lived descriptors, and for the files of the calling pipeline.
    private const int Reserve = 64;

    private const int FewestRegained = 64;
    private const int FirstWait = 64;
    private const int LongestWait = 64 * 1024;
    private const string OpenNow = "/proc/self/fd";

    private readonly int _granted = limit;

    private int _inUse;
    private int _limit = limit;
    private int _wait = FirstWait / 2;
    private int _sufficient;

    /// <summary>
    /// The budget shared by all sessions without a number of their own: half of the soft limit (ulimit -n), or less if the process has many
    /// files open.
    /// </summary>
    internal static DescriptorBudget OfProcess { get; } = new(OfLimit(SystemConstants.OpenFileLimit, CountOpen()));

    internal int Limit => Volatile.Read(ref _limit);

    internal int InUse => Volatile.Read(ref _inUse);

    /// <summary>Whether little is left, so that resting processes return their descriptors.</summary>
    internal bool IsShort => InUse >= Limit - (Limit / 8) || whole is { IsShort: true };

    /// <summary>Called after a sample that ran out of descriptors: halves the budget relative to the current use.</summary>
    internal void Halve()
    {
        Volatile.Write(ref _limit, InUse / 2);
        _wait = Math.Min(2 * _wait, LongestWait);
        _sufficient = 0;
    }

    /// <summary>
    /// Called after a sample with enough descriptors: after enough of them in a row, doubles the budget again. Each shortage doubles the
    /// required number, so that a recurring shortage costs fewer and fewer samples.
    /// </summary>
    internal void NoteSufficient()
    {
        if (Limit == _granted || ++_sufficient < _wait) return;
        _sufficient = 0;
        int most = Math.Min(_granted, OfLimit(SystemConstants.OpenFileLimit, CountOpen() - InUse));
        Volatile.Write(ref _limit, Math.Clamp(Math.Max(2 * Limit, FewestRegained), Limit, Math.Max(Limit, most)));
    }

    internal static int OfLimit(long limit, int open) => (int)Math.Max(0, Math.Min(limit / 2, limit - open - Reserve));

    internal bool TryTake()
    {
        int inUse;
        do
        {
            inUse = InUse;
            if (inUse >= Limit) return false;
        }
        while (Interlocked.CompareExchange(ref _inUse, inUse + 1, inUse) != inUse);
        if (whole is null || whole.TryTake()) return true;
        _ = Interlocked.Decrement(ref _inUse);
        return false;
    }

    internal void Return()
    {
        _ = Interlocked.Decrement(ref _inUse);
        whole?.Return();
    }

    private static int CountOpen() => Directory.Exists(OpenNow) ? Directory.EnumerateFileSystemEntries(OpenNow).Count() : 0;
}

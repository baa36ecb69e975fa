using System.Runtime.InteropServices;

namespace Vmon.Native;

/// <summary>
/// Raises the limit of locked memory (RLIMIT_MEMLOCK) until it is disposed. Kernels before 5.11 apply it to maps and programs of BPF while they are
/// created, for root too. On one thread.
/// </summary>
internal readonly unsafe ref partial struct RaisedMemoryLimit
{
    private const int LockedMemory = 8;

    private static readonly Lock Gate = new();

    private readonly ResourceLimit _before;
    private readonly bool _isRaised;

    public RaisedMemoryLimit()
    {
        Gate.Enter();
        ResourceLimit limit;
        bool isKnown = Libc.GetRLimit(LockedMemory, &limit) == 0;
        _before = limit;
        ResourceLimit unlimited = new() { Soft = ulong.MaxValue, Hard = ulong.MaxValue };
        ResourceLimit highest = limit with { Soft = limit.Hard };
        _isRaised = isKnown && (SetRLimit(LockedMemory, &unlimited) == 0 || SetRLimit(LockedMemory, &highest) == 0);
    }

    public void Dispose()
    {
        ResourceLimit limit = _before;
        if (_isRaised) _ = SetRLimit(LockedMemory, &limit);
        Gate.Exit();
    }

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    private static partial int SetRLimit(int resource, ResourceLimit* limit);
}

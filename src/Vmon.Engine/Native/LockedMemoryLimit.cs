using System.Runtime.InteropServices;

namespace Vmon.Native;

/// <summary>
/// The limit of locked memory (RLIMIT_MEMLOCK), which kernels before 5.11 apply to the maps of BPF, for root too. It counts only while a map is
/// created, so it is raised for that time.
/// </summary>
internal static unsafe partial class LockedMemoryLimit
{
    private const int LockedMemory = 8;
    private static readonly Lock Gate = new();

    /// <summary>Calls a function with the highest limit that this process may have.</summary>
    internal static T Raised<T>(Func<T> function)
    {
        lock (Gate)
        {
            ResourceLimit limit;
            bool isKnown = Libc.GetRLimit(LockedMemory, &limit) == 0;
            ResourceLimit unlimited = new() { Soft = ulong.MaxValue, Hard = ulong.MaxValue };
            ResourceLimit highest = new() { Soft = limit.Hard, Hard = limit.Hard };
            bool isRaised = isKnown && (SetRLimit(LockedMemory, &unlimited) == 0 || SetRLimit(LockedMemory, &highest) == 0);
            try
            {
                return function();
            }
            finally
            {
                if (isRaised) _ = SetRLimit(LockedMemory, &limit);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    private static partial int SetRLimit(int resource, ResourceLimit* limit);
}

using Vmon.Native;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;

namespace Vmon.Kernel;

/// <summary>
/// Whether this thread is in the namespaces in which the kernel itself counts: in others, /proc has other process ids and other times since boot than passes and events.
/// </summary>
internal static class InitialNamespaces
{
    private const long Cgroup = 0xeffffffb;
    private const long Pid = 0xeffffffc;
    private const long Time = 0xeffffffa;

    internal static bool AreCurrent(ReadBuffer buffer) => IsTimeCurrent(buffer) && Read("/proc/thread-self/ns/pid\0"u8, buffer) == Pid;

    /// <summary>True also before kernel 5.6, which has no namespaces of time.</summary>
    internal static bool IsTimeCurrent(ReadBuffer buffer) => Read("/proc/thread-self/ns/time\0"u8, buffer) is null or Time;

    internal static bool IsCgroupCurrent(ReadBuffer buffer) => Read("/proc/thread-self/ns/cgroup\0"u8, buffer) == Cgroup;

    private static long? Read(ReadOnlySpan<byte> link, ReadBuffer buffer) =>
        DescriptorLink.Read(Libc.CurrentDirectory, link, buffer, out int length) == ReadStatus.Ok && NamespaceLink.TryParse(buffer.First(length), out long inode) ? inode : null;
}

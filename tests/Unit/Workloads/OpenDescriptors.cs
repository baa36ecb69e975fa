namespace Vmon.Tests.Workloads;

/// <summary>The descriptors of this process that point into /proc, apart from the look itself.</summary>
internal static class OpenDescriptors
{
    internal static string[] IntoProc() =>
    [
        .. from descriptor in Directory.GetFiles("/proc/self/fd")
           let target = new FileInfo(descriptor).LinkTarget
           where target is not null && target.StartsWith("/proc", StringComparison.Ordinal)
               && !target.EndsWith("/fd", StringComparison.Ordinal)
           select target,
    ];
}

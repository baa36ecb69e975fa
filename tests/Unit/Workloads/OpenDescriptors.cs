namespace Vmon.Tests.Workloads;

/// <summary>Counts open descriptors of this process.</summary>
internal static class OpenDescriptors
{
    internal static string[] IntoProc() =>
        Targets(target => target.StartsWith("/proc", StringComparison.Ordinal) && !target.EndsWith("/fd", StringComparison.Ordinal));

    /// <summary>Descriptors that hold a process (pidfd), on any kernel.</summary>
    internal static string[] OfProcesses() => Targets(target => target.Contains("pidfd", StringComparison.Ordinal));

    /// <summary>Descriptors that wake a waiting thread (eventfd), including those of the runtime.</summary>
    internal static string[] OfEvents() => Targets(target => target.Contains("eventfd", StringComparison.Ordinal));

    private static string[] Targets(Func<string, bool> isMeant) =>
    [
        .. from descriptor in Directory.GetFiles("/proc/self/fd")
           let target = new FileInfo(descriptor).LinkTarget
           where target is not null && isMeant(target)
           select target,
    ];
}

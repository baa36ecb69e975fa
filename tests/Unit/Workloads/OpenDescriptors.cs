namespace Vmon.Tests.Workloads;

/// <summary>Descriptors of this process: those that point into /proc, apart from the look itself, and others.</summary>
internal static class OpenDescriptors
{
    internal static string[] IntoProc() =>
        Targets(target => target.StartsWith("/proc", StringComparison.Ordinal) && !target.EndsWith("/fd", StringComparison.Ordinal));

    /// <summary>Those that hold processes, of any kernel.</summary>
    internal static string[] OfProcesses() => Targets(target => target.Contains("pidfd", StringComparison.Ordinal));

    /// <summary>Those by which a thread that waits is woken, the runtime's among them.</summary>
    internal static string[] OfEvents() => Targets(target => target.Contains("eventfd", StringComparison.Ordinal));

    private static string[] Targets(Func<string, bool> isMeant) =>
    [
        .. from descriptor in Directory.GetFiles("/proc/self/fd")
           let target = new FileInfo(descriptor).LinkTarget
           where target is not null && isMeant(target)
           select target,
    ];
}

using System.Runtime.InteropServices;
using Vmon.Native;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;

namespace Vmon.Kernel;

/// <summary>Whether the kernel is expected to accept a BPF program of this thread, determined from /proc without attempting it.</summary>
internal static class BpfPermission
{
    /// <summary>AppContext switch that says that the seccomp filter of this process, if it has one, kills it for no call.</summary>
    internal const string MildFilter = "Vmon.SeccompDoesNotKill";

    /// <summary>False also under a seccomp filter, which may kill the process for an unknown call, unless the switch says that it does not.</summary>
    internal static bool IsGranted(ReadBuffer buffer) =>
        Bpf.NumberOf(RuntimeInformation.ProcessArchitecture) is not null && InitialNamespaces.AreCurrent(buffer) && HasCapabilities(buffer);

    internal static bool IsEnough(in ProcStatus status, bool isFilterMild = false)
    {
        Capabilities held = (Capabilities)(status[StatusField.CapEff] ?? 0);
        return (isFilterMild || status[StatusField.Seccomp] is 0 or null)
            && (held.HasFlag(Capabilities.SysAdmin) || held.HasFlag(Capabilities.Bpf | Capabilities.PerfMon));
    }

    /// <summary>Whether /proc refuses this thread no file of another user's process.</summary>
    internal static bool MayReadAll(ReadBuffer buffer) =>
        TryReadOwn(buffer, out ProcStatus own) && ((Capabilities)(own[StatusField.CapEff] ?? 0)).HasFlag(Capabilities.SysPTrace | Capabilities.DacReadSearch);

    private static bool HasCapabilities(ReadBuffer buffer) => TryReadOwn(buffer, out ProcStatus own) && IsEnough(own, AppContext.TryGetSwitch(MildFilter, out bool isMild) && isMild);

    private static bool TryReadOwn(ReadBuffer buffer, out ProcStatus own)
    {
        own = default;
        return ProcRoot.OpenAt(Libc.CurrentDirectory, "/proc/thread-self/status\0"u8, isDirectory: false, out int file) == ReadStatus.Ok
            && ProcFile.ReadAndClose(file, buffer, out int length) == ReadStatus.Ok
            && ProcStatus.TryParse(buffer.First(length), out own);
    }
}

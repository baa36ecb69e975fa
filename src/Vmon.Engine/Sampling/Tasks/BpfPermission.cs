using Vmon.Native;
using Vmon.Parsing;
using Vmon.Proc;

namespace Vmon.Sampling;

/// <summary>Whether the kernel can be expected to take a program of this thread's: asked of /proc, so that nobody is troubled who may not.</summary>
internal static class BpfPermission
{
    private const long InitialPidNamespace = 0xeffffffc;

    /// <summary>False as well under a filter of system calls: one may end the process for a call that it does not know.</summary>
    internal static bool IsGranted(ReadBuffer buffer) => IsInInitialPidNamespace(buffer) && HasCapabilities(buffer);

    internal static bool IsEnough(in ProcStatus status)
    {
        Capabilities held = (Capabilities)(status[StatusField.CapEff] ?? 0);
        return status[StatusField.Seccomp] is 0 or null
            && (held.HasFlag(Capabilities.SysAdmin) || held.HasFlag(Capabilities.Bpf | Capabilities.PerfMon));
    }

    private static bool HasCapabilities(ReadBuffer buffer) =>
        ProcRoot.OpenAt(Libc.CurrentDirectory, "/proc/thread-self/status\0"u8, isDirectory: false, out int file) == ReadStatus.Ok
            && ProcFile.ReadAndClose(file, buffer, out int length) == ReadStatus.Ok
            && ProcStatus.TryParse(buffer.First(length), out ProcStatus own)
            && IsEnough(own);

    // Its ids are those that the stream tells; in another namespace the same threads have others.
    private static bool IsInInitialPidNamespace(ReadBuffer buffer) =>
        DescriptorLink.Read(Libc.CurrentDirectory, "/proc/thread-self/ns/pid\0"u8, buffer, out int length) == ReadStatus.Ok
        && NamespaceLink.TryParse(buffer.First(length), out long inode) && inode == InitialPidNamespace;
}

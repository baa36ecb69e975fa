namespace Vmon;

/// <summary>Where the network figures of a process come from.</summary>
public enum NetworkSource
{
    /// <summary>None: it was a single look, the kernel permits no source, or what it counted is not known of this process.</summary>
    None,

    /// <summary>
    /// BPF programs at the socket calls of the kernel: the payload of every call on a TCP, UDP or other internet socket, in all network namespaces. Requires
    /// CAP_BPF and CAP_PERFMON, or CAP_SYS_ADMIN.
    /// </summary>
    Bpf,
}

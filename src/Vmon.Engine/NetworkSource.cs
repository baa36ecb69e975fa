namespace Vmon;

/// <summary>Where the network figures of a process come from.</summary>
public enum NetworkSource
{
    /// <summary>
    /// None: it was a single look, the kernel permits no source, or the traffic of this process is unknown. Socket diagnostics do not know a process whose open files are denied,
    /// or whose network namespace may not be entered.
    /// </summary>
    None,

    /// <summary>
    /// BPF programs at the socket calls of the kernel: the payload of every call on a TCP, UDP or other internet socket, in all network namespaces. Requires
    /// CAP_BPF and CAP_PERFMON, or CAP_SYS_ADMIN.
    /// </summary>
    Bpf,

    /// <summary>
    /// Socket diagnostics (sock_diag): in each sample, the kernel's counters of the TCP connections that the process holds. Figures are lower bounds. UDP is missing, as are
    /// connections that began and ended between two samples, and what a connection carried after the last sample in which it was open. A connection that several processes
    /// hold counts for one of them, usually the one that started first. Works for processes whose open files may be read: for any user, the user's own.
    /// </summary>
    SocketDiagnostics,
}

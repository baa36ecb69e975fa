namespace Vmon;

/// <summary>Where the process events of a session come from.</summary>
public enum EventSource
{
    /// <summary>None: events are turned off, the sampled /proc is not that of this machine, or the kernel permits no source.</summary>
    None,

    /// <summary>
    /// BPF programs at the tracepoints of exec and exit. Every event, with all counters; lost events are counted. Requires CAP_BPF and
    /// CAP_PERFMON, or CAP_SYS_ADMIN.
    /// </summary>
    Bpf,

    /// <summary>
    /// The process connector of the kernel. Exit codes and parents without counters; the number of lost events is not known. Requires
    /// CAP_NET_ADMIN before kernel 6.6.
    /// </summary>
    ProcConnector,
}

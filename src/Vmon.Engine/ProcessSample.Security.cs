using Vmon.Parsing.Processes;

namespace Vmon;

// /proc/PID/status
public partial class ProcessSample
{
    /// <summary>Effective capabilities (CapEff).</summary>
    public Capabilities? EffectiveCapabilities => (Capabilities?)Status(StatusField.CapEff);

    /// <summary>Permitted capabilities: those that the process can make effective (CapPrm).</summary>
    public Capabilities? PermittedCapabilities => (Capabilities?)Status(StatusField.CapPrm);

    /// <summary>Inheritable capabilities: kept across an exec of a file that has them (CapInh).</summary>
    public Capabilities? InheritableCapabilities => (Capabilities?)Status(StatusField.CapInh);

    /// <summary>Bounding set: the limit for capabilities gained by an exec (CapBnd).</summary>
    public Capabilities? BoundingCapabilities => (Capabilities?)Status(StatusField.CapBnd);

    /// <summary>Ambient capabilities: kept across every unprivileged exec (CapAmb).</summary>
    public Capabilities? AmbientCapabilities => (Capabilities?)Status(StatusField.CapAmb);

    /// <summary>Whether an exec cannot grant additional privileges (NoNewPrivs).</summary>
    public bool? NoNewPrivileges => Status(StatusField.NoNewPrivs) is long flag ? flag != 0 : null;

    /// <summary>Seccomp mode: whether system calls are filtered (Seccomp).</summary>
    public SeccompMode? Seccomp => (SeccompMode?)Status(StatusField.Seccomp);

    /// <summary>Number of seccomp filters (Seccomp_filters).</summary>
    public int? SeccompFilters => (int?)Status(StatusField.Seccomp_filters);

    /// <summary>Mitigation of speculative store bypass, in the kernel's words (Speculation_Store_Bypass).</summary>
    public string? SpeculationStoreBypass => String(StatusText.Speculation_Store_Bypass);

    /// <summary>Mitigation of indirect branch speculation, in the kernel's words (SpeculationIndirectBranch).</summary>
    public string? SpeculationIndirectBranch => String(StatusText.SpeculationIndirectBranch);
}

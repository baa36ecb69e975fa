using Vmon.Fields;
using Vmon.Parsing.Processes;

namespace Vmon;

// /proc/PID/status
public partial class ProcessSample
{
    /// <summary>Effective capabilities (CapEff).</summary>
    [Field(StatusField.CapEff, Group = "Security", Sets = "PSSecurity")]
    public Capabilities? EffectiveCapabilities => (Capabilities?)Status(StatusField.CapEff);

    /// <summary>Permitted capabilities: those that the process can make effective (CapPrm).</summary>
    [Field(StatusField.CapPrm, Group = "Security")]
    public Capabilities? PermittedCapabilities => (Capabilities?)Status(StatusField.CapPrm);

    /// <summary>Inheritable capabilities: kept across an exec of a file that has them (CapInh).</summary>
    [Field(StatusField.CapInh, Group = "Security")]
    public Capabilities? InheritableCapabilities => (Capabilities?)Status(StatusField.CapInh);

    /// <summary>Bounding set: the limit for capabilities gained by an exec (CapBnd).</summary>
    [Field(StatusField.CapBnd, Group = "Security")]
    public Capabilities? BoundingCapabilities => (Capabilities?)Status(StatusField.CapBnd);

    /// <summary>Ambient capabilities: kept across every unprivileged exec (CapAmb).</summary>
    [Field(StatusField.CapAmb, Group = "Security")]
    public Capabilities? AmbientCapabilities => (Capabilities?)Status(StatusField.CapAmb);

    /// <summary>Whether an exec cannot grant additional privileges (NoNewPrivs).</summary>
    [Field(StatusField.NoNewPrivs, Group = "Security", Sets = "PSSecurity")]
    public bool? NoNewPrivileges => Status(StatusField.NoNewPrivs) is long flag ? flag != 0 : null;

    /// <summary>Seccomp mode: whether system calls are filtered (Seccomp).</summary>
    [Field(StatusField.Seccomp, Group = "Security", Sets = "PSSecurity")]
    public SeccompMode? Seccomp => (SeccompMode?)Status(StatusField.Seccomp);

    /// <summary>Number of seccomp filters (Seccomp_filters).</summary>
    [Field(StatusField.Seccomp_filters, Unit = "count", Group = "Security")]
    public int? SeccompFilters => (int?)Status(StatusField.Seccomp_filters);

    /// <summary>Mitigation of speculative store bypass, in the kernel's words (Speculation_Store_Bypass).</summary>
    [Field(StatusText.Speculation_Store_Bypass, Group = "Security")]
    public string? SpeculationStoreBypass => String(StatusText.Speculation_Store_Bypass);

    /// <summary>Mitigation of indirect branch speculation, in the kernel's words (SpeculationIndirectBranch).</summary>
    [Field(StatusText.SpeculationIndirectBranch, Group = "Security")]
    public string? SpeculationIndirectBranch => String(StatusText.SpeculationIndirectBranch);
}

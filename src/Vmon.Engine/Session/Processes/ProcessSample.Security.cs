using Vmon.Parsing;

namespace Vmon;

// Rights and confinement: /proc/PID/status, where wanted.
public partial class ProcessSample
{
    /// <summary>Capabilities that it has (CapEff).</summary>
    public Capabilities? EffectiveCapabilities => (Capabilities?)Status(StatusField.CapEff);

    /// <summary>Capabilities that it can give itself (CapPrm).</summary>
    public Capabilities? PermittedCapabilities => (Capabilities?)Status(StatusField.CapPrm);

    /// <summary>Capabilities that it can hand on to programs whose files take them (CapInh).</summary>
    public Capabilities? InheritableCapabilities => (Capabilities?)Status(StatusField.CapInh);

    /// <summary>Capabilities beyond which no program that it runs can get (CapBnd).</summary>
    public Capabilities? BoundingCapabilities => (Capabilities?)Status(StatusField.CapBnd);

    /// <summary>Capabilities that it hands on to every program (CapAmb).</summary>
    public Capabilities? AmbientCapabilities => (Capabilities?)Status(StatusField.CapAmb);

    /// <summary>Whether no program that it runs can have more rights than itself (NoNewPrivs).</summary>
    public bool? NoNewPrivileges => Status(StatusField.NoNewPrivs) is long flag ? flag != 0 : null;

    /// <summary>Whether its system calls are filtered (Seccomp).</summary>
    public SeccompMode? Seccomp => (SeccompMode?)Status(StatusField.Seccomp);

    /// <summary>How many filters its system calls go through (Seccomp_filters).</summary>
    public int? SeccompFilters => (int?)Status(StatusField.Seccomp_filters);

    /// <summary>Its protection from speculative store bypass, in the kernel's words (Speculation_Store_Bypass).</summary>
    public string? SpeculationStoreBypass => String(StatusText.Speculation_Store_Bypass);

    /// <summary>Its protection from speculation of indirect branches, in the kernel's words (SpeculationIndirectBranch).</summary>
    public string? SpeculationIndirectBranch => String(StatusText.SpeculationIndirectBranch);
}

namespace Vmon.Parsing.Processes;

/// <summary>The lines of /proc/PID/status that are no plain numbers, and are in no other file. The names are the kernel's own keys.</summary>
internal enum StatusText
{
    Groups,
    NStgid,
    NSpid,
    NSpgid,
    NSsid,
    x86_Thread_features,
    x86_Thread_features_locked,
    Speculation_Store_Bypass,
    SpeculationIndirectBranch,
    Cpus_allowed_list,
    Mems_allowed_list,
}

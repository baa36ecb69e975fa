using Vmon.Parsing;

namespace Vmon;

// Where it is confined: /proc/PID/cgroup and ns, where wanted.
public partial class ProcessSample
{
    /// <summary>
    /// Path of its control group: that of version 2. Where memory, CPU or processes are accounted in version 1, that of systemd's own hierarchy, else
    /// that of the first of those. Null where not wanted, and on a kernel without control groups.
    /// </summary>
    public string? CgroupPath => CgroupsOf(nameof(CgroupPath)) is { } groups ? CgroupList.Main(groups)?.Path : null;

    /// <summary>Its control group in every hierarchy; null where not wanted, and on a kernel without control groups.</summary>
    public IReadOnlyList<ProcessCgroup>? Cgroups => CgroupsOf(nameof(Cgroups));

    /// <summary>
    /// Its namespaces, by inode number; null where not wanted or not readable. Entering others without an exec is seen some samples later.
    /// </summary>
    public ProcessNamespaces? Namespaces => IsRead(ProcessDataSets.Namespaces, nameof(Namespaces)) ? _details?.Namespaces : null;

    private ValueList<ProcessCgroup>? CgroupsOf(string property) =>
        IsRead(ProcessDataSets.Cgroup, property) && _details?.Cgroup is byte[] bytes ? new ValueList<ProcessCgroup>(CgroupList.Parse(bytes)) : null;
}

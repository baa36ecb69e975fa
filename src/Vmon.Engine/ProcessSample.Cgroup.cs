using Vmon.Fields;
using Vmon.Parsing.Processes;

namespace Vmon;

// /proc/PID/cgroup and ns
public partial class ProcessSample
{
    /// <summary>
    /// Path of the control group in the version 2 hierarchy. If version 1 accounts for memory, CPU or processes, the path in the systemd
    /// hierarchy, or else in the first of those hierarchies. Null if not requested, and on a kernel without control groups.
    /// </summary>
    [Field("cgroup", Group = "Control groups and namespaces")]
    public string? CgroupPath => CgroupsOf(nameof(CgroupPath)) is { } groups ? CgroupList.Main(groups)?.Path : null;

    /// <summary>Control group in every hierarchy. Null if not requested, and on a kernel without control groups.</summary>
    [Field("cgroup", Group = "Control groups and namespaces")]
    public IReadOnlyList<ProcessCgroup>? Cgroups => CgroupsOf(nameof(Cgroups));

    /// <summary>
    /// Namespaces, by inode number. Null if not requested or not readable. A change without an exec is detected some samples later.
    /// </summary>
    [Field("ns", Group = "Control groups and namespaces")]
    public ProcessNamespaces? Namespaces => IsRead(ProcessDataSets.Namespaces, nameof(Namespaces)) ? _details?.Namespaces : null;

    private ValueList<ProcessCgroup>? CgroupsOf(string property) =>
        IsRead(ProcessDataSets.Cgroup, property) && _details?.Cgroup is byte[] bytes ? new ValueList<ProcessCgroup>(CgroupList.Parse(bytes)) : null;
}

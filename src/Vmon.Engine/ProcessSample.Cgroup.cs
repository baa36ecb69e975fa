using Vmon.Fields;
using Vmon.Parsing.Processes;

namespace Vmon;

// /proc/PID/cgroup.
public partial class ProcessSample
{
    private readonly ProcessCgroups? _cgroups;

    /// <summary>
    /// Path of the control group in the version 2 hierarchy. If version 1 accounts for memory, CPU or processes, the path in the systemd
    /// hierarchy, or else in the first of those hierarchies, of which one in whose root the process is counts only if there is no other. Null on a kernel without control groups.
    /// </summary>
    [Field("cgroup", Group = "Control groups and namespaces")]
    public string? CgroupPath => CgroupsOf(nameof(CgroupPath))?.Main?.Path;

    /// <summary>
    /// Id of the control group in the version 2 hierarchy: the inode number of its directory. Null if the session does not read the kernel's tasks, for a thread, and
    /// on a kernel without control groups.
    /// </summary>
    [Field("task", Group = "Control groups and namespaces")]
    public long? CgroupId => _readings.Traits?.CgroupId;

    /// <summary>Control group in every hierarchy. Null if not requested, and on a kernel without control groups.</summary>
    [Field("cgroup", Group = "Control groups and namespaces")]
    public IReadOnlyList<ProcessCgroup>? Cgroups => _isFlat ? null : CgroupsOf(nameof(Cgroups))?.Groups;

    /// <summary>
    /// Unit of systemd: the service, scope or other unit, or else the innermost slice. Of a container that runs systemd itself, and of which the machine's systemd does not know,
    /// the unit inside. Null without systemd.
    /// </summary>
    [Field("cgroup", Group = "Control groups and namespaces")]
    public string? Unit => NamesOf(nameof(Unit))?.Unit;

    /// <summary>Unit of the user's manager (systemd --user), in which case Unit is that manager, such as user@1000.service. Null for other processes.</summary>
    [Field("cgroup", Group = "Control groups and namespaces")]
    public string? UserUnit => NamesOf(nameof(UserUnit))?.UserUnit;

    /// <summary>
    /// Identifier of the container, by the path of its control group: 64 digits of Docker, Podman, containerd and CRI-O, the name of LXC and systemd-nspawn, allocation and task of Nomad.
    /// Of nested containers, the inner one. Null outside of containers.
    /// </summary>
    [Field("cgroup", Group = "Control groups and namespaces")]
    public string? ContainerId => NamesOf(nameof(ContainerId))?.ContainerId;

    /// <summary>
    /// Name of the container: from the path of its control group (LXC, systemd-nspawn, ctr, the task of Nomad), or from the files of its runtime (Docker, Podman, CRI-O, containerd),
    /// which only root can read. Null if neither tells.
    /// </summary>
    [Field("cgroup", Group = "Control groups and namespaces")]
    public string? ContainerName => NamesOf(nameof(ContainerName))?.ContainerName;

    /// <summary>Runtime of the container, such as docker or podman. Null if the path of its control group does not tell.</summary>
    [Field("cgroup", Group = "Control groups and namespaces")]
    public string? ContainerRuntime => NamesOf(nameof(ContainerRuntime))?.ContainerRuntime;

    /// <summary>Identifier of the pod of Kubernetes or Podman, or of the allocation of Nomad.</summary>
    [Field("cgroup", Group = "Control groups and namespaces")]
    public string? PodId => NamesOf(nameof(PodId))?.PodId;

    /// <summary>What the control groups tell, without recording the use of a property. Null if they are unknown.</summary>
    internal ProcessCgroups? KnownCgroups => _cgroups;

    private ProcessCgroups? CgroupsOf(string property) => IsRead(ProcessDataSets.Cgroup, property) ? _cgroups : null;

    private CgroupNames? NamesOf(string property) => CgroupsOf(property)?.Names;
}

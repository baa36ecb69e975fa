using System.Text.RegularExpressions;

namespace Vmon.Parsing.Processes;

/// <summary>How a runtime names the control groups of its containers.</summary>
/// <param name="Runtime">Name of the runtime. Null if several name them like this.</param>
/// <param name="Path">Part of the path. Its groups are id, name and pod, of which some can be missing.</param>
internal sealed partial record ContainerRule(string? Runtime, Regex Path)
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>All rules. If several match, the last part of the path counts, and of one part the first rule.</summary>
    internal static ContainerRule[] All { get; } =
    [
        new("docker", Docker()),
        new("docker", DockerWithoutSystemd()),
        new("podman", Podman()),
        new("containerd", Containerd()),
        new("containerd", Nerdctl()),
        new("containerd", ContainerdWithoutSystemd()),
        new("cri-o", CriO()),
        new("lxc", Lxc()),
        new("systemd-nspawn", Nspawn()),
        new("nomad", Nomad()),
        new("nomad", NomadWithoutSystemd()),
        new(null, Identifier()),
    ];

    // kubepods-burstable-pod0b1c2d3e_0000_4a4b_8c8d_001122334455.slice   systemd; dashes separate slices
    // kubepods-pod0b1c2d3e_0000_4a4b_8c8d_001122334455.slice:cri-containerd:4e5f…
    // kubepods/burstable/pod0b1c2d3e-0000-4a4b-8c8d-001122334455         cgroupfs
    // pod0123456789abcdef0123456789abcdef                                a static pod
    [GeneratedRegex(@"[/-]pod(?<pod>[0-9a-f]{8}([_-]?[0-9a-f]{4}){3}[_-]?[0-9a-f]{12})(\.slice)?([/:]|$)", Options)]
    internal static partial Regex KubernetesPod();

    // machine-libpod_pod_4e5f….slice     systemd
    // /libpod_parent/4e5f…/libpod-…      cgroupfs
    [GeneratedRegex(@"(libpod_pod_(?<pod>[0-9a-f]{64})\.slice|/libpod_parent/(?<pod>[0-9a-f]{64}))/", Options)]
    internal static partial Regex PodmanPod();

    // system.slice/docker-4e5f….scope
    [GeneratedRegex(@"/docker-(?<id>[0-9a-f]{64})\.scope(/|$)", Options)]
    private static partial Regex Docker();

    // docker/4e5f…
    [GeneratedRegex(@"/docker/(?<id>[0-9a-f]{8,64})(/|$)", Options)]
    private static partial Regex DockerWithoutSystemd();

    // machine.slice/libpod-4e5f….scope, libpod_parent/libpod-4e5f…. Its monitor is in libpod-conmon-4e5f….scope.
    [GeneratedRegex(@"/libpod-(?<id>[0-9a-f]{64})(\.scope)?(/|$)", Options)]
    private static partial Regex Podman();

    // cri-containerd-4e5f….scope; with a kubelet that does not use systemd, kubepods-….slice:cri-containerd:4e5f…
    [GeneratedRegex(@"(/cri-containerd-(?<id>[0-9a-f]{64})\.scope|:cri-containerd:(?<id>[0-9a-f]{64}))(/|$)", Options)]
    private static partial Regex Containerd();

    // system.slice/nerdctl-4e5f….scope
    [GeneratedRegex(@"/nerdctl-(?<id>[0-9a-f]{64})\.scope(/|$)", Options)]
    private static partial Regex Nerdctl();

    // default/redis: the namespace of containerd, and a name that ctr was given; default/4e5f… of nerdctl
    [GeneratedRegex(@"^/default/(?<id>[0-9a-f]{64}(?=/|$)|(?<name>[^/]+))(/|$)", Options)]
    private static partial Regex ContainerdWithoutSystemd();

    // crio-4e5f….scope, crio-4e5f…. Its monitor is in crio-conmon-4e5f….scope.
    [GeneratedRegex(@"/crio-(?<id>[0-9a-f]{64})(\.scope)?(/|$)", Options)]
    private static partial Regex CriO();

    // lxc.payload.web, lxc.payload/web (3.1 and later), lxc/web. Its monitor is in lxc.monitor.web.
    [GeneratedRegex(@"/(lxc\.payload[./]|lxc/)(?<id>(?<name>[^/]+))(/|$)", Options)]
    private static partial Regex Lxc();

    // machine.slice/systemd-nspawn@web.service, machine.slice/machine-web.scope. Those of virtual machines begin with machine-qemu.
    [GeneratedRegex(@"/machine\.slice/(systemd-nspawn@(?<id>(?<name>[^/]+))\.service|machine-(?!qemu\\x2d)(?<id>(?<name>[^/]+))\.scope)(/|$)", Options)]
    private static partial Regex Nspawn();

    // nomad.slice/share.slice/0b1c2d3e-0000-4a4b-8c8d-001122334455.web.scope: the allocation and the task
    [GeneratedRegex(@"/nomad\.slice/(share|reserve)\.slice/(?<id>(?<pod>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(?<name>[^/]+))\.scope(/|$)", Options)]
    private static partial Regex Nomad();

    // nomad/0b1c2d3e-0000-4a4b-8c8d-001122334455.web; of cpuset, nomad/share/…
    [GeneratedRegex(@"/nomad/((share|reserve)/)?(?<id>(?<pod>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(?<name>[^/]+))(/|$)", Options)]
    private static partial Regex NomadWithoutSystemd();

    // kubepods/…/4e5f…, ecs/TASK/4e5f…
    [GeneratedRegex(@"/(?<id>[0-9a-f]{64})(/|$)", Options)]
    private static partial Regex Identifier();
}

using System.Text;
using Vmon.Parsing.Processes;

namespace Vmon.Tests.Engine.Parsing.Processes;

public class CgroupNamesTests
{
    private const string Id = "4e5f00112233445566778899aabbccddeeff00112233445566778899aabbccdd";
    private const string Other = "0a0b00112233445566778899aabbccddeeff00112233445566778899aabbccdd";
    private const string Uid = "0b1c2d3e-0000-4a4b-8c8d-001122334455";

    // As "ps -o unit,uunit" of Debian 12 (systemd 252) showed them.
    [Theory]
    [InlineData("/", null, null)]
    [InlineData("/init.scope", "init.scope", null)]
    [InlineData("/system.slice/web.service", "web.service", null)]
    [InlineData("/system.slice/_cpu.service", "cpu.service", null)]
    [InlineData("/system.slice/batch.scope", "batch.scope", null)]
    [InlineData("/system.slice/systemd-udevd.service/udev", "systemd-udevd.service", null)]
    [InlineData(@"/system.slice/system-a\x5cx2db.slice/a\x2db@1.service", @"a\x2db@1.service", null)]
    [InlineData("/deep.slice/deep-er.slice/inner.service", "inner.service", null)]
    [InlineData("/user.slice/user-1000.slice/session-c2.scope", "session-c2.scope", null)]
    [InlineData("/user.slice/user-1000.slice/user@1000.service/init.scope", "user@1000.service", "init.scope")]
    [InlineData("/user.slice/user-1000.slice/user@1000.service/app.slice/editor.service", "user@1000.service", "editor.service")]
    [InlineData("/user.slice/user-1000.slice/user@1000.service/app.slice/tool.scope", "user@1000.service", "tool.scope")]
    public void Units_are_those_of_systemd(string path, string? unit, string? userUnit) =>
        Assert.Equal((unit, userUnit), (CgroupNames.Of(path).Unit, CgroupNames.Of(path).UserUnit));

    [Theory]
    [InlineData("/system.slice", "system.slice", null)]
    [InlineData("/user.slice/user-1000.slice", "user-1000.slice", null)]
    [InlineData("/user.slice/user-1000.slice/user@1000.service/app.slice", "user@1000.service", "app.slice")]
    [InlineData("/system.slice/web.service/worker", "web.service", null)]
    [InlineData("/system.slice/web.service (deleted)", "web.service", null)]
    [InlineData("/../../system.slice/web.service", "web.service", null)]
    [InlineData("/.service/.slice", null, null)]
    public void Slices_and_subgroups_and_removed_groups_have_units_as_well(string path, string? unit, string? userUnit) =>
        Assert.Equal((unit, userUnit), (CgroupNames.Of(path).Unit, CgroupNames.Of(path).UserUnit));

    // A row for each rule.
    [Theory]
    [InlineData("docker", Id, null, "/system.slice/docker-" + Id + ".scope")]
    [InlineData("docker", Id, null, "/docker/" + Id)]
    [InlineData("docker", "aaaa1111", null, "/docker/aaaa1111")]
    [InlineData("podman", Id, null, "/machine.slice/libpod-" + Id + ".scope/container")]
    [InlineData("podman", Id, null, "/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-" + Id + ".scope/container")]
    [InlineData("podman", Id, null, "/libpod_parent/libpod-" + Id)]
    [InlineData("containerd", Id, null, "/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-pod0b1c2d3e_0000_4a4b_8c8d_001122334455.slice/cri-containerd-" + Id + ".scope")]
    [InlineData("containerd", Id, null, "/system.slice/containerd.service/kubepods-burstable-pod0b1c2d3e_0000_4a4b_8c8d_001122334455.slice:cri-containerd:" + Id)]
    [InlineData("containerd", Id, null, "/system.slice/nerdctl-" + Id + ".scope")]
    [InlineData("containerd", "redis", "redis", "/default/redis")]
    [InlineData("containerd", Id, null, "/default/" + Id)]
    [InlineData("containerd", Id + "5", Id + "5", "/default/" + Id + "5")]
    [InlineData("cri-o", Id, null, "/kubepods.slice/kubepods-pod0b1c2d3e_0000_4a4b_8c8d_001122334455.slice/crio-" + Id + ".scope")]
    [InlineData("cri-o", Id, null, "/kubepods/burstable/pod" + Uid + "/crio-" + Id)]
    [InlineData("lxc", "web", "web", "/lxc.payload.web/system.slice/nginx.service")]
    [InlineData("lxc", "web", "web", "/lxc.payload/web")]
    [InlineData("lxc", "101", "101", "/lxc/101/ns/init.scope")]
    [InlineData("systemd-nspawn", "web-front", "web-front", @"/machine.slice/systemd-nspawn@web\x2dfront.service/payload/init.scope")]
    [InlineData("systemd-nspawn", "web", "web", "/machine.slice/machine-web.scope/payload")]
    [InlineData("systemd-nspawn", "qemu", "qemu", "/machine.slice/machine-qemu.scope")]
    [InlineData("systemd-nspawn", "a-é", "a-é", @"/machine.slice/machine-a\x2d\xc3\xa9.scope")]
    [InlineData("nomad", Uid + ".web", "web", "/nomad.slice/share.slice/" + Uid + ".web.scope")]
    [InlineData("nomad", Uid + ".web", "web", "/nomad/share/" + Uid + ".web")]
    [InlineData(null, Id, null, "/kubepods/burstable/pod" + Uid + "/" + Id)]
    [InlineData(null, Id, null, "/ecs/0a1b2c3d4e5f/" + Id)]
    public void Containers_are_recognized(string? runtime, string id, string? name, string path)
    {
        CgroupNames names = CgroupNames.Of(path);
        Assert.Equal((runtime, id, name), (names.ContainerRuntime, names.ContainerId, names.ContainerName));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/system.slice/docker.service")]
    [InlineData("/docker/buildkit")]
    [InlineData("/machine.slice/libpod-conmon-" + Id + ".scope")]
    [InlineData("/machine.slice/crio-conmon-" + Id + ".scope")]
    [InlineData("/lxc.monitor.web")]
    [InlineData(@"/machine.slice/machine-qemu\x2d1\x2dvm.scope")]
    [InlineData("/process_api/8119b8dad1c5ab3284f72ed91f8cad57")]
    public void Monitors_services_and_machines_are_not_containers(string path) => Assert.Null(CgroupNames.Of(path).ContainerId);

    [Theory]
    [InlineData(Uid, "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod0b1c2d3e_0000_4a4b_8c8d_001122334455.slice/cri-containerd-" + Id + ".scope")]
    [InlineData(Uid, "/kubepods/pod" + Uid + "/" + Id)]
    [InlineData(Uid, "/system.slice/kubepods-burstable-pod0b1c2d3e_0000_4a4b_8c8d_001122334455.slice:cri-containerd:" + Id)]
    [InlineData(Uid, "/kubepods/besteffort/pod" + Uid)]
    [InlineData("0b1c2d3e00004a4b8c8d001122334455", "/kubepods/burstable/pod0b1c2d3e00004a4b8c8d001122334455/" + Id)]
    [InlineData(Other, "/machine.slice/machine-libpod_pod_" + Other + ".slice/libpod-" + Id + ".scope")]
    [InlineData(Other, "/libpod_parent/" + Other + "/libpod-" + Id)]
    [InlineData(Uid, "/nomad.slice/reserve.slice/" + Uid + ".web.scope")]
    [InlineData(null, "/system.slice/docker-" + Id + ".scope")]
    public void Pods_have_the_identifier_of_their_API(string? pod, string path) => Assert.Equal(pod, CgroupNames.Of(path).PodId);

    [Fact]
    public void Inner_container_counts()
    {
        CgroupNames names = CgroupNames.Of("/docker/" + Other + "/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-pod0b1c2d3e_0000_4a4b_8c8d_001122334455.slice/cri-containerd-" + Id + ".scope");
        Assert.Equal(("containerd", Id, Uid), (names.ContainerRuntime, names.ContainerId, names.PodId));
    }

    [Theory]
    [InlineData("9:memory:/docker/aaaa1111\n1:name=systemd:/docker/aaaa1111\n0::/system.slice/engine.service\n", null, "aaaa1111")]
    [InlineData("4:memory:/\n1:name=systemd:/system.slice/ssh.service\n0::/\n", "ssh.service", null)]
    [InlineData("4:memory:/docker/aaaa1111\n1:name=systemd:/system.slice/ssh.service\n", "ssh.service", "aaaa1111")]
    [InlineData("", null, null)]
    public void Hybrid_machines_have_the_unit_of_systemd_and_the_container_of_any_hierarchy(string file, string? unit, string? container)
    {
        CgroupNames names = new ProcessCgroups(Encoding.ASCII.GetBytes(file)).Names;
        Assert.Equal((unit, container), (names.Unit, names.ContainerId));
    }

    [Fact]
    public void A_name_from_the_files_of_a_runtime_does_not_replace_that_of_the_path()
    {
        Assert.Equal("web", new ProcessCgroups(Encoding.ASCII.GetBytes($"0::/system.slice/docker-{Id}.scope\n"), "web").Names.ContainerName);
        Assert.Equal("db", new ProcessCgroups("0::/lxc/db\n"u8.ToArray(), "web").Names.ContainerName);
        Assert.Null(new ProcessCgroups(Encoding.ASCII.GetBytes($"0::/system.slice/docker-{Id}.scope\n")).Names.ContainerName);
    }
}

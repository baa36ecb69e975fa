using System.Globalization;
using Vmon.Parsing.Processes;
using Vmon.Sources.Processes;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Sources.Processes;

public sealed class ContainerNamesTests : IDisposable
{
    private const string StorageOfUser = ".local/share/containers/storage";

    private static readonly string Id = new('4', 64);

    private readonly string _root = Directory.CreateTempSubdirectory("vmon").FullName;
    private readonly FakeTime _time = new();

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("/system.slice/docker-{0}.scope")]
    [InlineData("/ecs/0b1c2d3e00004a4b8c8d001122334455/{0}")]
    public void Docker(string path)
    {
        Write($"var/lib/docker/containers/{Id}/config.v2.json", """{"Name":"/web"}""");
        Assert.Equal("web", NameOf(string.Format(CultureInfo.InvariantCulture, path, Id)));
    }

    [Fact]
    public void Podman()
    {
        Write("var/lib/containers/storage/overlay-containers/containers.json", $$"""[{"id":"{{Id}}","names":["web"]}]""");
        Assert.Equal("web", NameOf($"/machine.slice/libpod-{Id}.scope"));
    }

    [Theory]
    [InlineData("overlay-containers/containers.json", "/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-{0}.scope/container")]
    [InlineData("vfs-containers/containers.json", "/user.slice/user-1000.slice/session-3.scope/libpod_parent/libpod-{0}")]
    public void Podman_of_an_ordinary_user(string list, string path)
    {
        Write($"home/ops/{StorageOfUser}/{list}", $$"""[{"id":"{{Id}}","names":["mine"]}]""");
        Assert.Equal("mine", NameOf(string.Format(CultureInfo.InvariantCulture, path, Id)));
    }

    [Fact]
    public void A_link_in_the_home_of_a_user_is_not_followed()
    {
        Write("etc/containers.json", $$"""[{"id":"{{Id}}","names":["mine"]}]""");
        string list = Path.Join(_root, "home/ops", StorageOfUser, "overlay-containers");
        _ = Directory.CreateDirectory(list);
        _ = File.CreateSymbolicLink(Path.Join(list, "containers.json"), Path.Join(_root, "etc/containers.json"));
        Assert.Null(NameOf($"/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-{Id}.scope"));
    }

    [Fact]
    public void A_user_database_that_does_not_answer_is_asked_once()
    {
        bool isAnswered = false;
        int asked = 0;
        ContainerNames names = new(_time, _root, (uint user, out string? home) =>
        {
            _ = Interlocked.Increment(ref asked);
            SpinWait.SpinUntil(() => Volatile.Read(ref isAnswered));
            home = null;
            return false;
        });
        Assert.Null(names.NameOf(CgroupNames.Of($"/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-{Id}.scope")));
        Assert.Null(names.NameOf(CgroupNames.Of($"/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-{Id[1..]}5.scope")));
        Assert.Equal(1, asked);
        Volatile.Write(ref isAnswered, true);
    }

    [Fact]
    public void Cri_o()
    {
        Write($"var/lib/containers/storage/overlay-containers/{Id}/userdata/config.json", """{"annotations":{"io.kubernetes.container.name":"web"}}""");
        Assert.Equal("web", NameOf($"/system.slice/crio-{Id}.scope"));
    }

    [Theory]
    [InlineData("k8s.io", "/system.slice/cri-containerd-{0}.scope", "io.kubernetes.cri.container-name")]
    [InlineData("k8s.io", "/kubepods/burstable/pod0b1c2d3e-0000-4a4b-8c8d-001122334455/{0}", "io.kubernetes.cri.container-name")]
    [InlineData("default", "/system.slice/nerdctl-{0}.scope", "nerdctl/name")]
    [InlineData("default", "/default/{0}", "nerdctl/name")]
    public void Containerd(string ns, string path, string annotation)
    {
        Write($"run/containerd/io.containerd.runtime.v2.task/{ns}/{Id}/config.json", """{"annotations":{"NAME":"web"}}""".Replace("NAME", annotation, StringComparison.Ordinal));
        Assert.Equal("web", NameOf(string.Format(CultureInfo.InvariantCulture, path, Id)));
    }

    [Fact]
    public void A_container_without_files_has_no_name() => Assert.Null(NameOf($"/system.slice/docker-{Id}.scope"));

    [Fact]
    public void A_name_is_looked_up_again_after_a_minute()
    {
        ContainerNames names = new(_time, _root);
        CgroupNames container = CgroupNames.Of($"/system.slice/docker-{Id}.scope");
        Assert.Null(names.NameOf(container));
        Write($"var/lib/docker/containers/{Id}/config.v2.json", """{"Name":"/web"}""");
        Assert.Null(names.NameOf(container));
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("web", names.NameOf(container));
    }

    private string? NameOf(string path) => new ContainerNames(_time, _root, Home).NameOf(CgroupNames.Of(path));

    private bool Home(uint user, out string? home)
    {
        home = user == 1000 ? Path.Join(_root, "home/ops") : null;
        return true;
    }

    private void Write(string path, string text)
    {
        string file = Path.Join(_root, path);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}

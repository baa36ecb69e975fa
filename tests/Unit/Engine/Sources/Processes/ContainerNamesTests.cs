using Vmon.Parsing.Processes;
using Vmon.Sources.Processes;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Sources.Processes;

public sealed class ContainerNamesTests : IDisposable
{
    private static readonly string Id = new('4', 64);

    private readonly string _root = Directory.CreateTempSubdirectory("vmon").FullName;
    private readonly FakeTime _time = new();

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Docker()
    {
        Write($"var/lib/docker/containers/{Id}/config.v2.json", """{"Name":"/web"}""");
        Assert.Equal("web", NameOf($"/system.slice/docker-{Id}.scope"));
    }

    [Fact]
    public void Podman()
    {
        Write("var/lib/containers/storage/overlay-containers/containers.json", $$"""[{"id":"{{Id}}","names":["web"]}]""");
        Assert.Equal("web", NameOf($"/machine.slice/libpod-{Id}.scope"));
    }

    [Fact]
    public void Cri_o()
    {
        Write($"var/lib/containers/storage/overlay-containers/{Id}/userdata/config.json", """{"annotations":{"io.kubernetes.container.name":"web"}}""");
        Assert.Equal("web", NameOf($"/system.slice/crio-{Id}.scope"));
    }

    [Theory]
    [InlineData("k8s.io", "cri-containerd", "io.kubernetes.cri.container-name")]
    [InlineData("default", "nerdctl", "nerdctl/name")]
    public void Containerd(string ns, string prefix, string annotation)
    {
        Write($"run/containerd/io.containerd.runtime.v2.task/{ns}/{Id}/config.json", """{"annotations":{"NAME":"web"}}""".Replace("NAME", annotation, StringComparison.Ordinal));
        Assert.Equal("web", NameOf($"/system.slice/{prefix}-{Id}.scope"));
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

    private string? NameOf(string path) => new ContainerNames(_time, _root).NameOf(CgroupNames.Of(path));

    private void Write(string path, string text)
    {
        string file = Path.Join(_root, path);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}

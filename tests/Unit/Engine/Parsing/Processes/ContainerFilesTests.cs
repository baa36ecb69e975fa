using System.Text;
using Vmon.Parsing.Processes;

namespace Vmon.Tests.Engine.Parsing.Processes;

public class ContainerFilesTests
{
    [Fact]
    public void Docker_has_a_file_for_each_container() =>
        Assert.Equal("web", ContainerFiles.DockerName("""{"StreamConfig":{},"State":{"Running":true},"ID":"4e5f","Name":"/web","Config":{"Env":["Name=x"]}}"""u8));

    [Fact]
    public void Podman_has_a_list_of_all_containers()
    {
        ReadOnlySpan<byte> list = """[{"id":"aaaa","names":["db"],"image":"x"},{"id":"4e5f","names":["web","alias"],"flags":{"a":1}},{"id":"bbbb"}]"""u8;
        Assert.Equal("web", ContainerFiles.StoredName(list, "4e5f"));
        Assert.Null(ContainerFiles.StoredName(list, "bbbb"));
        Assert.Null(ContainerFiles.StoredName(list, "cccc"));
    }

    [Theory]
    [InlineData("io.kubernetes.cri.container-name")]
    [InlineData("io.kubernetes.container.name")]
    [InlineData("nerdctl/name")]
    public void Kubernetes_and_nerdctl_annotate_the_OCI_configuration(string annotation) =>
        Assert.Equal("web", ContainerFiles.AnnotatedName(Encoding.UTF8.GetBytes("""{"ociVersion":"1.1.0","process":{"args":["nginx"]},"annotations":{"other":"x","NAME":"web"}}""".Replace("NAME", annotation, StringComparison.Ordinal))));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("[1,{}]")]
    [InlineData("{\"Name\":7,\"annotations\":[]}")]
    [InlineData("{\"Name\":\"\",\"annotations\":{\"nerdctl/name\":null}}")]
    [InlineData("{\"Name\":\"\\ud800\"}")]
    public void Anything_else_has_no_name(string json)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(json);
        Assert.Null(ContainerFiles.DockerName(bytes));
        Assert.Null(ContainerFiles.StoredName(bytes, "4e5f"));
        Assert.Null(ContainerFiles.AnnotatedName(bytes));
    }
}

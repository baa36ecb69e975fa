using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

/// <summary>A captured tree with links that lead out of it.</summary>
public sealed class HostileTreeTests : IDisposable
{
    private const string Secret = "secret\0of\0this machine";

    private readonly ProcTree _tree = new();
    private readonly TemporaryDirectory _outside = new();

    public HostileTreeTests()
    {
        File.WriteAllText(_outside.Combine("shadow"), Secret);
        _tree["1/stat"] = Stat(1);
        _tree["1/cmdline"] = "init\0";
    }

    [Fact]
    public void Symbolic_link_in_place_of_a_file_is_not_followed()
    {
        _tree["5/stat"] = Stat(5);
        Link("5/cmdline", _outside.Combine("shadow"));
        using VmonSession session = new(new SessionOptions { ProcRoot = _tree.Root });
        ProcessSample[] processes = Sample(session);
        Assert.Equal(["init"], processes.Single(process => process.Id == 1).Arguments!);
        ProcessSample process = processes.Single(process => process.Id == 5);
        Assert.Equal((null, ProcessDataSets.Command), (process.Arguments, process.Denied & ProcessDataSets.Command));
        Assert.EndsWith("/5/cmdline", session.RefusedPath, StringComparison.Ordinal);
    }

    [Fact]
    public void Symbolic_link_to_another_file_of_the_tree_is_not_followed()
    {
        _tree["5/stat"] = Stat(5);
        Link("5/cmdline", "../1/cmdline");
        using VmonSession session = new(new SessionOptions { ProcRoot = _tree.Root });
        Assert.Null(Sample(session).Single(process => process.Id == 5).Arguments);
        Assert.NotNull(session.RefusedPath);
    }

    [Theory]
    [InlineData("/proc/self")]
    [InlineData("/")]
    [InlineData("1")]
    [InlineData("nowhere")]
    public void Symbolic_link_in_place_of_a_process_is_skipped(string target)
    {
        Link("6", target);
        using VmonSession session = new(new SessionOptions { ProcRoot = _tree.Root });
        Assert.Equal([1], Sample(session).Select(process => process.Id));
        Assert.EndsWith("/6", session.RefusedPath, StringComparison.Ordinal);
    }

    [Fact]
    public void Symbolic_links_in_place_of_process_directories_are_not_followed()
    {
        Link("1/net", "/proc/self/net");
        Link("1/ns", "/proc/self/ns");
        Link("1/task", "/proc/self/task");
        Link("1/fdinfo", "/proc/self/fdinfo");
        _ = Directory.CreateDirectory(Path.Combine(_tree.Root, "1/fd"));
        Link("1/fd/3", "socket:[7]");
        using VmonSession session = new(new SessionOptions { ProcRoot = _tree.Root });
        using ProcessWatch watch = session.Watch(ProcessSelection.Everything with { IncludeThreads = true }, ProcessDataSets.All);
        watch.Sample();
        ProcessSample process = watch.Processes().Single();
        Assert.Null(process.Namespaces);
        OpenFile file = watch.Files(new FileSelection { IncludeInfo = true }).Single();
        Assert.Equal((null, null, new SocketInfo { Inode = 7 }), (file.Access, file.Flags, file.Socket));
    }

    [Fact]
    public void RefusedPath_is_null_when_no_link_was_refused()
    {
        using VmonSession session = new(new SessionOptions { ProcRoot = _tree.Root });
        Assert.Single(Sample(session));
        Assert.Null(session.RefusedPath);
    }

    public void Dispose()
    {
        _tree.Dispose();
        _outside.Dispose();
    }

    private static ProcessSample[] Sample(VmonSession session)
    {
        using ProcessWatch watch = session.Watch(ProcessSelection.Everything);
        watch.Sample();
        return [.. watch.Processes()];
    }

    private static string Stat(int id) =>
        $"{id} (sh) S 0 1 1 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 100 4096 10 18446744073709551615 1 2 3 4 5 0 0 0 0 0 0 0 17 1 0 0 0 0 0\n";

    private void Link(string name, string target) => File.CreateSymbolicLink(Path.Combine(_tree.Root, name), target);
}

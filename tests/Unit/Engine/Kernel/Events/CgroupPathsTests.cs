using Vmon.Kernel.Events;

namespace Vmon.Tests.Engine.Kernel.Events;

public class CgroupPathsTests
{
    [Fact]
    public void Oldest_path_is_forgotten()
    {
        CgroupPaths paths = new();
        for (int id = 0; id <= CgroupPaths.Most; id++) paths.Add(id, [(byte)'/', (byte)id]);
        Assert.Null(paths.Find(0));
        Assert.Equal([(byte)'/', 1], paths.Find(1));
        Assert.NotNull(paths.Find(CgroupPaths.Most));
        Assert.Null(paths.Find(null));
    }

    [Fact]
    public void Later_path_of_an_id_counts()
    {
        CgroupPaths paths = new();
        paths.Add(1, "/a"u8);
        paths.Add(1, "/b"u8);
        Assert.Equal("/b"u8.ToArray(), paths.Find(1));
    }
}

using Vmon.Parsing.Processes;

namespace Vmon.Tests.Engine.Parsing.Processes;

public class CommTests
{
    [Fact]
    public void Equals_compares_bytes()
    {
        Assert.Equal(new Comm("bash"u8), new Comm("bash"u8));
        Assert.Equal(new Comm("bash"u8).GetHashCode(), new Comm("bash"u8).GetHashCode());
        Assert.NotEqual(new Comm("bash"u8), new Comm("bas"u8));
        Assert.NotEqual(new Comm("a\0"u8), new Comm("a"u8));
        Assert.Equal(default, new Comm([]));
    }

    [Fact]
    public void Constructor_truncates_names_longer_than_Capacity()
    {
        byte[] name = new byte[100];
        name.AsSpan().Fill((byte)'n');
        Assert.Equal(name.AsSpan(0, Comm.Capacity), new Comm(name).Bytes);
    }
}

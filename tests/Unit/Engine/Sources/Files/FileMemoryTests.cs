using System.Text;
using Vmon.Sources.Files;

namespace Vmon.Tests.Engine.Sources.Files;

public class FileMemoryTests
{
    private static readonly byte[] Long = Encoding.ASCII.GetBytes("/" + new string('x', 4000));

    [Fact]
    public void Keep_returns_the_same_object_for_equal_long_texts()
    {
        FileMemory memory = new();
        byte[] first = memory.Keep(Long);
        long kept = memory.Kept;
        Assert.Same(first, memory.Keep([.. Long]));
        Assert.NotSame(first, memory.Keep(Encoding.ASCII.GetBytes("/" + new string('y', 4000))));
        Assert.InRange(kept, 4001, 5000);
        Assert.Equal(2 * kept, memory.Kept);
    }

    [Fact]
    public void QuotaOf_is_half_the_free_part_of_half_the_limit()
    {
        FileMemory memory = new(most: 1_000_000);
        Assert.Equal(250_000, memory.QuotaOf(0));
        memory.NoteCost(0, 250_000);
        Assert.Equal(125_000, memory.QuotaOf(0));
        Assert.Equal(250_000, memory.QuotaOf(250_000));
        Assert.False(memory.Allows(FileMemory.Assured, spent: 125_000, quota: 125_000));
        Assert.True(memory.Allows(FileMemory.Assured - 1, spent: 125_000, quota: 125_000));
    }

    [Fact]
    public void Allows_returns_false_beyond_the_limit()
    {
        FileMemory memory = new(most: 1_000_000);
        memory.NoteCost(0, 1_000_000);
        Assert.Equal(0, memory.QuotaOf(0));
        Assert.False(memory.Allows(0, spent: 0, quota: 0));
    }

    [Fact]
    public void BeginRecount_discards_texts_that_no_process_uses()
    {
        FileMemory memory = new();
        for (int i = 0; i < 1000; i++) _ = memory.Keep(Encoding.ASCII.GetBytes($"/{i}" + new string('x', 4000)));
        memory.NoteCost(0, 1_000_000);
        memory.BeginRecount();
        Assert.Equal(0, memory.Kept);
    }
}

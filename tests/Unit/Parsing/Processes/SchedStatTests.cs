using System.Text;
using Vmon.Parsing;

namespace Vmon.Tests.Parsing;

public class SchedStatTests
{
    [Fact]
    public void Has_three_numbers()
    {
        Assert.True(SchedStat.TryParse("4057027 392155 2\n"u8, out SchedStat stat));
        Assert.Equal((4057027, 392155, 2), (stat.RunTime, stat.QueueTime, stat.Slices));
        Assert.True(stat.IsAccounted);
    }

    [Fact]
    public void Three_zeros_are_a_kernel_that_does_not_count()
    {
        Assert.True(SchedStat.TryParse("0 0 0\n"u8, out SchedStat stat));
        Assert.False(stat.IsAccounted);
        Assert.True(SchedStat.TryParse("0 7 0\n"u8, out stat));
        Assert.True(stat.IsAccounted);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1 2\n")]
    [InlineData("1 x 3\n")]
    [InlineData("1 -2 3\n")]
    [InlineData("1 2 3")]
    [InlineData("1 2 3 4\n")]
    public void Anything_else_is_refused(string text) => Assert.False(SchedStat.TryParse(Encoding.UTF8.GetBytes(text), out _));
}

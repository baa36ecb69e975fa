using System.Text;
using Vmon.Parsing.Processes;

namespace Vmon.Tests.Engine.Parsing.Processes;

public class OomTests
{
    [Fact]
    public void TryParse_reads_a_single_number()
    {
        Assert.True(OomScore.TryParse("668\n"u8, out OomScore score));
        Assert.Equal(668, score.Value);
        Assert.True(OomAdjustment.TryParse("-1000\n"u8, out OomAdjustment adjustment));
        Assert.Equal(-1000, adjustment.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x\n")]
    [InlineData("99999999999\n")]
    [InlineData("66")]
    [InlineData("-1001\n")]
    [InlineData("1 2\n")]
    public void TryParse_rejects_other_text(string text)
    {
        Assert.False(OomScore.TryParse(Encoding.UTF8.GetBytes(text), out _));
        Assert.False(OomAdjustment.TryParse(Encoding.UTF8.GetBytes(text), out _));
    }
}

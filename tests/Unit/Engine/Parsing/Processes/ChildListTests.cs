using System.Text;
using Vmon.Parsing.Processes;

namespace Vmon.Tests.Engine.Parsing.Processes;

public class ChildListTests
{
    [Theory]
    [InlineData("", new int[0])]
    [InlineData("1234 1240 1302 ", new[] { 1234, 1240, 1302 })]
    [InlineData("1234 1240 13", new[] { 1234, 1240 })]
    [InlineData("1234", new int[0])]
    public void TryParse_skips_a_last_PID_that_may_be_truncated(string text, int[] expected)
    {
        List<int> children = [];
        Assert.True(ChildList.TryParse(Encoding.ASCII.GetBytes(text), children));
        Assert.Equal(expected, children);
    }
}

using System.Text;
using Vmon.Parsing;

namespace Vmon.Tests.Parsing;

public class LoadAverageTests
{
    [Fact]
    public void Averages_and_threads_are_read()
    {
        Assert.True(LoadAverage.TryParse("1.65 0.87 120.57 2/114 12603\n"u8, out LoadAverage load));
        Assert.Equal((1.65, 0.87, 120.57, 2, 114), (load.Minute1, load.Minutes5, load.Minutes15, load.RunnableThreads, load.Threads));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.65 0.87")]
    [InlineData("1.65 0.87 x 2/114 1")]
    [InlineData("1.65 0.87 0.57 2 114 5\n")]
    [InlineData("1.65 0.87 0.57 2/114 126")]
    [InlineData("NaN 0.87 0.57 2/114 1\n")]
    [InlineData("-1.65 0.87 0.57 2/114 1\n")]
    [InlineData("1e300 0.87 0.57 2/114 1\n")]
    [InlineData("99999999999999999999.00 0.87 0.57 2/114 1\n")]
    [InlineData("1.65 0.87 0.57 -2/114 1\n")]
    [InlineData("1.65 0.87 0.57 2/ 114")]
    public void Anything_else_is_refused(string text) => Assert.False(LoadAverage.TryParse(Encoding.ASCII.GetBytes(text), out _));
}

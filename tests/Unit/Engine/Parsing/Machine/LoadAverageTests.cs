using System.Text;
using Vmon.Parsing.Machine;

namespace Vmon.Tests.Engine.Parsing.Machine;

public class LoadAverageTests
{
    [Fact]
    public void TryParse_reads_averages_and_thread_counts()
    {
        Assert.True(LoadAverage.TryParse("1.65 0.87 120.57 2/114 12603\n"u8, out LoadAverage load));
        Assert.Equal((1.65, 0.87, 120.57, 2, 114), (load.Minute1, load.Minutes5, load.Minutes15, load.RunnableThreads, load.Threads));
    }

    [Theory]
    [InlineData("1.65 0.87 x 2/114 1\n", 1.65, 0.87, null, 2, 114)]
    [InlineData("1.6 0.87 0.57 2/114 1\n", 1.6, 0.87, 0.57, 2, 114)]
    [InlineData("1.65 0.87 0.57 2/114 126", 1.65, 0.87, 0.57, 2, 114)]
    [InlineData("1.65 0.87", 1.65, null, null, null, null)]
    [InlineData("NaN 0.87 0.57 2/114 1\n", null, 0.87, 0.57, 2, 114)]
    [InlineData("-1.65 0.87 0.57 2/114 1\n", null, 0.87, 0.57, 2, 114)]
    [InlineData("1e300 0.87 0.57 2/114 1\n", null, 0.87, 0.57, 2, 114)]
    [InlineData("99999999999999999999.00 0.87 0.57 2/114 1\n", null, 0.87, 0.57, 2, 114)]
    [InlineData("1.65 0.87 0.57 -2/114 1\n", 1.65, 0.87, 0.57, null, 114)]
    [InlineData("1.65 0.87 0.57 2/99999999999 1\n", 1.65, 0.87, 0.57, 2, null)]
    public void TryParse_with_an_invalid_number_reads_the_others(string text, double? one, double? five, double? fifteen, int? runnable, int? threads)
    {
        Assert.True(LoadAverage.TryParse(Encoding.ASCII.GetBytes(text), out LoadAverage load));
        Assert.Equal((one, five, fifteen, runnable, threads), (load.Minute1, load.Minutes5, load.Minutes15, load.RunnableThreads, load.Threads));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.65")]
    [InlineData("1.65 0.87 0.57 2 114 5\n")]
    [InlineData("0.87 0.57 2/114 1\n")]
    public void TryParse_rejects_other_formats(string text) => Assert.False(LoadAverage.TryParse(Encoding.ASCII.GetBytes(text), out _));
}

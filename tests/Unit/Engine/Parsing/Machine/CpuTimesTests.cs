using System.Text;
using Vmon.Parsing.Machine;

namespace Vmon.Tests.Engine.Parsing.Machine;

public class CpuTimesTests
{
    [Theory]
    [InlineData("cpu", "1 2 3 4", -1, 4)]
    [InlineData("cpu0", "1 2 3 4 5 6 7", 0, 7)]
    [InlineData("cpu255", "1 2 3 4 5 6 7 8", 255, 8)]
    [InlineData("cpu7", "1 2 3 4 5 6 7 8 9 10", 7, 10)]
    [InlineData("cpu7", "1 2 3 4 5 6 7 8 9 10 11 12", 7, 10)]
    public void TryParse_reads_existing_columns_and_leaves_missing_ones_null(string name, string values, int number, int columns)
    {
        Assert.True(CpuTimes.TryParse(Encoding.ASCII.GetBytes(name), Encoding.ASCII.GetBytes(values), out CpuTimes times));
        Assert.Equal(number, times.Number);
        for (CpuMode mode = CpuMode.User; mode <= CpuMode.GuestNice; mode++)
            Assert.Equal((int)mode < columns ? (long)mode + 1 : null, times[mode]);
    }

    [Theory]
    [InlineData("1 2 3 4 5 6 7 18446744073709551600 9 10", 7)]
    [InlineData("1 2 3 4 10000000000001 6 7 8 9 10", 4)]
    public void TryParse_with_an_implausible_counter_leaves_only_that_one_null(string values, int unknown)
    {
        Assert.True(CpuTimes.TryParse("cpu3"u8, Encoding.ASCII.GetBytes(values), out CpuTimes times));
        for (CpuMode mode = CpuMode.User; mode <= CpuMode.GuestNice; mode++) Assert.Equal((int)mode == unknown ? null : (long)mode + 1, times[mode]);
        CpuTimes sum = times;
        sum.Add(times);
        Assert.Null(sum[(CpuMode)unknown]);
        Assert.Equal(2, sum[CpuMode.User]);
    }

    [Theory]
    [InlineData("cpu0", "1 2 3")]
    [InlineData("cpu0", "1 2 x 4")]
    [InlineData("cpu0", "")]
    [InlineData("cpu0", "1 2 -3 4")]
    [InlineData("cpu0", "1 2 3 4 5")]
    [InlineData("cpu+2", "1 2 3 4")]
    [InlineData("cpufreq", "1 2 3 4")]
    [InlineData("cpu1x", "1 2 3 4")]
    [InlineData("cpu-2", "1 2 3 4")]
    public void TryParse_rejects_lines_that_are_not_CPU_times(string name, string values) =>
        Assert.False(CpuTimes.TryParse(Encoding.ASCII.GetBytes(name), Encoding.ASCII.GetBytes(values), out _));
}

using System.Text;
using Vmon.Parsing;

namespace Vmon.Tests.Parsing;

public class CpuTimesTests
{
    [Theory]
    [InlineData("cpu", "1 2 3 4", -1, 4)]
    [InlineData("cpu0", "1 2 3 4 5 6 7", 0, 7)]
    [InlineData("cpu255", "1 2 3 4 5 6 7 8", 255, 8)]
    [InlineData("cpu7", "1 2 3 4 5 6 7 8 9 10", 7, 10)]
    [InlineData("cpu7", "1 2 3 4 5 6 7 8 9 10 11 12", 7, 10)]
    public void Every_kernel_s_columns_are_read_and_later_ones_are_unknown(string name, string values, int number, int columns)
    {
        Assert.True(CpuTimes.TryParse(Encoding.ASCII.GetBytes(name), Encoding.ASCII.GetBytes(values), out CpuTimes times));
        Assert.Equal(number, times.Number);
        for (CpuMode mode = CpuMode.User; mode <= CpuMode.GuestNice; mode++)
            Assert.Equal((int)mode < columns ? (long)mode + 1 : null, times[mode]);
    }

    [Theory]
    [InlineData("1 2 3 4 5 6 7 18446744073709551600 9 10", 7)]
    [InlineData("1 2 3 4 10000000000001 6 7 8 9 10", 4)]
    public void A_counter_that_ran_below_zero_is_unknown_and_the_others_are_none_the_worse(string values, int unknown)
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
    public void What_is_no_cpu_line_is_refused(string name, string values) =>
        Assert.False(CpuTimes.TryParse(Encoding.ASCII.GetBytes(name), Encoding.ASCII.GetBytes(values), out _));
}

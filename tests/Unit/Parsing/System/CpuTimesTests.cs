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
    [InlineData("cpu0", "1 2 3")]
    [InlineData("cpu0", "1 2 x 4")]
    [InlineData("cpu0", "")]
    [InlineData("cpu0", "1 2 9223372036854775807 4")]
    [InlineData("cpufreq", "1 2 3 4")]
    [InlineData("cpu1x", "1 2 3 4")]
    [InlineData("cpu-2", "1 2 3 4")]
    public void What_is_no_cpu_line_is_refused(string name, string values) =>
        Assert.False(CpuTimes.TryParse(Encoding.ASCII.GetBytes(name), Encoding.ASCII.GetBytes(values), out _));
}

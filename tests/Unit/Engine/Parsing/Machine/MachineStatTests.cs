using System.Text;
using Vmon.Parsing.Machine;

namespace Vmon.Tests.Engine.Parsing.Machine;

public class MachineStatTests
{
    [Theory]
    [InlineData("cpu  1 2 3\nctxt 5\nbtime 1763999999\nprocesses 9\n", 1763999999L)]
    [InlineData("cpu  1 2 3\nbtime 0\n", 0L)]
    [InlineData("cpu  1 2 3\n", null)]
    [InlineData("", null)]
    [InlineData("cpu 1\nbtime \n", null)]
    [InlineData("cpu 1\nbtime x\n", null)]
    [InlineData("cpu 1\nbtime 17639", null)]
    [InlineData("cpu 1\nbtime 17639x\n", null)]
    [InlineData("cpu 1\nbtime -5\n", null)]
    [InlineData("cpu 1\nnot btime 5\n", null)]
    [InlineData("cpu 1\nbtime 99999999999999\n", null)]
    [InlineData("cpu 1\nbtime 99999999999999999999999\n", null)]
    public void BootTime_reads_the_btime_line(string stat, long? expected) => Assert.Equal(expected, MachineStat.BootTime(Encoding.ASCII.GetBytes(stat)));

    [Theory]
    [InlineData("123456.78 234567.89\n", 123456.78)]
    [InlineData("0.00 0.00\n", 0d)]
    [InlineData("5", null)]
    [InlineData("123456.7", null)]
    [InlineData("41.0 41.0\n", 41d)]
    [InlineData("41.0 40.9", 41d)]
    [InlineData("41.5 x\n", 41.5)]
    [InlineData("123456.78 2345", 123456.78)]
    [InlineData("123456.78", null)]
    [InlineData("123456.78\n", null)]
    [InlineData("123456.789 1.00\n", null)]
    [InlineData("123456. 1.00\n", null)]
    [InlineData("1.2.3 1.00\n", null)]
    [InlineData("1.00 2.00 3.00\n", null)]
    [InlineData("1e5 1.00\n", null)]
    [InlineData("", null)]
    [InlineData("x", null)]
    [InlineData("-1.00 0", null)]
    [InlineData("999999999999.00 1\n", null)]
    [InlineData("99999999999999999999999999999999999999999999 1\n", null)]
    public void Uptime_reads_the_first_number(string uptime, double? seconds) =>
        Assert.Equal(seconds, MachineStat.Uptime(Encoding.ASCII.GetBytes(uptime))?.TotalSeconds);
}

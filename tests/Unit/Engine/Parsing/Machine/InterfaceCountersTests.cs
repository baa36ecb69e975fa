using System.Text;
using Vmon.Parsing.Machine;

namespace Vmon.Tests.Engine.Parsing.Machine;

public class InterfaceCountersTests
{
    private const string Values = "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16";

    [Theory]
    [InlineData("    lo: " + Values, "lo")]
    [InlineData("  eth0:" + Values, "eth0")]
    [InlineData("eth0:1: " + Values, "eth0:1")]
    [InlineData("  \u001b[2J: " + Values, "\u001b[2J")]
    [InlineData("  wlp2s0: 1 2    3  4   5   6 7 8       9 10 11 12 13  14   15         16  ", "wlp2s0")]
    public void TryParse_reads_the_name_and_sixteen_counters(string line, string expected)
    {
        Assert.True(InterfaceCounters.TryParse(Encoding.ASCII.GetBytes(line), out ReadOnlySpan<byte> name, out InterfaceCounters counters));
        Assert.Equal(expected, Encoding.ASCII.GetString(name));
        for (InterfaceField field = InterfaceField.ReceiveBytes; field <= InterfaceField.SendCompressed; field++) Assert.Equal((long)field + 1, counters[field]);
    }

    [Fact]
    public void TryParse_with_a_counter_out_of_range_leaves_only_that_one_null()
    {
        Assert.True(InterfaceCounters.TryParse("lo: 18446744073709551615 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16"u8, out _, out InterfaceCounters counters));
        Assert.Null(counters[InterfaceField.ReceiveBytes]);
        Assert.Equal(2, counters[InterfaceField.ReceivePackets]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Inter-|   Receive                                                |  Transmit")]
    [InlineData(" face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed")]
    [InlineData("lo " + Values)]
    [InlineData(": " + Values)]
    [InlineData("lo: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15")]
    [InlineData("lo: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 x")]
    [InlineData("lo: -1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16")]
    [InlineData("lo:No statistics available.")]
    public void TryParse_rejects_lines_that_are_not_of_an_interface(string line) => Assert.False(InterfaceCounters.TryParse(Encoding.ASCII.GetBytes(line), out _, out _));
}

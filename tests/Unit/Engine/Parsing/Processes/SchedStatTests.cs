using System.Text;
using Vmon.Parsing.Processes;

namespace Vmon.Tests.Engine.Parsing.Processes;

public class SchedStatTests
{
    [Fact]
    public void TryParse_reads_three_numbers()
    {
        Assert.True(SchedStat.TryParse("4057027 392155 2\n"u8, out SchedStat stat));
        Assert.Equal((4057027, 392155, 2), (stat.RunTime, stat.QueueTime, stat.Slices));
        Assert.True(stat.IsAccounted);
    }

    [Fact]
    public void IsAccounted_is_false_when_all_numbers_are_zero()
    {
        Assert.True(SchedStat.TryParse("0 0 0\n"u8, out SchedStat stat));
        Assert.False(stat.IsAccounted);
        Assert.True(SchedStat.TryParse("0 7 0\n"u8, out stat));
        Assert.True(stat.IsAccounted);
    }

    [Theory]
    [InlineData("1 x 3\n", 1L, null, 3L)]
    [InlineData("1 -2 3\n", 1L, null, 3L)]
    [InlineData("18446744073709551615 2 3\n", null, 2L, 3L)]
    [InlineData("1 2 3", 1L, 2L, null)]
    public void TryParse_with_an_invalid_number_reads_the_others(string text, long? run, long? queue, long? slices)
    {
        Assert.True(SchedStat.TryParse(Encoding.UTF8.GetBytes(text), out SchedStat stat));
        Assert.Equal((run, queue, slices), (stat[SchedField.sum_exec_runtime], stat[SchedField.run_delay], stat[SchedField.pcount]));
    }

    [Theory]
    [InlineData("1 2 3\n", "1 2 3\n", false)]
    [InlineData("1 2 3\n", "1 2 4\n", true)]
    [InlineData("1 2 3\n", "1 x 3\n", false)]
    public void DiffersFrom_ignores_fields_that_are_null_in_either(string left, string right, bool differs)
    {
        Assert.True(SchedStat.TryParse(Encoding.UTF8.GetBytes(left), out SchedStat now) & SchedStat.TryParse(Encoding.UTF8.GetBytes(right), out SchedStat then));
        Assert.Equal(differs, now.DiffersFrom(then));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1 2\n")]
    [InlineData("1")]
    [InlineData("x y z\n")]
    [InlineData("1 2 3 4\n")]
    public void TryParse_rejects_other_formats(string text) => Assert.False(SchedStat.TryParse(Encoding.UTF8.GetBytes(text), out _));
}

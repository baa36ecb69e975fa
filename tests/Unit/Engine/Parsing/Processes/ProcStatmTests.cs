using System.Text;
using Vmon.Parsing.Processes;

namespace Vmon.Tests.Engine.Parsing.Processes;

public class ProcStatmTests
{
    [Fact]
    public void TryParse_reads_each_size_by_position()
    {
        Assert.True(ProcStatm.TryParse("2441 1200 800 200 0 300 0\n"u8, out ProcStatm statm));
        Assert.Equal((2441L, 1200L, 800L, 200L, 300L), (statm.Size, statm.Resident, statm.Shared, statm.Text, statm.Data));
    }

    [Theory]
    [InlineData("1 2 3 4 0 x 0\n", StatmField.data)]
    [InlineData("1 2 -3 4 0 6 0\n", StatmField.shared)]
    [InlineData("1 2 99999999999999999999 4 0 6 0\n", StatmField.shared)]
    [InlineData("1 140737488355328 3 4 0 6 0\n", StatmField.resident)]
    [InlineData("1 2 3 4 0 6 99999999999999999999\n", StatmField.dt)]
    public void TryParse_with_an_invalid_size_reads_the_others(string line, object unknown)
    {
        Assert.True(ProcStatm.TryParse(Encoding.ASCII.GetBytes(line), out ProcStatm statm));
        foreach (StatmField field in new[] { StatmField.size, StatmField.resident, StatmField.shared, StatmField.text, StatmField.data })
            Assert.Equal((StatmField)unknown == field ? null : (int)field + 1, statm[field]);
    }

    [Theory]
    [InlineData("1 2 3 4 0 6 0", 6)]
    [InlineData("1 2 3 4 0 6", 4)]
    [InlineData("12 2", 1)]
    public void TryParse_of_a_truncated_line_reads_the_complete_sizes(string line, int last)
    {
        Assert.True(ProcStatm.TryParse(Encoding.ASCII.GetBytes(line), out ProcStatm statm));
        Assert.Equal(last >= 6 ? 6 : null, statm[StatmField.data]);
        Assert.Equal(last >= 2 ? 2 : null, statm[StatmField.resident]);
        Assert.NotNull(statm[StatmField.size]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("1 2 3 4 0 5\n")]
    [InlineData("12")]
    [InlineData("1 2 3 4 0 5 0 7\n")]
    [InlineData("a b c d e f g\n")]
    [InlineData("1,2,3,4,0,5,0")]
    [InlineData("1\r2\r3\r4\r0\r5\r0")]
    public void TryParse_rejects_other_formats(string line) => Assert.False(ProcStatm.TryParse(Encoding.ASCII.GetBytes(line), out _));
}

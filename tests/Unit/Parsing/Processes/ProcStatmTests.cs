using System.Text;
using Vmon.Parsing;

namespace Vmon.Tests.Parsing;

public class ProcStatmTests
{
    [Fact]
    public void Each_size_comes_from_its_place()
    {
        Assert.True(ProcStatm.TryParse("2441 1200 800 200 0 300 0\n"u8, out ProcStatm statm));
        Assert.Equal((2441L, 1200L, 800L, 200L, 300L), (statm.Size, statm.Resident, statm.Shared, statm.Text, statm.Data));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("1 2 3 4 0")]
    [InlineData("1 2 3 4 0 x 0\n")]
    [InlineData("1 2 3 4 0 5\n")]
    [InlineData("1 2 3 4 0 5 0")]
    [InlineData("1 2 -3 4 0 5 0\n")]
    [InlineData("1 2 99999999999999999999 4 0 5 0\n")]
    [InlineData("1 140737488355328 3 4 0 5 0\n")]
    [InlineData("1,2,3,4,0,5,0")]
    [InlineData("1\r2\r3\r4\r0\r5\r0")]
    public void Anything_else_is_refused(string line) => Assert.False(ProcStatm.TryParse(Encoding.ASCII.GetBytes(line), out _));
}

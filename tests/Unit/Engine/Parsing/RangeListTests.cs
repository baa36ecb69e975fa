using System.Text;
using Vmon.Parsing;

namespace Vmon.Tests.Engine.Parsing;

public class RangeListTests
{
    [Theory]
    [InlineData("0", new[] { 0 })]
    [InlineData("0-3", new[] { 0, 1, 2, 3 })]
    [InlineData("0-1,4,6-7", new[] { 0, 1, 4, 6, 7 })]
    [InlineData("", new int[0])]
    public void Parse_reads_single_numbers_and_ranges(string text, int[] numbers) => Assert.Equal(numbers, RangeList.Parse(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("x")]
    [InlineData("3-1")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("0,")]
    [InlineData("1,0")]
    [InlineData("0-3,2")]
    [InlineData("0-")]
    [InlineData("1 2")]
    [InlineData("0-2000000000")]
    [InlineData("99999999999")]
    public void Parse_returns_null_for_malformed_lists(string text) => Assert.Null(RangeList.Parse(Encoding.UTF8.GetBytes(text)));
}

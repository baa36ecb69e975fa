using System.Text;
using Vmon.Parsing;

namespace Vmon.Tests.Engine.Parsing;

public class NumberListTests
{
    [Theory]
    [InlineData("", new int[0], true)]
    [InlineData("\n", new int[0], true)]
    [InlineData("1234 1240 1302 ", new[] { 1234, 1240, 1302 }, true)]
    [InlineData("2147483647", new[] { 2147483647 }, true)]
    [InlineData("1 -2 3", new[] { 1 }, false)]
    [InlineData("1 2 x 3", new[] { 1, 2 }, false)]
    [InlineData("1 2147483648 3", new[] { 1 }, false)]
    [InlineData("1 99999999999999999999999 3", new[] { 1 }, false)]
    public void TryParse_adds_numbers_up_to_the_first_invalid_one(string text, int[] numbers, bool isWhole)
    {
        List<int> list = [7];
        Assert.Equal(isWhole, NumberList.TryParse(Encoding.ASCII.GetBytes(text), list));
        Assert.Equal([7, .. numbers], list);
    }
}

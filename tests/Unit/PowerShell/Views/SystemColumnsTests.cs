using Vmon.PowerShell.Views;

namespace Vmon.Tests.PowerShell.Views;

public class SystemColumnsTests
{
    [Theory]
    [InlineData(null, "-")]
    [InlineData(0d, "0")]
    [InlineData(99_999d, "99999")]
    [InlineData(99_999.6, "100k")]
    [InlineData(999_499d, "999k")]
    [InlineData(999_500d, "1.0M")]
    [InlineData(123_456_789d, "123.5M")]
    [InlineData(999_500_000d, "1.0G")]
    public void Count_uses_at_most_six_characters(double? number, string expected) => Assert.Equal(expected, SystemColumns.Count(number));

    [Theory]
    [InlineData(null, "-")]
    [InlineData(0.25, "0.25")]
    [InlineData(99.994, "99.99")]
    [InlineData(99.996, "100.0")]
    [InlineData(12_345d, "12345")]
    public void Averages_are_at_most_five_characters(double? number, string expected) => Assert.Equal(expected, SystemColumns.Average(number));
}

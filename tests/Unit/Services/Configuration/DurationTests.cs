using Vmon.Services.Configuration;

namespace Vmon.Tests.Services.Configuration;

public class DurationTests
{
    [Theory]
    [InlineData("5", 5)]
    [InlineData("0.5", 0.5)]
    [InlineData("5s", 5)]
    [InlineData("500ms", 0.5)]
    [InlineData("2m", 120)]
    [InlineData("2 min", 120)]
    [InlineData("1h30m", 5400)]
    [InlineData("28D", 28 * 86400)]
    public void Duration_is_parsed_with_its_units(string text, double seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Duration.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-5s")]
    [InlineData("s")]
    [InlineData("5x")]
    [InlineData("5 5")]
    [InlineData("1.2.3s")]
    [InlineData("1h 30")]
    [InlineData("99999999999999d")]
    public void Duration_is_null_if_text_is_not_one(string text) => Assert.Null(Duration.Parse(text));
}

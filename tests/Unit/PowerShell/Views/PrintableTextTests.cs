using Vmon.PowerShell;

namespace Vmon.Tests.PowerShell.Views;

public class PrintableTextTests
{
    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("naïve 日本語 🐧", "naïve 日本語 🐧")]
    [InlineData("low surrogates like bytes: 💩👍", "low surrogates like bytes: 💩👍")]
    [InlineData("invisible \U000e0041", "invisible \\U000e0041")]
    [InlineData("two\nlines\t.", "two\\nlines\\t.")]
    [InlineData("\u001b[31mred\u0007", "\\x1b[31mred\\x07")]
    [InlineData("\u009b31m", "\\x9b31m")]
    [InlineData("abc\u202egnp", "abc\\u202egnp")]
    public void Nothing_of_it_acts_on_the_terminal(string text, string expected) => Assert.Equal(expected, PrintableText.Of(text));

    [Fact]
    public void Bytes_that_are_not_UTF8_show_as_such() => Assert.Equal("a\\xffb", PrintableText.Of("a\udcffb"));
}

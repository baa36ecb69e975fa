using Vmon.PowerShell.Text;

namespace Vmon.Tests.PowerShell.Text;

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
    [InlineData("\u3164", "\\u3164")]
    [InlineData("a\u115f\u1160\uffa0\u2800\u034f", "a\\u115f\\u1160\\uffa0\\u2800\\u034f")]
    [InlineData("heart \u2764\ufe0f, tag \U000e0100", "heart \u2764\\ufe0f, tag \\U000e0100")]
    [InlineData("\u200b\u200d\u2060\ufeff\u00ad\u061c", "\\u200b\\u200d\\u2060\\ufeff\\xad\\u061c")]
    [InlineData("\u2066bidi\u2069", "\\u2066bidi\\u2069")]
    [InlineData("\u17b4\u180b\u2065\ufff0\U0001bca0\U0001d173", "\\u17b4\\u180b\\u2065\\ufff0\\U0001bca0\\U0001d173")]
    [InlineData("한글 ⠇ \u0301 é", "한글 ⠇ \u0301 é")]
    public void Of_escapes_control_and_invisible_characters(string text, string expected) => Assert.Equal(expected, PrintableText.Of(text));

    [Fact]
    public void Of_shows_bytes_that_are_not_UTF8_in_hexadecimal() => Assert.Equal("a\\xffb", PrintableText.Of("a\udcffb"));
}

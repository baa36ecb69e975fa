using System.Text;
using CsCheck;
using Vmon.Metrics.Labels;

namespace Vmon.Tests.Metrics.Labels;

public class LabelTextTests
{
    [Theory]
    [InlineData("nginx.service", "nginx.service")]
    [InlineData("", "")]
    [InlineData("größe 😀", "größe 😀")]
    [InlineData("a\nb\r\0\u001b[2J\u0085c", "a�b���[2J�c")]
    public void Clean_replaces_control_characters(string text, string clean) => Assert.Equal(clean, LabelText.Clean(text));

    [Fact]
    public void Clean_replaces_lone_surrogates() => Assert.Equal("a\uFFFDb\uFFFD", LabelText.Clean("a\uD800b\uDC00"));

    [Theory]
    [InlineData(128, 128)]
    [InlineData(129, 128)]
    [InlineData(100_000, 128)]
    public void Clean_cuts_at_the_longest_length(int length, int expected)
    {
        string clean = LabelText.Clean(new string('x', length));
        Assert.Equal(expected, clean.Length);
        Assert.Equal(length > expected, clean.EndsWith('…'));
    }

    [Fact]
    public void Clean_does_not_cut_a_character_of_two_units()
    {
        string clean = LabelText.Clean(string.Concat(Enumerable.Repeat("😀", 100)));
        Assert.Equal(clean, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(clean)));
        Assert.InRange(clean.Length, 126, 128);
    }

    [Fact]
    public void Clean_is_idempotent_for_any_text() =>
        Check.Sample(Gen.String[Gen.Char, 0, 300], text => LabelText.Clean(LabelText.Clean(text)) == LabelText.Clean(text) && LabelText.Clean(text).Length <= LabelText.Longest);

    [Fact]
    public void Labels_are_escaped()
    {
        LabelSet labels = LabelSet.Empty.With("vmon.group", "a\"b\\c").With("cpu.mode", "user");
        Assert.Equal(@"{vmon_group=""a\""b\\c"",cpu_mode=""user""}", labels.ToString());
        Assert.Equal("a\"b\\c", labels.Attributes[0].Value);
        Assert.Equal("", LabelSet.Empty.ToString());
    }
}

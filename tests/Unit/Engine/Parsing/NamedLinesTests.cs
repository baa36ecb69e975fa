using System.Text;
using Vmon.Parsing;

namespace Vmon.Tests.Engine.Parsing;

public class NamedLinesTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("\n\n", "")]
    [InlineData("MemFree:        23879444 kB\nActive(anon):       1796 kB\n", "MemFree|Active(anon)")]
    [InlineData("nr_free_pages 1\npgfault 2", "nr_free_pages")]
    [InlineData(" 24:   1  0  IO-APIC\nLOC: 5 6 Local timer interrupts\n", "24|LOC")]
    [InlineData("line\n:\n: 5\nMemFree: 1 kB\n", "MemFree")]
    public void Next_ends_names_at_colon_or_space_and_skips_other_lines(string text, string expected)
    {
        List<string> names = [];
        NamedLines lines = new(Encoding.ASCII.GetBytes(text));
        while (lines.Next(out ReadOnlySpan<byte> name, out _)) names.Add(Encoding.ASCII.GetString(name));
        Assert.Equal(expected, string.Join('|', names));
    }

    [Theory]
    [InlineData("        23879444 kB", 23879444L * 1024)]
    [InlineData("       3", 3L)]
    [InlineData("34359738367 kB", 34359738367L * 1024)]
    [InlineData("564953 0 0 12", 564953L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("9223372036854775807 kB", null)]
    [InlineData("18446744073709551615", null)]
    [InlineData("", null)]
    [InlineData("   kB", null)]
    [InlineData("12 MB", null)]
    [InlineData("12 34 kB", null)]
    [InlineData("-5", null)]
    [InlineData("(3,0):(22,20,40,2,4)", null)]
    public void TryParse_converts_kB_to_bytes_and_rejects_overflow_and_other_units(string text, long? expected) =>
        Assert.Equal(expected, NamedValue.TryParse(Encoding.ASCII.GetBytes(text), out long value) ? value : null);
}

using System.Text;
using Vmon.Parsing.Processes;

namespace Vmon.Tests.Engine.Parsing.Processes;

public class ProcIoTests
{
    private static readonly string[] Lines =
    [
        "rchar: 1\n", "wchar: 2\n", "syscr: 3\n", "syscw: 4\n", "read_bytes: 5\n", "write_bytes: 6\n", "cancelled_write_bytes: 7\n",
    ];

    [Fact]
    public void TryParse_finds_each_counter_by_key() => AssertRight(string.Concat(Lines));

    [Fact]
    public void TryParse_accepts_lines_in_any_order() => AssertRight(string.Concat(Lines.Reverse()));

    [Theory]
    [InlineData("later_counter: 9\n")]
    [InlineData("later_words: some\n")]
    [InlineData("later: -1\n")]
    public void TryParse_skips_unknown_keys(string line)
    {
        AssertRight(line + string.Concat(Lines));
        AssertRight(string.Concat(Lines) + line);
    }

    [Fact]
    public void TryParse_with_a_missing_counter_reads_the_others()
    {
        for (int missing = 0; missing < Lines.Length; missing++)
        {
            string[] left = [.. Lines.Where((_, index) => index != missing)];
            AssertAllBut(missing, string.Concat(left));
            AssertAllBut(missing, string.Concat(left) + left[0]);
        }
    }

    [Fact]
    public void TryParse_of_truncated_text_reads_the_complete_lines()
    {
        string text = string.Concat(Lines);
        for (int length = 0; length < text.Length; length++)
        {
            int whole = text[..length].Count(character => character == '\n');
            Assert.Equal(whole > 0, TryParse(text[..length], out ProcIo io));
            if (whole == 0) continue;
            for (int field = 0; field < Lines.Length; field++) Assert.Equal(field < whole ? field + 1 : null, io[(IoField)field]);
        }
    }

    [Theory]
    [InlineData("rchar: x\n")]
    [InlineData("rchar: 18446744073709551615\n")]
    [InlineData("rchar: -1\n")]
    [InlineData("rchar 1\n")]
    [InlineData("rchar: 1\r\n")]
    [InlineData("rchar: 9223372036854775808\n")]
    [InlineData("rchar: 1 2\n")]
    public void TryParse_with_an_invalid_counter_reads_the_others(string first) => AssertAllBut(0, first + string.Concat(Lines.Skip(1)));

    [Theory]
    [InlineData("")]
    [InlineData("rchar: -1\n")]
    [InlineData("later: 1\n")]
    public void TryParse_without_a_counter_returns_false(string text) => Assert.False(TryParse(text, out _));

    private static bool TryParse(string text, out ProcIo io) => ProcIo.TryParse(Encoding.ASCII.GetBytes(text), out io);

    private static void AssertRight(string text) => AssertAllBut(-1, text);

    private static void AssertAllBut(int unknown, string text)
    {
        Assert.True(TryParse(text, out ProcIo io));
        for (int field = 0; field < Lines.Length; field++) Assert.Equal(field == unknown ? null : field + 1, io[(IoField)field]);
    }
}

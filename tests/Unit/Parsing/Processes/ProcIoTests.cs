using System.Text;
using Vmon.Parsing;

namespace Vmon.Tests.Parsing;

public class ProcIoTests
{
    private static readonly string[] Lines =
    [
        "rchar: 1\n", "wchar: 2\n", "syscr: 3\n", "syscw: 4\n", "read_bytes: 5\n", "write_bytes: 6\n", "cancelled_write_bytes: 7\n",
    ];

    [Fact]
    public void Each_counter_is_found_by_its_key() => AssertRight(string.Concat(Lines));

    [Fact]
    public void The_order_of_the_lines_does_not_matter() => AssertRight(string.Concat(Lines.Reverse()));

    [Theory]
    [InlineData("later_counter: 9\n")]
    [InlineData("later_words: some\n")]
    [InlineData("later: -1\n")]
    public void A_key_that_a_later_kernel_adds_is_passed_over(string line)
    {
        AssertRight(line + string.Concat(Lines));
        AssertRight(string.Concat(Lines) + line);
    }

    [Fact]
    public void A_missing_counter_is_refused_and_never_zero()
    {
        for (int missing = 0; missing < Lines.Length; missing++)
        {
            string[] left = [.. Lines.Where((_, index) => index != missing)];
            Assert.False(TryParse(string.Concat(left), out _));
            Assert.False(TryParse(string.Concat(left) + left[0], out _), "A doubled line must not stand for the missing one.");
        }
    }

    [Fact]
    public void Text_that_is_cut_anywhere_is_refused()
    {
        string text = string.Concat(Lines);
        for (int length = 0; length < text.Length; length++) Assert.False(TryParse(text[..length], out _));
    }

    [Theory]
    [InlineData("rchar: x\n")]
    [InlineData("rchar: 18446744073709551615\n")]
    [InlineData("rchar: -1\n")]
    [InlineData("rchar:1\n")]
    [InlineData("rchar 1\n")]
    [InlineData("rchar: 1\r\n")]
    public void A_counter_that_is_no_number_is_refused(string first) => Assert.False(TryParse(first + string.Concat(Lines.Skip(1)), out _));

    private static bool TryParse(string text, out ProcIo io) => ProcIo.TryParse(Encoding.ASCII.GetBytes(text), out io);

    private static void AssertRight(string text)
    {
        Assert.True(TryParse(text, out ProcIo io));
        Assert.Equal(
            [1, 2, 3, 4, 5, 6, 7],
            new[] { io.ReadChars, io.WriteChars, io.ReadCalls, io.WriteCalls, io.ReadBytes, io.WriteBytes, io.CancelledWriteBytes });
    }
}

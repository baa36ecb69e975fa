using Vmon.Native;
using Vmon.ProcFs;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.ProcFs;

public class LineChunksTests
{
    private const int Capacity = 1024;

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 10)]
    [InlineData(1, Capacity - 1)]
    [InlineData(3, Capacity)]
    [InlineData(1000, 63)]
    [InlineData(1000, 100)]
    [InlineData(10, 5000)]
    public void Next_returns_every_complete_line_once(int lines, int length)
    {
        string text = string.Concat(Enumerable.Range(0, lines).Select(number => number.ToString().PadRight(length) + '\n'));
        Assert.Equal(text, Read(text, out _));
        Assert.Equal(text, Read(text + "cut", out _));
    }

    [Fact]
    public void Next_never_grows_the_buffer_for_long_files()
    {
        string text = string.Concat(Enumerable.Repeat(new string('x', 149) + '\n', 10_000));
        Assert.Equal(text, Read(text, out ReadBuffer buffer));
        Assert.Equal(Capacity, buffer.Capacity);
    }

    [Fact]
    public void Next_returns_the_lines_before_an_oversized_line()
    {
        Assert.Equal("first\n", Read("first\n" + new string('x', 17 * 1024 * 1024) + "\nlast\n", out _));
    }

    private static string Read(string text, out ReadBuffer buffer)
    {
        using TemporaryDirectory directory = new();
        File.WriteAllText(directory.Combine("file"), text);
        using ProcRoot root = ProcRoot.Open(directory.Path);
        Assert.Equal(ReadStatus.Ok, root.Open("file\0"u8, isDirectory: false, out int descriptor));
        buffer = new ReadBuffer(Capacity);
        LineChunks chunks = new(descriptor, buffer);
        List<string> read = [];
        while (chunks.Next(out ReadOnlySpan<byte> chunk)) read.Add(ProcText.Decode(chunk));
        _ = Libc.Close(descriptor);
        Assert.All(read, chunk => Assert.EndsWith("\n", chunk, StringComparison.Ordinal));
        return string.Concat(read);
    }
}

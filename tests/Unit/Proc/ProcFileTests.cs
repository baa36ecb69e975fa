using Vmon.Proc;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Proc;

public class ProcFileTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2047)]
    [InlineData(2048)]
    [InlineData(16 * 1024 - 1)]
    [InlineData(16 * 1024)]
    [InlineData(16 * 1024 + 1)]
    [InlineData(300_000)]
    public void A_file_of_any_size_is_read_whole(int size)
    {
        byte[] content = new byte[size];
        new Random(size).NextBytes(content);
        using TemporaryDirectory directory = new();
        File.WriteAllBytes(directory.Combine("file"), content);
        using ProcRoot root = ProcRoot.Open(directory.Path);
        ReadBuffer buffer = new();
        Assert.Equal(ReadStatus.Ok, root.Read("file\0"u8, buffer, out int length));
        Assert.Equal(content, buffer.First(length).ToArray());
    }

    [Fact]
    public void A_file_beyond_all_measure_is_refused()
    {
        using TemporaryDirectory directory = new();
        using (FileStream file = File.Create(directory.Combine("file"))) file.SetLength(17 * 1024 * 1024);
        using ProcRoot root = ProcRoot.Open(directory.Path);
        Assert.Equal(ReadStatus.TooLarge, root.Read("file\0"u8, new ReadBuffer(), out _));
    }

    [Fact]
    public void A_directory_is_no_file_and_no_exception()
    {
        using TemporaryDirectory directory = new();
        Directory.CreateDirectory(directory.Combine("file"));
        using ProcRoot root = ProcRoot.Open(directory.Path);
        Assert.Equal(ReadStatus.Failed, root.Read("file\0"u8, new ReadBuffer(), out _));
    }

    [Fact]
    public void A_buffer_that_has_grown_keeps_what_was_read()
    {
        ReadBuffer buffer = new();
        using TemporaryDirectory directory = new();
        File.WriteAllBytes(directory.Combine("large"), [.. Enumerable.Range(0, 100_000).Select(number => (byte)number)]);
        File.WriteAllText(directory.Combine("small"), "small");
        using ProcRoot root = ProcRoot.Open(directory.Path);
        Assert.Equal(ReadStatus.Ok, root.Read("large\0"u8, buffer, out int length));
        Assert.Equal(Enumerable.Range(0, 100_000).Select(number => (byte)number), buffer.First(length).ToArray());
        Assert.Equal(ReadStatus.Ok, root.Read("small\0"u8, buffer, out length));
        Assert.Equal("small"u8, buffer.First(length));
    }
}

using Vmon.ProcFs;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.ProcFs;

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
    public void Read_returns_files_of_any_size_completely(int size)
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
    public void Read_returns_TooLarge_for_an_oversized_file()
    {
        using TemporaryDirectory directory = new();
        using (FileStream file = File.Create(directory.Combine("file"))) file.SetLength(17 * 1024 * 1024);
        using ProcRoot root = ProcRoot.Open(directory.Path);
        Assert.Equal(ReadStatus.TooLarge, root.Read("file\0"u8, new ReadBuffer(), out _));
    }

    [Fact]
    public void Read_of_a_directory_returns_Failed()
    {
        using TemporaryDirectory directory = new();
        Directory.CreateDirectory(directory.Combine("file"));
        using ProcRoot root = ProcRoot.Open(directory.Path);
        Assert.Equal(ReadStatus.Failed, root.Read("file\0"u8, new ReadBuffer(), out _));
    }

    [Fact]
    public void Read_keeps_the_content_when_the_buffer_grows()
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

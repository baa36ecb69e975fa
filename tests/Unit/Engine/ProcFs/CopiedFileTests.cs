using Vmon.Native;
using Vmon.ProcFs;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.ProcFs;

public class CopiedFileTests
{
    // Not a procfs, like a captured tree.
    [Theory]
    [InlineData("null")]
    [InlineData("zero")]
    [InlineData("full")]
    public void Open_refuses_device_files(string name)
    {
        using ProcRoot root = ProcRoot.Open("/dev");
        Assert.Equal(ReadStatus.Denied, root.Open(System.Text.Encoding.ASCII.GetBytes(name + '\0'), isDirectory: false, out int descriptor));
        Assert.Equal(-1, descriptor);
    }

    [Fact]
    public void Read_refuses_a_FIFO_without_waking_its_writer()
    {
        using TemporaryDirectory directory = new();
        using ShellProcess shell = new($"mkfifo '{directory.Combine("stat")}'; echo made; exec 3>'{directory.Combine("stat")}'; echo woken; exec sleep 60");
        Assert.Equal("made", shell.ReadLine());
        RefusedPaths refused = new();
        using ProcRoot root = ProcRoot.Open(directory.Path, refused);
        for (int i = 0; i < 20; i++) Assert.Equal(ReadStatus.Denied, root.Read("stat\0"u8, new ReadBuffer(), out _));
        Assert.Equal(directory.Combine("stat"), refused.First);
    }

    [Fact]
    public void Read_opens_files_in_subdirectories()
    {
        using TemporaryDirectory directory = new();
        _ = Directory.CreateDirectory(directory.Combine("1/task/2"));
        File.WriteAllText(directory.Combine("1/task/2/children"), "3 4 ");
        using ProcRoot root = ProcRoot.Open(directory.Path);
        ReadBuffer buffer = new();
        Assert.Equal(ReadStatus.Ok, root.Read("1/task/2/children\0"u8, buffer, out int length));
        Assert.Equal("3 4 "u8, buffer.First(length));
        Assert.Equal(ReadStatus.Gone, root.Read("1/task/3/children\0"u8, buffer, out _));
        Assert.Equal(ReadStatus.Failed, root.Read("1/task\0"u8, buffer, out _));
        Assert.Equal(ReadStatus.Gone, root.Open("1/task/2/children\0"u8, isDirectory: true, out _));
        Assert.Equal(ReadStatus.Ok, root.Open("1/task\0"u8, isDirectory: true, out int opened));
        _ = Libc.Close(opened);
    }
}

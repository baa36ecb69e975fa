using System.Text;
using Vmon.ProcFs;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.ProcFs;

public class ProcRootTests
{
    [Fact]
    public void IsLive_is_true_for_proc_and_false_for_a_copy()
    {
        using TemporaryDirectory copy = new();
        using ProcRoot live = ProcRoot.Open("/proc");
        using ProcRoot captured = ProcRoot.Open(copy.Path);
        Assert.True(live.IsLive);
        Assert.Equal(ReadStatus.Ok, live.FindProcesses());
        Assert.False(captured.IsLive);
        Assert.Equal(ReadStatus.Gone, captured.FindProcesses());
        Directory.CreateDirectory(copy.Combine("7"));
        Assert.Equal(ReadStatus.Ok, captured.FindProcesses());
    }

    [Theory]
    [InlineData("/nonexistent", "does not exist")]
    [InlineData("/proc/version", "not a directory")]
    [InlineData("", "does not exist")]
    public void Open_throws_with_the_reason_if_the_path_is_not_a_directory(string path, string reason) =>
        Assert.Contains(reason, Assert.Throws<InvalidProcRootException>(() => ProcRoot.Open(path)).Message, StringComparison.Ordinal);

    [Fact]
    public void Open_accepts_any_characters_in_the_path()
    {
        using TemporaryDirectory directory = new();
        Directory.CreateDirectory(directory.Combine("a) grüße\n"));
        using ProcRoot root = ProcRoot.Open(directory.Combine("a) grüße\n"));
        Assert.Equal(ReadStatus.Gone, root.FindProcesses());
    }

    [Fact]
    public void Read_returns_content_and_reports_a_missing_file()
    {
        using TemporaryDirectory directory = new();
        File.WriteAllText(directory.Combine("uptime"), "5.00 1\n");
        using ProcRoot root = ProcRoot.Open(directory.Path);
        ReadBuffer buffer = new();
        Assert.Equal(ReadStatus.Ok, root.Read("uptime\0"u8, buffer, out int length));
        Assert.Equal("5.00 1\n", Encoding.ASCII.GetString(buffer.First(length)));
        Assert.Equal(ReadStatus.Gone, root.Read("stat\0"u8, buffer, out length));
        Assert.Equal(0, length);
    }

    [Fact]
    public async Task Read_of_a_FIFO_in_a_copy_does_not_block()
    {
        using TemporaryDirectory directory = new();
        using (ShellProcess shell = new($"mkfifo '{directory.Combine("stat")}'; echo made")) Assert.Equal("made", shell.ReadLine());
        using ProcRoot root = ProcRoot.Open(directory.Path);
        ReadStatus status = await Task.Run(() => root.Read("stat\0"u8, new ReadBuffer(), out _), TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal(ReadStatus.Denied, status);
    }

    [Fact]
    public void Dispose_twice_closes_no_other_descriptor()
    {
        ProcRoot first = ProcRoot.Open("/proc");
        first.Dispose();
        using ProcRoot second = ProcRoot.Open("/proc");
        first.Dispose();
        Assert.Equal(ReadStatus.Ok, second.FindProcesses());
    }
}

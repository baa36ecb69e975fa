using Vmon.Sources;
using System.Text;

namespace Vmon.Tests.Engine.Sources.Processes;

public class CommandTests : WatchTests
{
    [Fact]
    public void Arguments_and_Path_come_from_cmdline_and_exe()
    {
        Proc.Add(1).CommandLine = "sh\0-c\0sleep 100; echo 'it''s'\0\0"u8.ToArray();
        Proc[1].Executable = "/bin/dash (deleted)";
        Proc[1].Write();
        ProcessWatch watch = Everything();
        Sample(watch);
        ProcessSample sample = One(watch, 1);
        Assert.Equal(["sh", "-c", "sleep 100; echo 'it''s'", ""], sample.Arguments);
        Assert.Equal("/bin/dash (deleted)", sample.Path);
    }

    [Fact]
    public void CommandLine_updates_at_once_after_exec_and_within_32_samples_otherwise()
    {
        Proc.Add(1).CommandLine = "first\0"u8.ToArray();
        Proc[1].Write();
        ProcessWatch watch = Everything();
        Sample(watch);
        Proc[1].CommandLine = "second\0"u8.ToArray();
        Proc[1].StackStart += 4096;
        Proc[1].Write();
        Sample(watch);
        Assert.Equal(["second"], One(watch, 1).Arguments);
        Assert.True(One(watch, 1).Changed.HasFlag(ProcessChanges.CommandLine));

        Proc[1].CommandLine = "rewritten title\0\0\0"u8.ToArray();
        Proc[1].Write();
        int samples = 0;
        do Sample(watch);
        while (++samples <= SamplingContext.RestAtMost && One(watch, 1).CommandLine == "second");
        Assert.Equal("rewritten title", One(watch, 1).CommandLine);
        Assert.InRange(samples, 1, SamplingContext.RestAtMost);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void CommandLine_and_Path_keep_known_values_when_their_files_disappear(bool isEmpty)
    {
        Proc.Add(1).CommandLine = "known\0"u8.ToArray();
        Proc[1].Write();
        ProcessWatch watch = Everything();
        Sample(watch);
        string cmdline = Path.Combine(Proc[1].Path, "cmdline");
        if (isEmpty) File.WriteAllBytes(cmdline, []);
        else File.Delete(cmdline);
        File.Delete(Path.Combine(Proc[1].Path, "exe"));
        for (int sample = 0; sample < 10; sample++)
        {
            Sample(watch);
            Assert.Equal(("known", "/bin/true"), (One(watch, 1).CommandLine, One(watch, 1).Path));
            Assert.False(One(watch, 1).Changed.HasFlag(ProcessChanges.CommandLine));
            Assert.False(One(watch, 1).Changed.HasFlag(ProcessChanges.Path));
        }
    }

    [Fact]
    public void CommandLine_of_a_kernel_thread_is_empty_and_Path_is_null()
    {
        Proc.Add(2, name: "kthreadd").CommandLine = [];
        Proc[2].Executable = null;
        Proc[2].Write();
        ProcessWatch watch = Everything();
        Sample(watch);
        Assert.Equal(("", null), (One(watch, 2).CommandLine, One(watch, 2).Path));
        Assert.Empty(One(watch, 2).Arguments!);
    }

    [Fact]
    public void CommandLine_and_Arguments_are_null_without_a_cmdline_file()
    {
        Proc.Add(1);
        File.Delete(Path.Combine(Proc[1].Path, "cmdline"));
        ProcessWatch watch = Everything();
        Sample(watch);
        Assert.Null(One(watch, 1).Arguments);
        Assert.Null(One(watch, 1).CommandLine);
    }

    [Fact]
    public void Arguments_of_a_very_long_command_line_are_complete()
    {
        string[] words = [.. Enumerable.Range(0, 20_000).Select(number => $"word {number}")];
        Proc.Add(1).CommandLine = Encoding.ASCII.GetBytes(string.Join('\0', words) + '\0');
        Proc[1].Write();
        ProcessWatch watch = Everything();
        Sample(watch);
        Assert.Equal(words, One(watch, 1).Arguments);
    }
}

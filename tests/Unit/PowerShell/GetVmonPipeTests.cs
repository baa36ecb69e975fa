using Vmon.Tests.Workloads;

namespace Vmon.Tests.PowerShell;

public class GetVmonPipeTests
{
    [Fact]
    public void Get_VmonPipe_finds_pipe_ends_in_all_processes()
    {
        using ShellProcess shell = new("echo up; exec sleep 60");
        _ = shell.ReadLine();
        using Shell own = new();
        Pipe output = own.Run<Pipe>("Get-VmonPipe -Id $args[0]", shell.Id).Single(pipe => pipe.Writers.Any(end => end.Id == shell.Id && end.Descriptor == 1));
        Assert.Equal(Environment.ProcessId, output.Readers.Single().Id);
        Assert.Null(output.WriteRate);
    }

    [Fact]
    public void Get_VmonPipe_includes_descendants_and_knows_rates_with_Interval()
    {
        using ShellProcess shell = new("echo up; yes | sleep 60; true");
        _ = shell.ReadLine();
        using Shell own = new();
        static bool IsJoined(Pipe pipe) =>
            pipe.Writers.Any(end => end is { ProcessName: "yes", Descriptor: 1 }) && pipe.Readers.Any(end => end is { ProcessName: "sleep", Descriptor: 0 });
        Pipe? joined = null;
        WaitUntil.True(() => (joined = own.Run<Pipe>("Get-VmonPipe -Id $args[0] -Interval 0.2", shell.Id).FirstOrDefault(IsJoined)) is { WriteRate: 0 });
        Assert.Equal(0, joined!.ReadRate);
        Assert.StartsWith("yes (", joined.Chain, StringComparison.Ordinal);
        Assert.All(own.Run<Pipe>("Get-VmonPipe sleep, yes"), pipe => Assert.Contains(pipe.Ends, end => end.ProcessName is "sleep" or "yes"));
    }

    [Fact]
    public void MissingEnd_selects_pipes_with_a_missing_end()
    {
        string path = Path.Combine(Path.GetTempPath(), $"vmon-{Guid.NewGuid():N}");
        using ShellProcess shell = new($"mkfifo '{path}'; exec 6<>'{path}' 7>'{path}' 6>&-; echo up; exec sleep 60");
        _ = shell.ReadLine();
        using Shell own = new();
        Pipe[] found = own.Run<Pipe>("Get-VmonPipe -Id $args[0] -MissingEnd", shell.Id);
        Assert.All(found, pipe => Assert.NotEqual(PipeEnds.None, pipe.MissingEnds));
        Pipe missing = found.Single(pipe => pipe.Path == path);
        Assert.Equal((path, PipeEnds.Reader, 7), (missing.Path, missing.MissingEnds, missing.Writers.Single().Descriptor));
        File.Delete(path);
    }

    [Fact]
    public void Pipes_that_need_attention_come_first()
    {
        using ShellProcess idle = new("echo up; sleep 60 | cat");
        _ = idle.ReadLine();
        using ShellProcess stuck = new("yes | sleep 60");
        using Shell own = new();
        Pipe[] pipes = [];
        WaitUntil.True(() => (pipes = own.Run<Pipe>("Get-VmonPipe -Id $args", idle.Id, stuck.Id)).Any(pipe => pipe.Writers.Any(end => end.ProcessName == "yes" && end.WaitChannel is not "")));
        Assert.SkipUnless(pipes.Any(pipe => pipe.State == PipeState.WriterBlocked), "The kernel does not report wait channels.");
        int trouble = pipes.Count(pipe => pipe.State <= PipeState.WriterBlocked);
        Assert.All(pipes.Take(trouble), pipe => Assert.True(pipe.State <= PipeState.WriterBlocked));
        Assert.Contains(pipes.Take(trouble), pipe => pipe.Writers.Any(end => end.ProcessName == "yes"));
    }

    [Fact]
    public void Get_VmonPipe_reports_one_error_for_an_unknown_name()
    {
        using Shell own = new();
        Assert.Empty(own.Run("Get-VmonPipe nobody-has-this-name"));
        Assert.StartsWith("ProcessNotFound", Assert.Single(own.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }
}

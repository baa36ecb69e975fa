using System.Management.Automation;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.PowerShell;

public class WatchVmonProcessTests
{
    [Fact]
    public void IoWrite_identifies_a_writing_child_within_two_samples()
    {
        string file = Path.Combine(AppContext.BaseDirectory, $"writer-{Guid.NewGuid():N}");
        using ShellProcess writer = new($"sh -c 'echo ready; dd if=/dev/zero of={file} bs=1M count=2000 oflag=dsync; true'; true");
        try
        {
            _ = writer.ReadLine();
            using Shell shell = new();
            ProcessSample[] found = shell.Run<ProcessSample>(
                "Watch-VmonProcess -Id $args[0] -FollowChildren -Count 3 -Interval 0.5 | Where-Object IoWrite -gt 1MB", writer.Id);
            Assert.Contains(found, sample => sample.Sample <= 2 && sample.ProcessName == "dd");
            Assert.All(found, sample => Assert.True(sample.IoWriteRate > 0));
        }
        finally
        {
            writer.Kill();
            File.Delete(file);
        }
    }

    [Fact]
    public void First_sample_of_an_existing_process_has_no_rates()
    {
        using ShellProcess sleeper = new("echo ready; exec sleep 60");
        _ = sleeper.ReadLine();
        using Shell shell = new();
        ProcessSample[] samples = shell.Run<ProcessSample>("Watch-VmonProcess -Id $args[0] -Count 2 -Interval 50ms", sleeper.Id);
        Assert.Equal(2, samples.Length);
        Assert.Null(samples[0].CpuPercent);
        Assert.Null(samples[0].IoRead);
        Assert.True(samples[0].IsFirstSample);
        Assert.Equal(0, samples[1].CpuPercent);
        Assert.Equal(0, samples[1].IoRead);
        Assert.False(samples[1].IsFirstSample);
        Assert.NotNull(samples[1].Interval);
    }

    [Fact]
    public void Watch_shows_an_exited_process_once_and_ends_with_the_last_one()
    {
        using ShellProcess sleeper = new("read line");
        using Shell shell = new();
        using System.Management.Automation.PowerShell pipeline = shell.Pipeline($"Watch-VmonProcess -Id {sleeper.Id} -Interval 50ms");
        using PSDataCollection<ProcessSample> output = [];
        IAsyncResult run = pipeline.BeginInvoke<PSObject, ProcessSample>(null, output);
        while (output.Count == 0) Thread.Yield();
        sleeper.Kill();
        _ = pipeline.EndInvoke(run);
        Assert.True(output[^1].HasExited);
        Assert.All(output.SkipLast(1), sample => Assert.False(sample.HasExited));
    }

    [Fact]
    public void FollowChildren_includes_children_started_during_the_watch()
    {
        using ShellProcess parent = new("read line; sleep 60");
        using Shell shell = new();
        ProcessSample[] samples = shell.Run<ProcessSample>(
            "param($id, $shell) Watch-VmonProcess -Id $id -FollowChildren -Count 8 -Interval 0.1 | ForEach-Object { if ($_.Sample -eq 2) { $shell.WriteLine('go') }; $_ }",
            parent.Id,
            parent);
        ProcessSample child = samples.First(sample => sample.Id != parent.Id);
        Assert.True(child.IsFirstSample);
        Assert.Equal(parent.Id, child.ParentId);
        Assert.Equal(1, child.Depth);
        Assert.NotNull(child.CpuPercent);
    }

    [Fact]
    public void ChangedOnly_skips_idle_processes()
    {
        using ShellProcess sleeper = new("echo ready; exec sleep 60");
        using ShellProcess busy = new("echo ready; while :; do :; done");
        _ = sleeper.ReadLine();
        _ = busy.ReadLine();
        using Shell shell = new();
        ProcessSample[] samples = shell.Run<ProcessSample>(
            "Watch-VmonProcess -Id $args[0], $args[1] -Count 4 -Interval 0.1 -ChangedOnly", sleeper.Id, busy.Id);
        Assert.Single(samples, sample => sample.Id == sleeper.Id);
        Assert.InRange(samples.Count(sample => sample.Id == busy.Id), 2, 4); // on a busy machine, the process may not run within 100 ms
        Assert.All(samples.Where(sample => !sample.IsFirstSample), sample => Assert.True(sample.Changed.HasFlag(ProcessChanges.UserTime)));
    }

    [Fact]
    public void Name_with_wildcards_includes_processes_that_match_later()
    {
        using ShellProcess sleeper = new("read line; exec sleep 61");
        using Shell shell = new();
        ProcessSample[] samples = shell.Run<ProcessSample>(
            "param($shell) Watch-VmonProcess -Name slee* -Count 8 -Interval 0.1 | ForEach-Object { $_ }", sleeper);
        Assert.DoesNotContain(samples, sample => sample.Id == sleeper.Id);

        samples = shell.Run<ProcessSample>(
            "param($shell) $shell.WriteLine('go'); Watch-VmonProcess -Name slee* -Count 8 -Interval 0.1", sleeper);
        Assert.Contains(samples, sample => sample.Id == sleeper.Id);
    }

    [Fact]
    public void Duration_ends_the_watch()
    {
        using Shell shell = new();
        ProcessSample[] samples = shell.Run<ProcessSample>("Watch-VmonProcess -Id $args[0] -Interval 100ms -Duration 350ms", Environment.ProcessId);
        Assert.InRange(samples.Length, 1, 4);
    }

    [Fact]
    public void Id_of_no_process_is_an_error_and_others_are_watched()
    {
        using Shell shell = new();
        ProcessSample[] samples = shell.Run<ProcessSample>("Watch-VmonProcess -Id 2147483647, $args[0] -Count 1", Environment.ProcessId);
        Assert.Equal(Environment.ProcessId, Assert.Single(samples).Id);
        ErrorRecord error = Assert.Single(shell.Errors);
        Assert.Equal("ProcessNotFound,Vmon.PowerShell.WatchVmonProcessCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
        Assert.Equal(2147483647, error.TargetObject);
    }

    [Fact]
    public void Name_without_a_match_is_an_error_and_ends_the_watch()
    {
        using Shell shell = new();
        Assert.Empty(shell.Run("Watch-VmonProcess -Name no-such-program"));
        Assert.Equal(ErrorCategory.ObjectNotFound, Assert.Single(shell.Errors).CategoryInfo.Category);
    }

    [Theory]
    [InlineData("Watch-VmonProcess -Interval 0")]
    [InlineData("Watch-VmonProcess -Interval -1")]
    [InlineData("Watch-VmonProcess -Duration 0")]
    [InlineData("Watch-VmonProcess -Count 0")]
    public void Watch_VmonProcess_refuses_invalid_arguments(string script)
    {
        using Shell shell = new();
        ErrorRecord error = shell.Fail(script);
        Assert.StartsWith("ParameterArgument", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Started", "True False")]
    [InlineData("-Exited", "False True")]
    [InlineData("-Started -Exited", "True False, False True")]
    [InlineData("-Started -Exited -ChangedOnly", "True False, False True")]
    public void Started_and_Exited_select_first_and_last_samples(string filter, string expected)
    {
        using ShellProcess process = new("echo up; read line; sleep 0.3; read line");
        _ = process.ReadLine();
        using Shell shell = new();
        VmonSession session = shell.Run<VmonSession>("Start-VmonSession").Single();
        using System.Management.Automation.PowerShell pipeline = shell.Pipeline(
            $"Watch-VmonProcess -Id $args[0] -FollowChildren -SampleInterval 20ms -MaxSamples 200 {filter} | ForEach-Object {{ \"$($_.IsFirstSample) $($_.HasExited)\" }}");
        _ = pipeline.AddArgument(process.Id);
        using PSDataCollection<string> seen = [];
        IAsyncResult run = pipeline.BeginInvoke<string, string>(null, seen);
        WaitUntil.True(() => session.SampleCount > 2);
        process.WriteLine("go");
        WaitUntil.True(() => seen.Count == expected.Split(", ").Length || run.IsCompleted);
        process.WriteLine("end");
        _ = pipeline.EndInvoke(run);
        Assert.Equal([.. expected.Split(", "), .. filter.Contains("Exited", StringComparison.Ordinal) ? ["False True"] : Array.Empty<string>()], seen);
    }
}

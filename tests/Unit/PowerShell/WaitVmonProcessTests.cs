using System.Management.Automation;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.PowerShell;

public class WaitVmonProcessTests
{
    private const string Line = "echo up; read line";

    [Theory]
    [InlineData("Wait-VmonProcess -Id $args[0]")]
    [InlineData("$args[0] | Wait-VmonProcess")]
    [InlineData("Get-VmonProcess -Id $args[0] | Wait-VmonProcess")]
    [InlineData("[Diagnostics.Process]::GetProcessById($args[0]) | Wait-VmonProcess")]
    [InlineData("Wait-VmonProcess vmon-wait-*")]
    public void Wait_VmonProcess_returns_at_process_exit_whatever_the_interval(string command)
    {
        using ShellProcess process = Start("printf vmon-wait-1 > /proc/$$/comm; " + Line);
        using Shell shell = new();
        using System.Management.Automation.PowerShell pipeline = shell.Pipeline(command + " -Interval 3600 -PassThru");
        _ = pipeline.AddArgument(process.Id);
        using PSDataCollection<ProcessSample> output = [];
        IAsyncResult run = Begin(pipeline, output);
        Assert.False(run.AsyncWaitHandle.WaitOne(TimeSpan.FromMilliseconds(300)));
        process.WriteLine("go");
        _ = pipeline.EndInvoke(run);
        Assert.Empty(pipeline.Streams.Error);
        Assert.Equal(process.Id, Assert.Single(output).Id);
    }

    [Fact]
    public void Wait_VmonProcess_without_PassThru_writes_nothing()
    {
        using Shell shell = new();
        using ShellProcess process = new("read line");
        PSObject sample = shell.Run("Get-VmonProcess -Id $args[0]", process.Id).Single();
        process.WriteLine("go");
        Assert.Empty(shell.Run("$args[0] | Wait-VmonProcess", sample));
        Assert.Empty(shell.Errors);
    }

    [Fact]
    public void Wait_VmonProcess_waits_for_all_or_with_Any_for_the_first()
    {
        using ShellProcess one = Start(Line);
        using ShellProcess other = Start(Line);
        using Shell shell = new();
        PSObject[] both = [.. shell.Run("Get-VmonProcess -Id $args[0], $args[1]", one.Id, other.Id)];
        one.WriteLine("go");
        Assert.Equal(one.Id, shell.Run<ProcessSample>("$args | Wait-VmonProcess -Any -PassThru -Timeout 30", [.. both]).Single().Id);
        Assert.False(other.HasExited);
        other.WriteLine("go");
        Assert.Equal(2, shell.Run("$args | Wait-VmonProcess -PassThru -Timeout 30", [.. both]).Count);
        Assert.Empty(shell.Errors);
        WaitUntil.True(() => other.HasExited);
    }

    [Fact]
    public void Timeout_reports_one_error_per_running_process()
    {
        using ShellProcess one = Start(Line);
        using ShellProcess other = Start(Line);
        using ShellProcess quick = Start(Line);
        using Shell shell = new();
        PSObject[] all = [.. shell.Run("Get-VmonProcess -Id $args[0], $args[1], $args[2]", one.Id, other.Id, quick.Id)];
        quick.WriteLine("go");
        Assert.Empty(shell.Run("$args | Wait-VmonProcess -Timeout 500ms", [.. all]));
        Assert.Equal(new HashSet<int> { one.Id, other.Id }, [.. shell.Errors.Select(error => ((ProcessSample)error.TargetObject).Id)]);
        Assert.Equal(2, shell.Errors.Count);
        Assert.All(shell.Errors, error => Assert.Equal("WaitTimedOut,Vmon.PowerShell.WaitVmonProcessCommand", error.FullyQualifiedErrorId));
        Assert.All(shell.Errors, error => Assert.Equal(ErrorCategory.OperationTimeout, error.CategoryInfo.Category));
        Assert.All(shell.Errors, error => Assert.Contains("0.5 s", error.Exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Timeout_with_Any_reports_a_single_error()
    {
        using ShellProcess one = Start(Line);
        using ShellProcess other = Start(Line);
        using Shell shell = new();
        _ = shell.Run("Wait-VmonProcess -Id $args[0], $args[1] -Any -Timeout 100ms", one.Id, other.Id);
        ErrorRecord error = Assert.Single(shell.Errors);
        Assert.Equal("WaitTimedOut,Vmon.PowerShell.WaitVmonProcessCommand", error.FullyQualifiedErrorId);
        Assert.Equal(2, ((object[])error.TargetObject).Length);
    }

    [Fact]
    public void Timeout_is_terminating_with_ErrorAction_Stop()
    {
        using ShellProcess process = Start(Line);
        using Shell shell = new();
        Assert.StartsWith("WaitTimedOut,", shell.Fail("Wait-VmonProcess -Id $args[0] -Timeout 50ms", process.Id).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Exited_process_completes_the_wait_and_an_unknown_id_is_an_error()
    {
        using ShellProcess process = Start(Line);
        using System.Diagnostics.Process child = System.Diagnostics.Process.Start("true");
        child.WaitForExit();
        using Shell shell = new();
        PSObject sample = shell.Run("Get-VmonProcess -Id $args[0]", process.Id).Single();
        process.Kill();
        Assert.Same(sample.BaseObject, shell.Run("$args[0] | Wait-VmonProcess -PassThru", sample).Single().BaseObject);
        Assert.Empty(shell.Run("$args[0] | Wait-VmonProcess", child));
        Assert.Empty(shell.Errors);
        Assert.Empty(shell.Run("2147483647 | Wait-VmonProcess"));
        Assert.StartsWith("ProcessNotFound,", Assert.Single(shell.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_is_satisfied_by_a_process_that_already_exited()
    {
        using ShellProcess gone = Start(Line);
        using ShellProcess alive = Start(Line);
        using Shell shell = new();
        PSObject sample = shell.Run("Get-VmonProcess -Id $args[0]", gone.Id).Single();
        gone.Kill();
        Assert.Equal(gone.Id, shell.Run<ProcessSample>("$args[0], $args[1] | Wait-VmonProcess -Any -PassThru -Timeout 30", sample, alive.Id).Single().Id);
        Assert.Empty(shell.Errors);
        Assert.False(alive.HasExited);
    }

    [Fact]
    public void Wait_VmonProcess_ignores_a_process_that_reuses_the_PID()
    {
        using ChosenPid sleeper = new();
        using Shell shell = new();
        PSObject sample = shell.Run("Get-VmonProcess -Id $args[0]", sleeper.Id).Single();
        sleeper.GiveAgain();
        Assert.Same(sample.BaseObject, shell.Run("$args[0] | Wait-VmonProcess -PassThru -Timeout 30", sample).Single().BaseObject);
        Assert.Empty(shell.Errors);
    }

    [Fact]
    public void Wait_VmonProcess_accepts_ids_and_names_in_one_pipeline()
    {
        using ShellProcess named = Start("printf vmon-wait-2 > /proc/$$/comm; " + Line);
        using ShellProcess numbered = Start(Line);
        using Shell shell = new();
        _ = shell.Run("$args[0], 'vmon-wait-2', 'vmon-nobody' | Wait-VmonProcess -Timeout 100ms", numbered.Id);
        Assert.Equal(["ProcessNotFound", "WaitTimedOut", "WaitTimedOut"], shell.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Equal(
            new HashSet<int> { named.Id, numbered.Id }, [.. shell.Errors.Select(error => error.TargetObject).OfType<ProcessSample>().Select(sample => sample.Id)]);
    }

    [Fact]
    public void FollowChildren_waits_for_orphaned_descendants()
    {
        using TemporaryDirectory directory = new();
        string file = directory.Combine("alive");
        File.WriteAllText(file, "");
        using ShellProcess parent = Start($"(while [ -e {file} ]; do sleep 0.05; done) & echo up; read line");
        using Shell shell = new();
        VmonSession session = shell.Run<VmonSession>("Start-VmonSession -Interval 20ms").Single();
        using System.Management.Automation.PowerShell pipeline = shell.Pipeline($"Wait-VmonProcess -Id {parent.Id} -FollowChildren -PassThru -Timeout 60");
        using PSDataCollection<ProcessSample> output = [];
        IAsyncResult run = Begin(pipeline, output);
        WaitUntil.True(() => session.SampleCount > 2);
        parent.WriteLine("go");
        WaitUntil.True(() => parent.HasExited);
        Assert.False(run.AsyncWaitHandle.WaitOne(TimeSpan.FromMilliseconds(200)));
        File.Delete(file);
        _ = pipeline.EndInvoke(run);
        Assert.Empty(pipeline.Streams.Error);
        Assert.Equal(parent.Id, Assert.Single(output).Id);
    }

    [Fact]
    public void Progress_shows_the_number_of_remaining_processes()
    {
        using ShellProcess process = Start(Line);
        using Shell shell = new();
        using System.Management.Automation.PowerShell pipeline = shell.Pipeline($"Wait-VmonProcess -Id {process.Id} -Interval 100ms -Timeout 1h");
        using PSDataCollection<ProcessSample> output = [];
        IAsyncResult run = Begin(pipeline, output);
        WaitUntil.True(() => pipeline.Streams.Progress.Count > 0);
        process.WriteLine("go");
        _ = pipeline.EndInvoke(run);
        ProgressRecord record = pipeline.Streams.Progress[0];
        Assert.Equal("Waiting for processes to exit", record.Activity);
        Assert.Equal($"1 of 1 remaining: sh ({process.Id})", record.StatusDescription);
        Assert.InRange(record.SecondsRemaining, 1, 3600);
        Assert.Equal(ProgressRecordType.Completed, pipeline.Streams.Progress[^1].RecordType);
    }

    [Theory]
    [InlineData("Wait-VmonProcess", "NothingToWaitFor")]
    [InlineData("Wait-VmonProcess -Until { $true }", "NothingToWaitFor")]
    [InlineData("Wait-VmonProcess -Any", "NothingToWaitFor")]
    [InlineData("Wait-VmonProcess -Id $PID", "WaitForItself")]
    [InlineData("Wait-VmonProcess -Id $PID -Timeout 0", "ParameterArgumentValidationError")]
    [InlineData("Wait-VmonProcess -Id $PID -Until $null", "ParameterArgumentValidationError")]
    [InlineData("Wait-VmonProcess vmon-nobody", "ProcessNotFound")]
    public void Wait_VmonProcess_refuses_invalid_targets_and_arguments(string command, string id)
    {
        using Shell shell = new();
        Assert.Equal($"{id},Vmon.PowerShell.WaitVmonProcessCommand", shell.Fail(command).FullyQualifiedErrorId);
    }

    [Fact]
    public void Empty_pipeline_and_unmatched_wildcard_end_the_wait_at_once()
    {
        using Shell shell = new();
        Assert.Empty(shell.Run("@() | Wait-VmonProcess; Wait-VmonProcess vmon-nobody*"));
        Assert.Empty(shell.Errors);
    }

    [Fact]
    public void Wait_VmonProcess_in_a_captured_proc_requires_its_session()
    {
        using FakeProc proc = new();
        proc.Add(7, name: "seven");
        using Shell shell = new();
        using VmonSession copy = shell.Run<VmonSession>("Start-VmonSession copy -ProcRoot $args[0]", proc.Path).Single();
        PSObject sample = shell.Run("Get-VmonProcess -Session copy").Single();
        _ = shell.Run("$args[0] | Wait-VmonProcess -Timeout 30", sample);
        Assert.StartsWith("ProcessElsewhere,", Assert.Single(shell.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);

        using System.Management.Automation.PowerShell pipeline = shell.Pipeline("Wait-VmonProcess -Id 7 -Session copy -Interval 20ms -PassThru");
        using PSDataCollection<ProcessSample> output = [];
        IAsyncResult run = Begin(pipeline, output);
        WaitUntil.True(() => copy.SampleCount > 3);
        proc.Remove(7);
        _ = pipeline.EndInvoke(run);
        Assert.Equal("seven", Assert.Single(output).ProcessName);
        Assert.Empty(pipeline.Streams.Error);
    }

    [Fact]
    public void Thread_input_waits_for_its_process()
    {
        using Shell shell = new();
        PSObject live = shell.Run("@(Get-VmonProcess -Id $PID -IncludeThread | Where-Object IsThread)[0]").Single();
        ProcessSample sample = shell.Run<ProcessSample>("$args[0] | Wait-VmonProcess -Interval 10ms -PassThru -Until { $true }", live).Single();
        Assert.Equal((Environment.ProcessId, false), (sample.Id, sample.IsThread));
    }

    private static ShellProcess Start(string script)
    {
        ShellProcess process = new(script);
        _ = process.ReadLine();
        return process;
    }

    private static IAsyncResult Begin(System.Management.Automation.PowerShell pipeline, PSDataCollection<ProcessSample> output) =>
        pipeline.BeginInvoke<PSObject, ProcessSample>(null, output);
}

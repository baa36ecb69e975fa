using System.Globalization;
using System.Management.Automation;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.PowerShell;

public class WaitConditionTests
{
    private const string Line = "echo up; read line";

    [Fact]
    public void Until_is_evaluated_for_every_sample_after_the_first()
    {
        using ShellProcess process = Start(Line);
        using Shell shell = new();
        List<object> seen = [];
        ProcessSample last = shell.Run<ProcessSample>(
            "param($id, $seen) Wait-VmonProcess -Id $id -Interval 20ms -PassThru -Until { $seen.Add($_); $_.Sample -ge 5 }", process.Id, seen).Single();
        ProcessSample[] samples = [.. seen.Select(item => (ProcessSample)((item as PSObject)?.BaseObject ?? item))];
        Assert.Equal(Enumerable.Range(2, samples.Length).Select(number => (long)number), samples.Select(sample => sample.Sample));
        Assert.All(samples, sample => Assert.NotNull(sample.CpuPercent));
        Assert.Equal((5, samples[^1].Timestamp), (last.Sample, last.Timestamp));
        Assert.Empty(shell.Errors);
    }

    [Theory]
    [InlineData("$_.CpuPrecent -lt 5", "CpuPrecent")]
    [InlineData("$PSItem.cpupct -lt 5 -and $_.NoSuch.Length", "NoSuch")]
    public void Until_with_an_unknown_property_is_an_error(string condition, string property)
    {
        using Shell shell = new();
        ErrorRecord error = shell.Fail($"Wait-VmonProcess -Id $PID -Timeout 1 -Until {{ {condition} }}");
        Assert.Equal("PropertyNotFound", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(property, error.TargetObject);
    }

    [Theory]
    [InlineData("$_.PSObject.Properties['Id'] -and $_.arguments.Where({ $_.Length -ge 0 }) -and $_.ToString()")]
    [InlineData("$_.Memory -gt 0 -and $_.treeworkingset -ge 0")]
    [InlineData("$_.Mine -eq 3")]
    public void Until_accepts_every_member_of_a_sample(string condition)
    {
        using Shell shell = new();
        _ = shell.Run("Update-TypeData -TypeName Vmon.ProcessSample -MemberType NoteProperty -MemberName Mine -Value 3 -Force");
        _ = shell.Run($"Wait-VmonProcess -Id $PID -FollowChildren -Interval 10ms -Timeout 20 -Until {{ {condition} }}");
        Assert.Empty(shell.Errors);
    }

    [Fact]
    public void Until_sees_variables_of_the_caller_and_included_data_sets()
    {
        using Shell shell = new();
        ProcessSample sample = shell.Run<ProcessSample>(
            "$limit = 1; function Wait-Here($id) { $more = 0; Wait-VmonProcess -Id $id -Interval 10ms -Include Oom -PassThru -Timeout 30 -Until { $_.WorkingSet -gt $limit + $more -and $null -ne $PSItem.OomScore } }; Wait-Here $args[0]",
            Environment.ProcessId).Single();
        Assert.NotNull(sample.OomScore);
    }

    [Fact]
    public void Until_must_be_met_once_by_each_process()
    {
        using ShellProcess one = Start(Line);
        using ShellProcess other = Start(Line);
        using Shell shell = new();
        int[] done = shell.Run<int>(
            "Wait-VmonProcess -Id $args[0], $args[1] -Interval 20ms -PassThru -Until { $_.Sample -ge $(if ($_.Id -eq $one) { 4 } else { 2 }) } | ForEach-Object Id"
                .Replace("$one", one.Id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal),
            one.Id,
            other.Id);
        Assert.Equal([other.Id, one.Id], done);
        Assert.Equal([other.Id], shell.Run<int>($"Wait-VmonProcess -Id $args[0], $args[1] -Interval 20ms -Any -PassThru -Until {{ $_.Id -eq {other.Id} }} | ForEach-Object Id", one.Id, other.Id));
    }

    [Fact]
    public void Exit_before_the_condition_is_an_error_without_the_Exit_switch()
    {
        using ShellProcess one = Start(Line);
        using ShellProcess other = Start(Line);
        using Shell shell = new();
        _ = shell.Run("param($id, $shell) Wait-VmonProcess -Id $id -Interval 20ms -Until { $shell.WriteLine('go'); $false }", one.Id, one);
        ErrorRecord error = Assert.Single(shell.Errors);
        Assert.Equal("EndedBeforeCondition,Vmon.PowerShell.WaitVmonProcessCommand", error.FullyQualifiedErrorId);
        Assert.Equal(one.Id, ((ProcessSample)error.TargetObject).Id);
        Assert.Equal(other.Id, shell.Run<ProcessSample>(
            "param($id, $shell) Wait-VmonProcess -Id $id -Interval 20ms -Exit -PassThru -Until { $shell.WriteLine('go'); $false }", other.Id, other).Single().Id);
        Assert.Empty(shell.Errors);
    }

    [Fact]
    public void Any_ignores_an_early_exit_if_another_process_meets_the_condition()
    {
        using ShellProcess one = Start(Line);
        using ShellProcess other = Start(Line);
        using Shell shell = new();
        PSObject ended = shell.Run("Get-VmonProcess -Id $args[0]", one.Id).Single();
        one.Kill();
        Assert.Equal(other.Id, shell.Run<ProcessSample>("$args[0], $args[1] | Wait-VmonProcess -Any -Interval 20ms -PassThru -Until { $true }", ended, other.Id).Single().Id);
        Assert.Empty(shell.Errors);
        _ = shell.Run("$args[0], $args[1] | Wait-VmonProcess -Any -Interval 20ms -Timeout 100ms -Until { $false }", ended, other.Id);
        Assert.Equal(["EndedBeforeCondition", "WaitTimedOut"], shell.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]).Order());
        _ = shell.Run("$args[0] | Wait-VmonProcess -Any -Interval 20ms -Until { $true }", ended);
        Assert.StartsWith("EndedBeforeCondition,", Assert.Single(shell.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Until_that_throws_ends_the_wait_with_its_error()
    {
        using Shell shell = new();
        ErrorRecord error = shell.Fail("Wait-VmonProcess -Id $PID -Interval 10ms -Until { throw 'not so' }");
        Assert.Equal("not so", error.Exception.Message);
        Assert.Equal("caught", shell.Run<string>("try { Wait-VmonProcess -Id $PID -Interval 10ms -Until { throw 'not so' } } catch { 'caught' }").Single());
    }

    [Fact]
    public void Until_with_FollowChildren_uses_tree_totals_and_ignores_exited_children()
    {
        using TemporaryDirectory directory = new();
        string file = directory.Combine("source");
        File.WriteAllText(file, "");
        using ShellProcess build = Start(
            $"echo up; while [ -e {file} ]; do sh -c 'i=0; while [ $i -lt 5000 ]; do i=$((i+1)); done'; done; read line");
        using Shell shell = new();
        VmonSession session = shell.Run<VmonSession>("Start-VmonSession -Interval 50ms").Single();
        List<object> seen = [];
        using System.Management.Automation.PowerShell pipeline = shell.Pipeline(
            "param($id, $seen) Wait-VmonProcess -Id $id -FollowChildren -Until { $seen.Add(@($_.CpuPercent, $_.TreeCpuPercent, $_.CpuPct, $_.Id)); $_.CpuPercent -lt 5 } -For 500ms -Timeout 100 -PassThru");
        _ = pipeline.AddArgument(build.Id).AddArgument(seen);
        using PSDataCollection<PSObject> output = [];
        IAsyncResult run = pipeline.BeginInvoke<PSObject, PSObject>(null, output);
        WaitUntil.True(() => session.SampleCount > 20);
        Assert.False(run.IsCompleted);
        File.Delete(file);
        _ = pipeline.EndInvoke(run);
        Assert.Empty(pipeline.Streams.Error);
        object?[][] figures = [.. seen.Select(item => (object?[])((item as PSObject)?.BaseObject ?? item))];
        Assert.All(figures, item => Assert.True(item[0] is double && Equals(item[0], item[1]) && Equals(item[0], item[2]) && Equals(item[3], build.Id)));
        PSObject last = Assert.Single(output);
        Assert.Equal(build.Id, ((ProcessSample)last.BaseObject).Id);
        Assert.Null(last.Properties["TreeCpuPercent"]);
    }

    [Fact]
    public void Until_with_FollowChildren_continues_after_the_root_exited()
    {
        using TemporaryDirectory directory = new();
        string file = directory.Combine("alive");
        File.WriteAllText(file, "");
        using ShellProcess parent = Start($"(while [ -e {file} ]; do sleep 0.05; done) & echo up; read line");
        using Shell shell = new();
        VmonSession session = shell.Run<VmonSession>("Start-VmonSession -Interval 20ms").Single();
        using System.Management.Automation.PowerShell pipeline = shell.Pipeline($"Wait-VmonProcess -Id {parent.Id} -FollowChildren -Until {{ $false }} -Timeout 100");
        IAsyncResult run = pipeline.BeginInvoke();
        WaitUntil.True(() => session.SampleCount > 2);
        parent.WriteLine("go");
        WaitUntil.True(() => parent.HasExited);
        long samples = session.SampleCount;
        WaitUntil.True(() => session.SampleCount > samples + 3);
        Assert.False(run.IsCompleted);
        File.Delete(file);
        _ = pipeline.EndInvoke(run);
        Assert.StartsWith("EndedBeforeCondition,", Assert.Single(pipeline.Streams.Error).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void For_requires_the_condition_to_hold_continuously()
    {
        using Shell shell = new();
        ProcessSample last = shell.Run<ProcessSample>("Wait-VmonProcess -Id $PID -Until { $true } -For 30ms -Interval 20ms -PassThru").Single();
        Assert.InRange(last.Sample, 3, long.MaxValue);
        foreach (string condition in (string[])["$true } -For 1h", "$_.Sample % 2 } -For 1ms"])
        {
            Assert.Empty(shell.Run($"Wait-VmonProcess -Id $PID -Until {{ {condition} -Interval 20ms -Timeout 300ms -PassThru"));
            Assert.StartsWith("WaitTimedOut,", Assert.Single(shell.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        }

        Assert.Equal("ForWithoutUntil", shell.Fail("Wait-VmonProcess -Id 1 -For 2").FullyQualifiedErrorId.Split(',')[0]);
    }

    [Fact]
    public void Any_with_Until_considers_every_process_without_a_selection()
    {
        using Shell shell = new();
        Assert.Equal([Environment.ProcessId], shell.Run<int>("Wait-VmonProcess -Any -Interval 20ms -Timeout 30 -PassThru -Until { $_.Id -eq $PID } | ForEach-Object Id"));
    }

    private static ShellProcess Start(string script)
    {
        ShellProcess process = new(script);
        _ = process.ReadLine();
        return process;
    }
}

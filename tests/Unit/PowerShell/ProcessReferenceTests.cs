using System.Management.Automation;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.PowerShell;

/// <summary>Objects from files, jobs and other sources: which process they identify, and which identify none.</summary>
public class ProcessReferenceTests
{
    private static readonly string[] Commands =
    [
        "Stop-VmonProcess -Signal KILL -PassThru", "Wait-VmonProcess -Timeout 1ms", "Get-VmonProcess", "Watch-VmonProcess -Count 1", "Get-VmonFile", "Get-VmonPipe",
        "Get-VmonTree",
    ];

    [Theory]
    [InlineData("@{ Id = $id; PID = 1 }", "its Id is ")]
    [InlineData("@{ Id = 1; ProcessId = $id }", "its Id is 1 and its ProcessId is ")]
    [InlineData("@{ ProcessId = $id; PID = \"$(1)\" }", "its ProcessId is ")]
    [InlineData("@{ Id = 'abc'; ProcessId = $id; Name = 'sleep' }", "its Id 'abc'")]
    [InlineData("@{ Id = $id + 0.4 }", ".4' is not a process identifier")]
    [InlineData("@{ Id = '0x{0:x}' -f $id }", "its Id '0x")]
    [InlineData("@{ Id = $true; PID = 1 }", "its Id 'True'")]
    [InlineData("@{ Id = $id; StartTime = '28.11.2026 07:00:35 +01:00' }", "its StartTime '28.11.2026")]
    [InlineData("@{ Id = $id; StartTime = 'yesterday' }", "its StartTime 'yesterday'")]
    [InlineData("@{ Id = $id; StartTime = 638000000000000000 }", "its StartTime '638")]
    [InlineData("@{ Id = $id; StartTicks = '' }", "its StartTicks is empty")]
    [InlineData("@{ Id = $id; StartTicks = 'many' }", "its StartTicks 'many'")]
    [InlineData("@{ Id = $id; StartTicks = 1.5 }", "its StartTicks '1.5'")]
    [InlineData("@{ Id = $id; StartTicks = $ticks; ThreadId = 'x' }", "its ThreadId 'x'")]
    public void Invalid_or_contradictory_object_identifies_no_process(string item, string reason)
    {
        using ShellProcess process = new("exec sleep 600");
        using Shell shell = new();
        foreach (string command in Commands)
        {
            Assert.Empty(shell.Run($"$id = $args[0]; $ticks = (Get-VmonProcess -Id $id).StartTicks; [pscustomobject][ordered]{item} | {command}", process.Id));
            ErrorRecord error = Assert.Single(shell.Errors);
            Assert.StartsWith("ProcessNotIdentified,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Equal(ErrorCategory.InvalidData, error.CategoryInfo.Category);
            Assert.Contains(reason, error.Exception.Message, StringComparison.Ordinal);
            _ = Assert.IsType<PSObject>(error.TargetObject);
        }

        Assert.False(process.HasExited);
    }

    [Theory]
    [InlineData("@{ Id = $id; StartTicks = $process.StartTicks; StartTime = $process.StartTime.AddHours(-24) }")]
    [InlineData("@{ Id = $id; StartTicks = $process.StartTicks + 100000; StartTime = $process.StartTime }")]
    [InlineData("@{ Id = $id; StartTicks = \"$($process.StartTicks)\"; StartTime = $process.StartTime.AddDays(-1).ToString('o') }")]
    public void Object_from_another_boot_identifies_no_process(string item)
    {
        using ShellProcess process = new("exec sleep 600");
        using Shell shell = new();
        foreach (string command in Commands)
        {
            Assert.Empty(shell.Run($"$id = $args[0]; $process = Get-VmonProcess -Id $id; [pscustomobject]{item} | {command}", process.Id));
            Assert.StartsWith("ProcessNotIdentified,", Assert.Single(shell.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        }

        Assert.False(process.HasExited);
    }

    [Theory]
    [InlineData("05/11/2026 07:13:50", "ProcessNotIdentified")]
    [InlineData("11/28/2001 07:13:50", "ProcessReplaced")]
    [InlineData("2001-05-11T07:13:50", "ProcessReplaced")]
    public void StartTime_in_an_ambiguous_culture_does_not_prove_an_exit(string time, string id)
    {
        using Shell shell = new();
        Assert.Empty(shell.Run("[pscustomobject]@{ Id = $args[0]; StartTime = $args[1] } | Get-VmonProcess", Environment.ProcessId, time));
        Assert.StartsWith(id, Assert.Single(shell.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-VmonProcess -Id $args[0]")]
    [InlineData("@(Get-VmonTree -Id $args[0])[0]")]
    public void StartTime_has_the_same_text_in_every_culture(string script)
    {
        using Shell shell = new();
        PSObject item = shell.Run(script, Environment.ProcessId).Single();
        DateTimeOffset time = Assert.IsType<DateTimeOffset>(((PSObject)item.Properties["StartTime"].Value).BaseObject);
        foreach (string culture in new[] { "", "de-DE", "en-GB", "th-TH" })
        {
            string text = shell.Run<string>("[cultureinfo]::CurrentCulture = $args[1]; $args[0].StartTime.ToString()", item, culture).Single();
            Assert.Equal(time.ToString("o"), text);
        }

        Assert.Equal(time.ToString("HH:mm"), shell.Run<string>("'{0:HH:mm}' -f $args[0].StartTime", item).Single());
        Assert.Equal(time.ToString("HH:mm"), shell.Run<string>("$args[0].StartTime.ToString('HH:mm')", item).Single());
        Assert.True(shell.Run<bool>("$args[0].StartTime -gt [datetime]::Now.AddYears(-1)", item).Single());
        PSObject back = shell.Run("[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($args[0]))", item).Single();
        Assert.Equal(time.ToString("o"), back.Properties["StartTime"].Value.ToString());
    }

    [Fact]
    public void Invalid_object_does_not_hide_the_others()
    {
        using Shell shell = new();
        int id = Environment.ProcessId;
        Assert.Equal([id], shell.Run<int>("[pscustomobject]@{ Id = 'x' }, [pscustomobject]@{ Id = $args[0] } | Get-VmonProcess | ForEach-Object Id", id));
        _ = Assert.Single(shell.Errors);
        Assert.Equal([id], shell.Run<int>("Get-VmonProcess -InputObject ([pscustomobject]@{ Id = 'x' }), $args[0] | ForEach-Object Id", id));
        _ = Assert.Single(shell.Errors);
    }
}

using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Vmon.PowerShell;

namespace Vmon.Tests.PowerShell;

public class SessionTests
{
    [Fact]
    public void Default_session_starts_on_first_use()
    {
        using Shell shell = new();
        Assert.Empty(shell.Run("Get-VmonSession"));
        _ = shell.Run("Get-VmonProcess -Id $args[0]", Environment.ProcessId);
        Assert.Equal("Default", shell.Run<VmonSession>("Get-VmonSession").Single().Name);
    }

    // PowerShell creates no drives in some runspaces if the first ones of a process open at the same time.
    [Fact]
    public void Session_on_proc_requires_no_PowerShell_drive()
    {
        InitialSessionState state = InitialSessionState.Create();
        state.Commands.Add(new SessionStateCmdletEntry("Start-VmonSession", typeof(StartVmonSessionCommand), helpFileName: null));
        using Runspace runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        using System.Management.Automation.PowerShell pipeline = System.Management.Automation.PowerShell.Create(runspace);
        Assert.Equal("/proc", pipeline.AddCommand("Start-VmonSession").Invoke<VmonSession>().Single().ProcRoot);
        pipeline.Commands.Clear();
        _ = Assert.ThrowsAny<RuntimeException>(() => pipeline.AddCommand("Start-VmonSession").AddParameter("ProcRoot", "/proc").Invoke());
    }

    [Fact]
    public void Session_can_be_started_found_used_and_stopped_by_name()
    {
        using Shell shell = new();
        VmonSession session = shell.Run<VmonSession>("Start-VmonSession -Name web -Interval 0.25 -Exclude Default -DescriptorBudget 7").Single();
        Assert.Equal(TimeSpan.FromSeconds(0.25), session.Interval);
        Assert.Equal(ProcessDataSets.None, session.DataSets);
        Assert.Equal(7, session.DescriptorBudget);
        ProcessSample sample = shell.Run<ProcessSample>("Get-VmonProcess -Id $args[0] -Session WEB", Environment.ProcessId).Single();
        Assert.Equal("web", sample.Session);
        Assert.Null(sample.WorkingSet);
        Assert.Null(sample.CommandLine);
        Assert.Equal(1, session.SampleCount);
        _ = shell.Run("Stop-VmonSession we*");
        Assert.True(session.IsStopped);
        Assert.DoesNotContain(shell.Run<VmonSession>("Get-VmonSession"), item => item.Name == "web");
    }

    [Fact]
    public void Start_VmonSession_refuses_a_duplicate_name()
    {
        using Shell shell = new();
        ErrorRecord error = shell.Fail("Start-VmonSession twice; Start-VmonSession TWICE");
        Assert.Equal(ErrorCategory.ResourceExists, error.CategoryInfo.Category);
    }

    [Theory]
    [InlineData("/no/such/place")]
    [InlineData("/etc")]
    [InlineData("/etc/passwd")]
    public void ProcRoot_that_is_not_a_proc_file_system_is_refused(string root)
    {
        using Shell shell = new();
        ErrorRecord error = shell.Fail("Start-VmonSession bad -ProcRoot $args[0]", root);
        Assert.Equal("InvalidProcRoot,Vmon.PowerShell.StartVmonSessionCommand", error.FullyQualifiedErrorId);
        Assert.Contains(root, error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(shell.Run("Get-VmonSession"));
    }

    [Fact]
    public void Session_that_does_not_exist_is_reported()
    {
        using Shell shell = new();
        ErrorRecord error = shell.Fail("Get-VmonProcess -Session nobody");
        Assert.StartsWith("SessionNotFound", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        _ = shell.Run("Stop-VmonSession nobody");
        Assert.StartsWith("SessionNotFound", Assert.Single(shell.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Stop_VmonSession_WhatIf_stops_nothing()
    {
        using Shell shell = new();
        VmonSession session = shell.Run<VmonSession>("Start-VmonSession kept; Stop-VmonSession kept -WhatIf").Single();
        Assert.False(session.IsStopped);
    }

    [Fact]
    public void Runspaces_do_not_share_sessions()
    {
        using Shell one = new();
        using Shell other = new();
        _ = one.Run("Start-VmonSession mine");
        Assert.Empty(other.Run("Get-VmonSession"));
    }
}

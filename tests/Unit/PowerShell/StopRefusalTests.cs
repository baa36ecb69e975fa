using System.Diagnostics;
using System.Management.Automation;
using Vmon.Tests.Host;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.PowerShell;

public class StopRefusalTests
{
    private const string Sleeper = "echo up; exec sleep 600";

    [Theory]
    [InlineData("Get-VmonProcess -Id $args[0]")]
    [InlineData("Get-VmonTree -Id $args[0]")]
    [InlineData("@(Get-VmonFile -Id $args[0])[0]")]
    [InlineData("@((Get-VmonPipe -Id $args[0]).Ends | Where-Object Id -eq $args[0])[0]")]
    public void Stop_VmonProcess_refuses_live_and_deserialized_objects_when_the_PID_is_reused(string given)
    {
        using ChosenPid sleeper = new();
        using Shell shell = new();
        PSObject live = shell.Run(given, sleeper.Id).Single();
        PSObject back = BackFrom(shell, live);
        sleeper.GiveAgain();
        foreach (PSObject process in new[] { live, back })
        {
            Assert.Empty(shell.Run("$args[0] | Stop-VmonProcess -Signal KILL -PassThru", process));
            ErrorRecord error = Assert.Single(shell.Errors);
            Assert.Equal("ProcessReplaced,Vmon.PowerShell.StopVmonProcessCommand", error.FullyQualifiedErrorId);
            Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
        }

        Assert.True(IsAlive(sleeper.Id));
        _ = shell.Run("Stop-VmonProcess -Id $args[0] -Signal KILL", sleeper.Id);
        Assert.Empty(shell.Errors);
        WaitUntil.True(() => !IsAlive(sleeper.Id));
    }

    [Theory]
    [InlineData("Get-VmonProcess -Id $args[0]")]
    [InlineData("Get-VmonTree -Id $args[0]")]
    [InlineData("@(Get-VmonFile -Id $args[0])[0]")]
    [InlineData("$found = [Diagnostics.Process]::GetProcessById($args[0]); [pscustomobject]@{ Id = $found.Id; StartTime = $found.StartTime; ProcessId = $null }")]
    public void Object_restored_from_text_identifies_the_same_process(string given)
    {
        using ShellProcess process = Start(Sleeper);
        using Shell shell = new();
        _ = shell.Run("$args[0] | Stop-VmonProcess", AsText(shell, shell.Run(given, process.Id).Single()));
        Assert.Empty(shell.Errors);
        WaitUntil.True(() => process.HasExited);
    }

    [Theory]
    [InlineData("'False'")]
    [InlineData("' false'")]
    [InlineData("'no'")]
    [InlineData("''")]
    [InlineData("$false")]
    [InlineData("0")]
    public void Object_with_an_IsLocal_that_is_not_true_is_refused(string isLocal)
    {
        using ShellProcess process = Start(Sleeper);
        using Shell shell = new();
        Assert.Empty(shell.Run($"[pscustomobject]@{{ Id = $args[0]; IsLocal = {isLocal} }} | Stop-VmonProcess -Signal KILL -PassThru", process.Id));
        Assert.Equal("ProcessElsewhere,Vmon.PowerShell.StopVmonProcessCommand", Assert.Single(shell.Errors).FullyQualifiedErrorId);
        Assert.False(process.HasExited);
    }

    [Fact]
    public void Exited_Process_object_never_identifies_a_reused_PID()
    {
        using ChosenPid sleeper = new();
        using Process ended = Process.Start("true");
        ended.WaitForExit();
        using Shell shell = new();
        _ = shell.Run("$args[0] | Stop-VmonProcess", ended);
        Assert.StartsWith("ProcessEnded,", Assert.Single(shell.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);

        sleeper.Give(ended.Id);
        _ = shell.Run("$args[0] | Stop-VmonProcess -Signal KILL", ended);
        Assert.StartsWith("ProcessReplaced,", Assert.Single(shell.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.True(IsAlive(ended.Id));
    }

    [Fact]
    public void Name_matches_this_PowerShell_only_if_exact_and_with_Force()
    {
        using Shell shell = new();
        string name = shell.Run<ProcessSample>("Get-VmonProcess -Id $PID").Single().ProcessName;
        Assert.DoesNotContain(shell.Run("Stop-VmonProcess -Name \"$($args[0])*\" -Signal CONT -PassThru -Force", name), IsOwn);
        Assert.Contains("is this PowerShell process and was not stopped", Assert.Single(shell.Warnings), StringComparison.Ordinal);
        Assert.DoesNotContain(shell.Run("Stop-VmonProcess -Name $args[0] -Signal CONT -PassThru", name), IsOwn);
        Assert.Equal("OwnProcess,Vmon.PowerShell.StopVmonProcessCommand", Assert.Single(shell.Errors).FullyQualifiedErrorId);
        Assert.Single(shell.Run("Stop-VmonProcess -Name $args[0] -Signal CONT -PassThru -Force", name), IsOwn);

        static bool IsOwn(object item) => ((ProcessSample)((PSObject)item).BaseObject).Id == Environment.ProcessId;
    }

    [Fact]
    public void Positional_and_pipeline_names_are_refused_without_Name()
    {
        using ShellProcess one = Named("vmon-stop-1");
        using Shell shell = new();
        _ = shell.Run("'vmon-stop-*', 'vmon-stop-1' | Stop-VmonProcess; Stop-VmonProcess vmon-stop-1; [pscustomobject]@{ Name = 'vmon-stop-1' } | Stop-VmonProcess");
        Assert.Equal(4, shell.Errors.Count);
        Assert.All(shell.Errors.Take(3), error => Assert.Equal("NameNotStopped,Vmon.PowerShell.StopVmonProcessCommand", error.FullyQualifiedErrorId));
        Assert.False(one.HasExited);
    }

    [Fact]
    public void Process_of_a_captured_proc_is_refused_even_with_a_local_id()
    {
        using ShellProcess process = Start(Sleeper);
        using VmonSession machine = new(new SessionOptions());
        using FakeProc proc = new();
        proc.Add(process.Id, start: machine.Find(process.Id)!.Value.StartTicks);
        using Shell shell = new();
        _ = shell.Run("Start-VmonSession copy -ProcRoot $args[0]", proc.Path);
        foreach (string given in new[] { "Get-VmonProcess -Session copy", "Get-VmonTree -Session copy" })
        {
            PSObject live = shell.Run(given).Single();
            _ = shell.Run("$args | Stop-VmonProcess -Signal KILL", live, BackFrom(shell, live), AsText(shell, live));
            Assert.Equal(3, shell.Errors.Count);
            Assert.All(shell.Errors, error => Assert.Equal("ProcessElsewhere,Vmon.PowerShell.StopVmonProcessCommand", error.FullyQualifiedErrorId));
        }

        Assert.True(IsAlive(process.Id));
    }

    [Fact]
    public void Process_of_another_PID_namespace_is_refused()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Requires root to create a PID namespace.");
        using ShellProcess outside = Start(Sleeper);
        using ShellProcess inside = new($"exec {Tool.Find("unshare")} --pid --fork --mount-proc sh -c 'echo up; read line'");
        Assert.SkipWhen(inside.TryReadLine() is null, "PID namespaces cannot be created.");
        using Shell shell = new();
        ProcessSample[] samples = shell.Run<ProcessSample>(
            "$child = Get-VmonProcess -Id $args[0] -FollowChildren | Where-Object ParentId -eq $args[0]; "
            + "$null = Start-VmonSession inner -ProcRoot \"/proc/$($child.Id)/root/proc\"; Get-VmonProcess -Session inner -OutVariable found | Stop-VmonProcess; $found",
            inside.Id);
        Assert.Equal(1, Assert.Single(samples).Id);
        Assert.StartsWith("ProcessElsewhere,", Assert.Single(shell.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.False(inside.HasExited);
    }

    [Fact]
    public void Link_to_proc_counts_as_this_machine()
    {
        using TemporaryDirectory directory = new();
        string link = directory.Combine("proc");
        _ = File.CreateSymbolicLink(link, "/proc");
        using ShellProcess process = Start(Sleeper);
        using Shell shell = new();
        _ = shell.Run("$null = Start-VmonSession link -ProcRoot $args[0]; Get-VmonProcess -Session link -Id $args[1] | Stop-VmonProcess", link, process.Id);
        Assert.Empty(shell.Errors);
        WaitUntil.True(() => process.HasExited);
    }

    [Fact]
    public void Threads_are_refused_whether_live_or_deserialized()
    {
        using HostProcess host = HostProcess.Start("-Command", "'up'; [Threading.Thread]::Sleep(600000)");
        _ = host.ReadLine();
        using Shell shell = new();
        PSObject live = shell.Run("@(Get-VmonProcess -Id $args[0] -IncludeThread | Where-Object IsThread)[0]", host.Id).Single();
        _ = shell.Run("$args | Stop-VmonProcess -Signal KILL", live, BackFrom(shell, live), AsText(shell, live));
        Assert.Equal(3, shell.Errors.Count);
        foreach (ErrorRecord error in shell.Errors)
        {
            Assert.Equal("ThreadNotStopped,Vmon.PowerShell.StopVmonProcessCommand", error.FullyQualifiedErrorId);
            Assert.Contains($"-Id {host.Id}", error.Exception.Message, StringComparison.Ordinal);
        }

        Assert.True(IsAlive(host.Id));
    }

    [Fact]
    public void Process_of_another_user_is_refused()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Requires root to start a process of another user.");
        string setpriv = Tool.Find("setpriv");
        using ShellProcess process = Start($"exec {setpriv} --reuid=12345 --clear-groups sh -c 'echo up; exec sleep 600'");
        HostResult result = HostProcess.RunShell(
            $"exec {setpriv} --bounding-set=-kill --inh-caps=-kill \"$VMON\" -Command 'Stop-VmonProcess -Id {process.Id} -ErrorVariable e -ErrorAction SilentlyContinue; $e.FullyQualifiedErrorId; $e[0].CategoryInfo.Category; $e[0].Exception.Message'");
        string[] lines = result.Output.Split('\n');
        Assert.Equal("SignalDenied,Vmon.PowerShell.StopVmonProcessCommand", lines[0]);
        Assert.Equal("PermissionDenied", lines[1]);
        Assert.Contains("12345", lines[2], StringComparison.Ordinal);
        Assert.True(IsAlive(process.Id));
    }

    [Fact]
    public void Own_PowerShell_process_is_refused_without_Force()
    {
        using Shell shell = new();
        Assert.Empty(shell.Run("Stop-VmonProcess -Id $PID -Signal CONT -PassThru"));
        Assert.Equal("OwnProcess,Vmon.PowerShell.StopVmonProcessCommand", Assert.Single(shell.Errors).FullyQualifiedErrorId);
        Assert.Single(shell.Run("Stop-VmonProcess -Id $PID -Signal CONT -PassThru -Force"));
        Assert.Empty(shell.Errors);
    }

    private static ShellProcess Named(string name) => Start($"printf {name} > /proc/$$/comm; echo up; read line");

    private static ShellProcess Start(string script)
    {
        ShellProcess process = new(script);
        _ = process.ReadLine();
        return process;
    }

    // Like an object from a job or a file.
    private static PSObject BackFrom(Shell shell, PSObject item) =>
        shell.Run("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($args[0]))", item).Single();

    // Like an object from a CSV file, in which null is an empty text.
    private static PSObject AsText(Shell shell, PSObject item) =>
        shell.Run("$text = [ordered]@{}; foreach ($property in $args[0].PSObject.Properties) { $text[$property.Name] = \"$($property.Value)\" }; [pscustomobject]$text", item).Single();

    private static bool IsAlive(int id)
    {
        using VmonSession session = new(new SessionOptions());
        return session.Find(id) is { } identity && session.Hold(identity, out HeldProcess? held) == HoldStatus.Ok && Release(held!);
    }

    private static bool Release(HeldProcess held)
    {
        held.Dispose();
        return true;
    }
}

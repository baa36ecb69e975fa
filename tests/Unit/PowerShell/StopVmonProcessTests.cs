using System.Globalization;
using System.Management.Automation;
using Vmon.Tests.Host;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.PowerShell;

public class StopVmonProcessTests
{
    private const string Sleeper = "echo up; exec sleep 600";

    [Theory]
    [InlineData("Stop-VmonProcess -Id $args[0]")]
    [InlineData("Stop-VmonProcess $args[0]")]
    [InlineData("$args[0] | Stop-VmonProcess")]
    [InlineData("\"$($args[0])`n\" | Stop-VmonProcess")]
    [InlineData("[pscustomobject]@{ ProcessId = $args[0]; Name = 'another' } | Stop-VmonProcess")]
    [InlineData("Get-VmonProcess -Id $args[0] | Stop-VmonProcess")]
    [InlineData("Stop-VmonProcess (Get-VmonProcess -Id $args[0])")]
    [InlineData("Stop-VmonProcess -InputObject (Get-VmonProcess -Id $args[0])")]
    [InlineData("Get-VmonTree -Id $args[0] | Stop-VmonProcess")]
    [InlineData("@(Get-VmonFile -Id $args[0])[0] | Stop-VmonProcess")]
    [InlineData("@((Get-VmonPipe -Id $args[0]).Ends | Where-Object Id -eq $args[0])[0] | Stop-VmonProcess")]
    [InlineData("[Diagnostics.Process]::GetProcessById($args[0]) | Stop-VmonProcess")]
    [InlineData("Watch-VmonProcess -Id $args[0], $args[1] -Count 20 -Interval 50ms | Where-Object Id -eq $args[0] | Stop-VmonProcess")]
    public void Stop_VmonProcess_stops_exactly_the_given_process(string script)
    {
        using ShellProcess meant = Start(Sleeper);
        using ShellProcess other = Start(Sleeper);
        using Shell shell = new();
        Assert.Empty(shell.Run(script, meant.Id, other.Id));
        Assert.Empty(shell.Errors);
        WaitUntil.True(() => meant.HasExited);
        Assert.False(other.HasExited);
    }

    [Fact]
    public void Exited_and_zombie_processes_cause_the_error_ProcessEnded()
    {
        using ShellProcess sleeper = Start(Sleeper);
        using ShellProcess parent = new("sleep 0.01 & echo $!; exec sleep 600");
        int zombie = int.Parse(parent.ReadLine(), CultureInfo.InvariantCulture);
        using Shell shell = new();
        PSObject sample = shell.Run("Get-VmonProcess -Id $args[0]", sleeper.Id).Single();
        sleeper.Kill();
        _ = shell.Run("$args[0] | Stop-VmonProcess", sample);
        ErrorRecord error = Assert.Single(shell.Errors);
        Assert.Equal("ProcessEnded,Vmon.PowerShell.StopVmonProcessCommand", error.FullyQualifiedErrorId);
        Assert.Same(sample.BaseObject, error.TargetObject);

        WaitUntil.True(() => ((ProcessSample)shell.Run("Get-VmonProcess -Id $args[0]", zombie).Single().BaseObject).State == ProcessState.Zombie);
        _ = shell.Run("Stop-VmonProcess -Id $args[0]", zombie);
        error = Assert.Single(shell.Errors);
        Assert.StartsWith("ProcessEnded,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains($"its parent, process {parent.Id}", error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "TERM")]
    [InlineData("-Signal USR1", "USR1")]
    [InlineData("-Signal sigusr2", "USR2")]
    [InlineData("-Signal 10", "USR1")]
    [InlineData("-Signal '12'", "USR2")]
    [InlineData("-Signal ([System.Runtime.InteropServices.PosixSignal]::SIGHUP)", "HUP")]
    [InlineData("-Signal ([Vmon.Signals]::SIGHUP)", "HUP")]
    public void Signal_accepts_names_numbers_and_enumeration_values(string signal, string caught)
    {
        using ShellProcess process = Start("for s in HUP USR1 USR2 TERM; do trap \"echo $s\" $s; done; echo up; while :; do sleep 0.05; done");
        using Shell shell = new();
        _ = shell.Run($"Stop-VmonProcess -Id $args[0] {signal}", process.Id);
        Assert.Empty(shell.Errors);
        Assert.Equal(caught, process.ReadLine());
    }

    [Fact]
    public void STOP_CONT_and_signal_64_take_effect()
    {
        using ShellProcess process = Start(Sleeper);
        using Shell shell = new();
        ProcessState State() => shell.Run<ProcessSample>("Get-VmonProcess -Id $args[0]", process.Id).Single().State;
        _ = shell.Run("Stop-VmonProcess -Id $args[0] -Signal STOP", process.Id);
        WaitUntil.True(() => State() == ProcessState.Stopped);
        _ = shell.Run("Stop-VmonProcess -Id $args[0] -Signal CONT", process.Id);
        WaitUntil.True(() => State() == ProcessState.Sleeping);
        _ = shell.Run("Stop-VmonProcess -Id $args[0] -Signal 64", process.Id);
        WaitUntil.True(() => process.HasExited);
    }

    [Theory]
    [InlineData("-WhatIf")]
    [InlineData("-WhatIf -Force -Signal KILL")]
    public void Stop_VmonProcess_WhatIf_sends_no_signal(string switches)
    {
        using ShellProcess process = Start("trap 'echo hit' TERM; echo up; read line; echo unhurt");
        using Shell shell = new();
        Assert.Empty(shell.Run($"Stop-VmonProcess -Id $args[0] -PassThru {switches}", process.Id));
        Assert.Empty(shell.Errors);
        process.WriteLine("go");
        Assert.Equal("unhurt", process.ReadLine());
    }

    [Fact]
    public void WhatIf_message_names_process_command_line_and_signal()
    {
        using ShellProcess process = Start(Sleeper);
        HostResult result = HostProcess.Run("-Command", $"Stop-VmonProcess -Id {process.Id} -Signal hup -WhatIf");
        Assert.Contains("Send SIGHUP", result.Output, StringComparison.Ordinal);
        Assert.Contains($"sleep ({process.Id}): sleep 600", result.Output, StringComparison.Ordinal);
        Assert.False(process.HasExited);
    }

    [Fact]
    public void PassThru_returns_the_input_sample_or_a_new_one()
    {
        using ShellProcess process = Start(Sleeper);
        using Shell shell = new();
        PSObject sample = shell.Run("Get-VmonProcess -Id $args[0]", process.Id).Single();
        Assert.Same(sample.BaseObject, shell.Run("$args[0] | Stop-VmonProcess -Signal WINCH -PassThru", sample).Single().BaseObject);
        ProcessSample fresh = shell.Run<ProcessSample>("Stop-VmonProcess -Id $args[0] -PassThru", process.Id).Single();
        Assert.Equal(((ProcessSample)sample.BaseObject).Identity, fresh.Identity);
        Assert.Contains("sleep 600", fresh.CommandLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Stop-VmonProcess -Name vmon-stop-1, vmon-stop-2")]
    [InlineData("Stop-VmonProcess -Name VMON-stop-*")]
    [InlineData("Stop-VmonProcess -ProcessName 'vmon-stop-[12]', vmon-none*")]
    [InlineData("Get-VmonProcess vmon-stop-* | Stop-VmonProcess")]
    public void Name_stops_every_matching_process(string command)
    {
        using ShellProcess one = Named("vmon-stop-1");
        using ShellProcess two = Named("vmon-stop-2");
        using ShellProcess other = Named("vmon-kept");
        using Shell shell = new();
        _ = shell.Run(command + " -WhatIf");
        Assert.False(one.HasExited || two.HasExited);
        _ = shell.Run(command);
        Assert.Empty(shell.Errors);
        WaitUntil.True(() => one.HasExited && two.HasExited);
        Assert.False(other.HasExited);
    }

    [Fact]
    public void Name_without_a_match_is_an_error_unless_it_has_wildcards()
    {
        using ShellProcess one = Named("vmon-stop-1");
        using Shell shell = new();
        _ = shell.Run("Stop-VmonProcess -Name vmon-none, vmon-none*, vmon-stop-1");
        ErrorRecord error = Assert.Single(shell.Errors);
        Assert.Equal("ProcessNotFound,Vmon.PowerShell.StopVmonProcessCommand", error.FullyQualifiedErrorId);
        Assert.Equal("vmon-none", error.TargetObject);
        WaitUntil.True(() => one.HasExited);
    }

    [Fact]
    public void Name_of_a_zombie_is_an_error()
    {
        using ShellProcess parent = Start("exec 3<&0; sh -c 'printf vmon-zombie > /proc/$$/comm; read line <&3' & echo up; exec sleep 600");
        using Shell shell = new();
        WaitUntil.True(() => shell.Run<ProcessSample>("Get-VmonProcess -Id $args[0]", parent.Id).Single().ProcessName == "sleep");
        parent.WriteLine("");
        WaitUntil.True(() => shell.Run<ProcessSample>("Get-VmonProcess vmon-zombie*").Any(process => process.State == ProcessState.Zombie));
        _ = shell.Run("Stop-VmonProcess -Name vmon-zombie");
        Assert.StartsWith("ProcessEnded,", Assert.Single(shell.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Invalid_ids_do_not_prevent_stopping_the_others()
    {
        using ShellProcess process = Start(Sleeper);
        using Shell shell = new();
        _ = shell.Run("Stop-VmonProcess -Id 0, -4, 2147483647, $args[0]", process.Id);
        Assert.Equal(3, shell.Errors.Count);
        Assert.All(shell.Errors, error => Assert.StartsWith("ProcessNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal));
        WaitUntil.True(() => process.HasExited);
    }

    [Fact]
    public void Watch_piped_to_Stop_VmonProcess_reports_no_error_after_the_exit()
    {
        using ShellProcess process = Start("trap \"trap '' TERM; sleep 0.3; exit\" TERM; echo up; while :; do sleep 0.05; done");
        using Shell shell = new();
        PSObject[] passed = [.. shell.Run("Watch-VmonProcess -Id $args[0] -Interval 20ms | Stop-VmonProcess -PassThru", process.Id)];
        Assert.NotEmpty(passed);
        Assert.Empty(shell.Errors);
        Assert.DoesNotContain(passed, item => ((ProcessSample)item.BaseObject).HasExited);
    }

    [Fact]
    public void Ignored_signal_writes_a_warning()
    {
        using ShellProcess process = Start("trap '' HUP; echo up; read line");
        using Shell shell = new();
        _ = shell.Run("Stop-VmonProcess -Id $args[0] -Signal HUP", process.Id);
        Assert.Contains("ignores SIGHUP", Assert.Single(shell.Warnings), StringComparison.Ordinal);
        _ = shell.Run("Stop-VmonProcess -Id $args[0]", process.Id);
        Assert.Empty(shell.Warnings);
    }

    private static ShellProcess Named(string name) => Start($"printf {name} > /proc/$$/comm; echo up; read line");

    private static ShellProcess Start(string script)
    {
        ShellProcess process = new(script);
        _ = process.ReadLine();
        return process;
    }
}

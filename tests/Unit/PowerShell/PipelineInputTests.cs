using Vmon.Tests.Workloads;

namespace Vmon.Tests.PowerShell;

public class PipelineInputTests
{
    [Theory]
    [InlineData("$args[0]")]
    [InlineData("[string]$args[0]")]
    [InlineData("\" $($args[0])`n\"")]
    [InlineData("[long]$args[0]")]
    [InlineData("[uint32]$args[0]")]
    [InlineData("[pscustomobject]@{ Id = $args[0]; Name = 'another' }")]
    [InlineData("[pscustomobject]@{ ProcessId = [uint32]$args[0]; Name = 'another' }")]
    [InlineData("[double]$args[0]")]
    [InlineData("[bigint]$args[0]")]
    [InlineData("[pscustomobject]@{ Id = $args[0]; ProcessId = [long]$args[0]; PID = \"$($args[0])\" }")]
    [InlineData("[pscustomobject]@{ Id = [double]$args[0] }")]
    [InlineData("[pscustomobject]@{ PID = \"$($args[0])\" }")]
    [InlineData("[Diagnostics.Process]::GetProcessById($args[0])")]
    [InlineData("Get-VmonProcess -Id $args[0]")]
    [InlineData("Get-VmonFile -Id $args[0]")]
    [InlineData("Get-VmonTree -Id $args[0]")]
    public void Pipeline_accepts_every_common_form_of_a_process(string input)
    {
        using ShellProcess process = new("read line");
        using Shell shell = new();
        foreach (string command in new[] { "Get-VmonProcess", "Watch-VmonProcess -Count 1", "Get-VmonTree", "Get-VmonFile" })
            Assert.Equal([process.Id], shell.Run($"{input} | {command} | ForEach-Object Id", process.Id).Select(id => (int)id.BaseObject).Distinct());
        Assert.Empty(shell.Errors);
    }

    [Theory]
    [InlineData("'nginx' | Get-VmonProcess -Session own", "9,12")]
    [InlineData("'ng*', 7 | Get-VmonProcess -Session own", "7,9,12")]
    [InlineData("'9', 'sh' | Get-VmonProcess -Session own", "7,9")]
    [InlineData("[pscustomobject]@{ Name = 'nginx' } | Get-VmonProcess -Session own", "9,12")]
    [InlineData("Get-VmonProcess sh, nginx -Session $own", "7,9,12")]
    public void Pipeline_text_is_a_name_unless_it_is_a_number(string command, string ids)
    {
        using FakeProc proc = new();
        proc.Add(1, name: "init");
        proc.Add(7, 1, name: "sh");
        proc.Add(9, 1, name: "nginx");
        proc.Add(12, 1, name: "nginx");
        using Shell shell = new();
        _ = shell.Run("$global:own = Start-VmonSession own -ProcRoot $args[0]", proc.Path);
        Assert.Equal(ids, string.Join(',', shell.Run<int>(command + " | ForEach-Object Id").Order()));
        Assert.Empty(shell.Errors);
    }

    [Theory]
    [InlineData("'one' | Stop-VmonSession")]
    [InlineData("Get-VmonSession one | Stop-VmonSession")]
    [InlineData("Stop-VmonSession -Session one")]
    [InlineData("Stop-VmonSession -Session (Get-VmonSession one)")]
    [InlineData("Stop-VmonSession o*")]
    public void Stop_VmonSession_accepts_names_and_sessions(string command)
    {
        using Shell shell = new();
        VmonSession[] sessions = shell.Run<VmonSession>("'one', 'two' | ForEach-Object { Start-VmonSession $_ }");
        Assert.Empty(shell.Run(command));
        Assert.Empty(shell.Errors);
        Assert.Equal([true, false], sessions.Select(session => session.IsStopped));
    }

    [Fact]
    public void WhatIf_starts_no_session_and_writes_no_file()
    {
        using TemporaryDirectory directory = new();
        using Shell shell = new();
        string file = directory.Combine("report");
        Assert.Empty(shell.Run("Start-VmonSession one -WhatIf; Export-VmonDiagnostic $args[0] -WhatIf", file));
        Assert.Empty(shell.Run("Get-VmonSession"));
        Assert.False(File.Exists(file));
    }
}

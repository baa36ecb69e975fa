using Vmon.Tests.Workloads;

namespace Vmon.Tests.Host;

/// <summary>A control group permits no more threads (pids.max). Files that require a separate thread cannot be read, and all others can.</summary>
public class ThreadLimitTests
{
    private const string Script =
        "$null = Get-VmonSystem; 'up'; $null = [Console]::In.ReadLine(); "
        + "try { Get-VmonProcess -Id {0} | ForEach-Object { $_.Name, ($null -eq $_.CommandLine), ($_.Path -like '*/sleep'), ($_.WorkingSet -gt 0), $_.Denied -join ' ' } } catch { \"$_\" }; "
        + "$null = [Console]::In.ReadLine(); (Get-VmonProcess -Id {0}).CommandLine";

    [Fact]
    public void CommandLine_is_null_until_a_thread_can_be_created()
    {
        using ShellProcess sleeper = new("echo up; exec sleep 1000");
        _ = sleeper.ReadLine();
        using ControlGroup group = ControlGroup.With("pids.max");
        using HostProcess host = HostProcess.Start("-c", Script.Replace("{0}", $"{sleeper.Id}", StringComparison.Ordinal));
        group.Add(host.Id);
        Assert.Equal("up", host.ReadLine());
        group["pids.max"] = group["pids.current"];
        host.WriteLine();
        Assert.Equal("sleep True True True None", host.ReadLine());
        group["pids.max"] = "max";
        host.WriteLine();
        Assert.Equal("sleep 1000", host.ReadLine());
        HostResult result = host.End();
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }
}

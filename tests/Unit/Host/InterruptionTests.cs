using System.Diagnostics;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Host;

public class InterruptionTests
{
    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    public void Signal_interrupts_a_watch_and_sets_the_exit_code(string signal, int code)
    {
        using ScriptFile mark = new("");
        using HostProcess host = HostProcess.Start(
            "-c", $"try {{ 'go'; Watch-VmonProcess -Id 1 -Interval 600 }} finally {{ [IO.File]::Delete('{mark.Path}') }}; 'not stopped'");
        Assert.Equal("go", host.ReadLine());
        using (Process kill = Process.Start("/bin/sh", ["-c", $"kill -{signal} {host.Id}"])) kill.WaitForExit();
        HostResult result = host.End();
        Assert.Equal(code, result.ExitCode);
        Assert.DoesNotContain("not stopped", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(mark.Path), "The finally block of the script did not run.");
    }

    [Fact]
    public void Signal_interrupts_reading_the_script_from_standard_input()
    {
        using HostProcess host = HostProcess.Start("-Command", "-");
        WaitUntil.True(() => Directory.GetDirectories($"/proc/{host.Id}/task").Any(task => File.ReadAllText(task + "/comm") == ".NET SigHandler\n"));
        using (Process kill = Process.Start("/bin/sh", ["-c", $"kill -TERM {host.Id}"])) kill.WaitForExit();
        Assert.Equal(143, host.End().ExitCode);
    }

    [Fact]
    public void Signal_ends_a_background_vmon_that_ignores_Ctrl_C()
    {
        HostResult result = HostProcess.RunShell(
            "OUT=$(mktemp); trap '' INT; \"$VMON\" -c \"'go'; Start-Sleep 600\" > \"$OUT\" & p=$!; until grep -q go \"$OUT\"; do sleep 0.05; done; kill -TERM $p; wait $p; echo $?; rm \"$OUT\"");
        Assert.Equal("143\n", result.Output);
    }

    [Fact]
    public void Closed_output_pipe_ends_the_host_silently_with_141()
    {
        HostResult result = HostProcess.RunShell("{ \"$VMON\" -c 'while ($true) { \"line\" }'; echo $? >&2; } | head -n 1");
        Assert.Single(result.Lines);
        Assert.Equal("141\n", result.Error);
    }

    [Fact]
    public void Full_disk_exits_with_1_and_an_error()
    {
        HostResult result = HostProcess.RunShell("\"$VMON\" -c 1 > /dev/full");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("No space left on device", result.Error, StringComparison.Ordinal);
    }
}

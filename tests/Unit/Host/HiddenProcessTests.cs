namespace Vmon.Tests.Host;

/// <summary>A /proc that hides the processes of other users (hidepid), read by a user that has no other process.</summary>
public class HiddenProcessTests
{
    private const string Script =
        "place=$(mktemp -d); unshare -m sh -c \"mount -t proc -o hidepid={0} proc $place || exit 77; setpriv --reuid 64123 --regid 64123 --clear-groups $VMON -c"
        + " \\\"Start-VmonSession -Name h -ProcRoot $place | ForEach-Object { }; Get-VmonProcess -Session h | ForEach-Object { }; (Get-VmonProcess -Session h).ProcessName; Get-VmonProcess -Session h -Id 1\\\"\";"
        + " code=$?; rmdir $place; exit $code";

    [Theory]
    [InlineData(1, 1, "Cannot read process 1: permission to ")]
    [InlineData(2, 0, "Cannot find a process with the process identifier 1.")]
    public void Hidden_processes_are_skipped_with_at_most_one_warning(int hidepid, int warnings, string error)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Requires root to mount.");
        HostResult result = HostProcess.RunShell(Script.Replace("{0}", $"{hidepid}", StringComparison.Ordinal));
        Assert.SkipWhen(result.ExitCode is 77 or 126 or 127, "Another user cannot run vmon, or /proc cannot be mounted: " + result.Error);
        Assert.Equal(["vmon"], result.Lines.Where(line => !line.StartsWith("WARNING: ", StringComparison.Ordinal)));
        Assert.Equal(warnings, result.Output.Split("is mounted with hidepid. Run as root, or join the group of its gid option. Further denials").Length - 1);
        Assert.DoesNotContain("CAP_SYS_PTRACE", result.Output, StringComparison.Ordinal);
        Assert.Contains($"Get-VmonProcess: {error}", result.Error, StringComparison.Ordinal);
    }
}

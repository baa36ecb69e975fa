namespace Vmon.Tests.Host;

/// <summary>A process of root, sampled by another user. A denial causes a warning only if the data was requested by name.</summary>
public class DenialTests
{
    [Theory]
    [InlineData("Get-VmonProcess", null)]
    [InlineData("Get-VmonProcess -Id 1 | ConvertTo-VmonJson", null)]
    [InlineData("Get-VmonTree -Id 1", null)]
    [InlineData("Watch-VmonProcess -Id 1 -Count 1", null)]
    [InlineData("Get-VmonProcess -Id 1 -Include IO", "IO")]
    [InlineData("Get-VmonProcess -Id 1 | Where-Object IoReadTotal -gt 1MB", "IO")]
    [InlineData("Get-VmonProcess -Id 1 -Include Namespaces", "Namespaces")]
    [InlineData("$s = Start-VmonSession n -Include Namespaces; Get-VmonProcess -Id 1 -Session $s", "Namespaces")]
    [InlineData("Get-VmonFile -Id 1 -ErrorAction Ignore", "Files")]
    public void Denied_default_data_causes_no_warning_and_requested_data_does(string command, string? dataSet)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Requires root to change the user.");
        HostResult result = HostProcess.RunShell($"setpriv --reuid 65534 --regid 65534 --clear-groups \"$VMON\" -NoProfile -c '{command}'");
        Assert.SkipWhen(result.ExitCode is 126 or 127, "Another user cannot run vmon: " + result.Error);
        string[] warnings = [.. result.Lines.Where(line => line.StartsWith("WARNING: ", StringComparison.Ordinal))];
        if (dataSet is null) Assert.Empty(warnings);
        else Assert.StartsWith($"WARNING: Permission denied reading {dataSet} of ", Assert.Single(warnings), StringComparison.Ordinal);
    }
}

namespace Vmon.Tests.Host;

/// <summary>The scripts in examples/ in vmon. tests/Pester/Examples.Tests.ps1 runs them in pwsh.</summary>
public class ExampleTests
{
    [Theory]
    [InlineData("Watch-Alert.ps1", "-MaxWorkingSet 1KB -Interval 100ms -Duration 300ms", "Raised")]
    [InlineData("Get-TopWriter.ps1", "-Duration 300ms -Interval 100ms", null)]
    public void Example_script_runs_in_vmon(string name, string arguments, string? expected)
    {
        string script = Path.Combine(Repository.Root, "examples", name);
        HostResult result = HostProcess.Run(["-NoProfile", "-File", script, .. expected is null ? [] : new[] { "-Id", $"{Environment.ProcessId}" }, .. arguments.Split(' ')]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        if (expected is not null) Assert.Contains(expected, result.Output, StringComparison.Ordinal);
    }
}

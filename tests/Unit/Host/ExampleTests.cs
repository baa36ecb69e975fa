namespace Vmon.Tests.Host;

/// <summary>The scripts in examples/, in vmon: those that the bare engine can run do, and the others say at once what they need.</summary>
public class ExampleTests
{
    private static string Example(string name) => Path.Combine(Repository.Root, "examples", name);

    [Fact]
    public void Watch_Alert_runs()
    {
        HostResult result = HostProcess.Run(
            "-OutputFormat", "Json", "-File", Example("Watch-Alert.ps1"), "-Id", $"{Environment.ProcessId}", "-MaxWorkingSet", "1000", "-Interval", "100ms", "-Duration", "300ms");
        Assert.Equal("", result.Error);
        Assert.Contains("\"Alert\":\"Raised\"", Assert.Single(result.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Get_TopWriter_says_that_it_needs_pwsh_before_it_watches()
    {
        if (!HostProcess.IsBare) return;
        HostResult result = HostProcess.Run("-File", Example("Get-TopWriter.ps1"), "-Duration", "1h");
        Assert.Empty(result.Output);
        Assert.Contains("Sort-Object is not in vmon: run this in pwsh", result.Error, StringComparison.Ordinal);
    }
}

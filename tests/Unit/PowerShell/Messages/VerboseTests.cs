namespace Vmon.Tests.PowerShell.Messages;

public class VerboseTests
{
    [Theory]
    [InlineData("Get-VmonProcess -Verbose", "Sampling /proc in session 'Default', data sets Default. Up to 100 descriptor(s)", "Took 1 sample(s) and missed 0.")]
    [InlineData("Watch-VmonProcess -Id $PID -Count 2 -Interval 1ms -Verbose", "Sampling /proc", "Took 2 sample(s)")]
    [InlineData("Wait-VmonProcess -Id $PID -Until { $true } -Interval 1ms -Verbose", "Sampling /proc", "Took 2 sample(s)")]
    [InlineData("Get-VmonSystem -Verbose", "data sets Default", "Took 1 sample(s) and missed 0.")]
    public void Verbose_reports_the_sampled_data_sets_and_the_result(string command, string begins, string ends)
    {
        using Shell shell = new();
        _ = shell.Run("Start-VmonSession -DescriptorBudget 100");
        using System.Management.Automation.PowerShell pipeline = shell.Pipeline(command);
        _ = pipeline.Invoke();
        string[] said = [.. pipeline.Streams.Verbose.Select(record => record.Message)];
        Assert.Equal(2, said.Length);
        Assert.Contains(begins, said[0], StringComparison.Ordinal);
        Assert.Contains(ends, said[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Verbose_stream_is_empty_without_Verbose()
    {
        using Shell shell = new();
        using System.Management.Automation.PowerShell pipeline = shell.Pipeline("Get-VmonProcess -Id $PID");
        _ = pipeline.Invoke();
        Assert.Empty(pipeline.Streams.Verbose);
    }
}

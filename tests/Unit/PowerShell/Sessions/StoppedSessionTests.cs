using Vmon.Tests.Workloads;

namespace Vmon.Tests.PowerShell.Sessions;

// Another thread stops the session at a chosen moment. A handler of a stream of the pipeline blocks the cmdlet that writes to it.
[Collection(nameof(DescriptorTests))]
public class StoppedSessionTests
{
    [Theory]
    [InlineData("Get-VmonProcess -Session a -Verbose")]
    [InlineData("Get-VmonProcess -Session a -Verbose -Name '*'")]
    [InlineData("Get-VmonProcess -Session a -Verbose -Interval 10ms")]
    [InlineData("Get-VmonTree -Session a -Verbose")]
    [InlineData("Get-VmonFile -Session a -Verbose")]
    [InlineData("Get-VmonPipe -Session a -Verbose")]
    [InlineData("Get-VmonCgroup -Session a -Verbose")]
    [InlineData("Get-VmonSystem -Session a -Verbose")]
    [InlineData("Watch-VmonProcess -Session a -Verbose")]
    [InlineData("Watch-VmonSystem -Session a -Verbose")]
    [InlineData("Wait-VmonProcess -Session a -Verbose -Id 1")]
    [InlineData("Wait-VmonProcess -Session a -Verbose -Name '*' -Any -Until { $true }")]
    public void Session_stopped_before_the_first_sample_is_an_error(string command)
    {
        using Shell shell = new();
        VmonSession session = shell.Run<VmonSession>("Start-VmonSession a").Single();
        using System.Management.Automation.PowerShell pipeline = shell.Pipeline(command);
        pipeline.Streams.Verbose.DataAdded += (_, _) => Stop(session);
        int events = OpenDescriptors.OfEvents().Length;
        Assert.Empty(pipeline.Invoke());
        Assert.Equal("SessionStopped", ErrorOf(pipeline));
        Assert.Empty(OpenDescriptors.IntoProc());
        Assert.Equal(events, OpenDescriptors.OfEvents().Length);
    }

    [Theory]
    [InlineData("Get-VmonProcess -Session a -Id 2147483647, 1")]
    [InlineData("Wait-VmonProcess -Session a -Id 2147483647, 1")]
    public void Session_stopped_before_the_watch_is_an_error(string command)
    {
        using Shell shell = new();
        VmonSession session = shell.Run<VmonSession>("Start-VmonSession a").Single();
        using System.Management.Automation.PowerShell pipeline = shell.Pipeline(command);
        pipeline.Streams.Error.DataAdded += (_, _) => Stop(session);
        Assert.Empty(pipeline.Invoke());
        Assert.Equal("SessionStopped", ErrorOf(pipeline));
    }

    [Theory]
    [InlineData("Get-VmonProcess")]
    [InlineData("Get-VmonTree")]
    [InlineData("Get-VmonPipe")]
    [InlineData("Get-VmonSystem")]
    public void Session_stopped_during_the_interval_is_an_error(string command)
    {
        using Shell shell = new();
        VmonSession session = shell.Run<VmonSession>("Start-VmonSession a").Single();
        using System.Management.Automation.PowerShell pipeline = shell.Pipeline($"{command} -Session a -Interval 600");
        IAsyncResult run = pipeline.BeginInvoke();
        WaitUntil.True(() => session.SampleCount == 1);
        session.Dispose();
        Assert.Empty(pipeline.EndInvoke(run));
        Assert.Equal("SessionStopped", ErrorOf(pipeline));
    }

    [Theory]
    [InlineData("Get-VmonProcess")]
    [InlineData("Get-VmonTree")]
    [InlineData("Get-VmonPipe")]
    [InlineData("Watch-VmonProcess")]
    [InlineData("Export-VmonReport /tmp/no.html")]
    [InlineData("Export-VmonMetric /tmp/no.prom")]
    [InlineData("Start-VmonExporter 127.0.0.1:0")]
    public void Session_stopped_during_a_sample_is_an_error(string command)
    {
        using FakeProc proc = new();
        for (int id = 1; id <= 20; id++) proc.Add(id);
        FakeTime time = new();
        using VmonSession session = new(new SessionOptions { ProcRoot = proc.Path, TimeProvider = time });
        using Shell shell = new();
        using System.Management.Automation.PowerShell pipeline = shell.Pipeline($"{command} -Session $args[0]");
        _ = pipeline.AddArgument(session);
        time.AtLook(10, () =>
        {
            new Thread(session.Dispose).Start(); // waits for the sample
            WaitUntil.True(() => session.Stopped.IsCancellationRequested);
        });
        Assert.Empty(pipeline.Invoke());
        Assert.Equal((true, "SessionStopped"), (session.IsStopped, ErrorOf(pipeline)));
    }

    [Fact]
    public void Session_stopped_by_another_runspace_no_longer_exists()
    {
        using Shell shell = new();
        using Shell other = new();
        VmonSession[] sessions = shell.Run<VmonSession>("$null = Get-VmonProcess -Id 1; Start-VmonSession a; Get-VmonSession Default");
        _ = other.Run("Stop-VmonSession -Session $args[0], $args[1]", sessions[0], sessions[1]);
        Assert.Empty(shell.Run("Get-VmonSession"));
        Assert.StartsWith("SessionNotFound", shell.Fail("Get-VmonProcess -Session a").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Single(shell.Run("Get-VmonProcess -Id 1"));
        Assert.Equal(["a", "Default"], shell.Run<VmonSession>("$null = Start-VmonSession a; Get-VmonSession").Select(session => session.Name));
    }

    private static void Stop(VmonSession session)
    {
        Thread other = new(session.Dispose);
        other.Start();
        other.Join();
    }

    private static string? ErrorOf(System.Management.Automation.PowerShell pipeline) =>
        pipeline.Streams.Error.LastOrDefault()?.FullyQualifiedErrorId.Split(',')[0];
}

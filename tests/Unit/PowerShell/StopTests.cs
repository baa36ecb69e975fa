using System.Diagnostics;
using System.Management.Automation;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.PowerShell;

// The next sample would come after a minute.
[Collection(nameof(DescriptorTests))]
public class StopTests
{
    [Fact]
    public void Stop_ends_a_watch_at_once_and_closes_all_descriptors()
    {
        using Shell shell = new();
        using System.Management.Automation.PowerShell pipeline = shell.Pipeline("Watch-VmonProcess -Interval 60");
        using PSDataCollection<PSObject> output = [];
        _ = pipeline.BeginInvoke<PSObject, PSObject>(null, output);
        while (output.Count == 0) Thread.Yield();
        Assert.NotEmpty(OpenDescriptors.IntoProc());

        Stopwatch clock = Stopwatch.StartNew();
        pipeline.Stop();
        Assert.True(clock.Elapsed < WaitUntil.Bound, $"Stopping took {clock.Elapsed}.");
        Assert.Equal(PSInvocationState.Stopped, pipeline.InvocationStateInfo.State);
        Assert.Empty(OpenDescriptors.IntoProc());
    }

    [Theory]
    [InlineData("Copy-VmonRecording $source (Join-Path $folder ([guid]::NewGuid()))")]
    [InlineData("Export-VmonRecording $source (Join-Path $folder tables) -Force")]
    [InlineData("Export-VmonReport (Join-Path $folder report.html) -RecordingPath $source -Force; $null = New-Item (Join-Path $folder ([guid]::NewGuid()))")]
    [InlineData("Watch-VmonProcess -Path $source -IncludeKernelThread")]
    public void Stop_ends_reading_of_recordings_at_once_and_leaves_nothing_incomplete(string command)
    {
        using TemporaryDirectory directory = new();
        using Shell shell = new();
        string source = directory.Combine("source");
        VmonRecorder recorder = shell.Run<VmonRecorder>($"Start-VmonRecording {source} -Interval 20ms").Single();
        WaitUntil.True(() => recorder.SampleCount >= 30);
        _ = shell.Run($"Stop-VmonRecording {source}");
        string folder = directory.Combine("folder");
        _ = Directory.CreateDirectory(folder);
        using System.Management.Automation.PowerShell pipeline = shell.Pipeline($"$source = '{source}'; $folder = '{folder}'; 'begins'; while ($true) {{ {command} }}");
        using PSDataCollection<PSObject> output = [];
        _ = pipeline.BeginInvoke<PSObject, PSObject>(null, output);
        WaitUntil.True(() => output.Count > 10 || Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Length > 10 || Directory.Exists(Path.Combine(folder, "tables")));

        Stopwatch clock = Stopwatch.StartNew();
        pipeline.Stop();
        Assert.True(clock.Elapsed < WaitUntil.Bound, $"Stopping took {clock.Elapsed}.");
        Assert.Equal(PSInvocationState.Stopped, pipeline.InvocationStateInfo.State);
        Assert.Empty(pipeline.Streams.Error);
        Assert.DoesNotContain(Directory.GetFiles(folder, "*", SearchOption.AllDirectories), static file => file.EndsWith(".partial", StringComparison.Ordinal) || Path.GetFileName(file).StartsWith("open-", StringComparison.Ordinal));
        Assert.All(Directory.GetDirectories(folder).Where(static path => Path.GetFileName(path) != "tables"), path => Assert.NotEmpty(Directory.GetFiles(path, "*.vmon")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Until { $false }")]
    [InlineData("-Until { while ($true) { } } -Interval 10ms")]
    [InlineData("-Until { [Threading.Thread]::Sleep(10); $false } -Interval 1ms")]
    [InlineData("-FollowChildren")]
    public void Stop_ends_Wait_VmonProcess_at_once_and_closes_all_descriptors(string how)
    {
        using ShellProcess process = new("read line");
        using Shell shell = new();
        VmonSession session = shell.Run<VmonSession>("Start-VmonSession -Interval 60").Single();
        using System.Management.Automation.PowerShell pipeline = shell.Pipeline($"Wait-VmonProcess -Id {process.Id} {how}");
        _ = pipeline.BeginInvoke();
        WaitUntil.True(() => OpenDescriptors.OfProcesses().Length > 0 && session.SampleCount >= (how.Contains("-Interval", StringComparison.Ordinal) ? 2 : 1));

        Stopwatch clock = Stopwatch.StartNew();
        pipeline.Stop();
        Assert.True(clock.Elapsed < WaitUntil.Bound, $"Stopping took {clock.Elapsed}.");
        Assert.Equal(PSInvocationState.Stopped, pipeline.InvocationStateInfo.State);
        Assert.Empty(pipeline.Streams.Error);
        Assert.Empty(OpenDescriptors.IntoProc());
        Assert.Empty(OpenDescriptors.OfProcesses());
        Assert.Equal(0, session.OpenDescriptorCount);
    }

    [Theory]
    [InlineData("Wait-VmonProcess -Id $args[0] -Timeout 50ms")]
    [InlineData("Wait-VmonProcess -Id $args[0] -Interval 10ms -Until { throw 'no' }")]
    [InlineData("foreach ($i in 1) { Wait-VmonProcess -Id $args[0] -Interval 10ms -Until { $true } -PassThru | ForEach-Object { break } }")]
    [InlineData("Stop-VmonProcess -Id $args[0] -WhatIf")]
    [InlineData("Stop-VmonProcess -Id $args[0] -Signal CONT; Stop-VmonProcess -Id 2147483647")]
    [InlineData("Get-VmonProcess -Id $args[0] | Stop-VmonProcess; Wait-VmonProcess -Id $args[0] -ErrorAction Ignore")]
    public void Cmdlets_close_all_descriptors_however_they_end(string command)
    {
        using ShellProcess process = new("read line");
        using Shell shell = new();
        _ = shell.Run($"try {{ {command} }} catch {{ }}", process.Id);
        Assert.Empty(OpenDescriptors.IntoProc());
        Assert.Empty(OpenDescriptors.OfProcesses());
    }

    [Fact]
    public void Stopped_session_ends_Wait_VmonProcess_with_an_error()
    {
        using ShellProcess process = new("read line");
        using Shell shell = new();
        VmonSession session = shell.Run<VmonSession>("Start-VmonSession quiet -Interval 60").Single();
        using System.Management.Automation.PowerShell pipeline = shell.Pipeline($"Wait-VmonProcess -Id {process.Id} -Session quiet");
        IAsyncResult run = pipeline.BeginInvoke();
        WaitUntil.True(() => OpenDescriptors.OfProcesses().Length > 0);
        session.Dispose();
        _ = pipeline.EndInvoke(run);
        Assert.StartsWith("SessionStopped,", Assert.Single(pipeline.Streams.Error).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(OpenDescriptors.OfProcesses());
    }

    [Fact]
    public void Break_out_of_the_pipeline_closes_all_descriptors()
    {
        using Shell shell = new();
        Collection items = new();
        _ = shell.Run("param($items) foreach ($i in 1) { Watch-VmonProcess -Interval 60 | ForEach-Object { $items.Add($_); break } }", items);
        Assert.Equal(1, items.Count);
        Assert.Empty(OpenDescriptors.IntoProc());
    }

    [Fact]
    public void Stopped_session_ends_its_watch_without_an_error()
    {
        using Shell shell = new();
        VmonSession session = shell.Run<VmonSession>("Start-VmonSession quiet -Interval 60").Single();
        using System.Management.Automation.PowerShell pipeline = shell.Pipeline("Watch-VmonProcess -Session quiet");
        using PSDataCollection<PSObject> output = [];
        IAsyncResult run = pipeline.BeginInvoke<PSObject, PSObject>(null, output);
        while (output.Count == 0) Thread.Yield();
        session.Dispose();
        _ = pipeline.EndInvoke(run);
        Assert.Empty(pipeline.Streams.Error);
        Assert.Empty(OpenDescriptors.IntoProc());
    }

    [Fact]
    public void Closed_runspace_stops_its_sessions()
    {
        Shell shell = new();
        VmonSession session = shell.Run<VmonSession>("Start-VmonSession closed").Single();
        shell.Dispose();
        Assert.True(session.IsStopped);
    }

    private sealed class Collection
    {
        private readonly List<object> _items = [];

        public int Count => _items.Count;

        public void Add(object item) => _items.Add(item);
    }
}

using System.Diagnostics;
using System.Management.Automation;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.PowerShell.Commands;

// A bound on how long stopping may take is the promise that is tested here, not a speed: the interval is a minute.
[Collection(nameof(DescriptorTests))]
public class StopTests
{
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(1);

    [Fact]
    public void Stop_ends_a_wait_at_once_and_closes_everything()
    {
        using Shell shell = new();
        using System.Management.Automation.PowerShell pipeline = shell.Pipeline("Watch-VmonProcess -Interval 60");
        using PSDataCollection<PSObject> output = [];
        _ = pipeline.BeginInvoke<PSObject, PSObject>(null, output);
        while (output.Count == 0) Thread.Yield();
        Assert.NotEmpty(OpenDescriptors.IntoProc());

        Stopwatch clock = Stopwatch.StartNew();
        pipeline.Stop();
        Assert.True(clock.Elapsed < Promise, $"Stopping took {clock.Elapsed}.");
        Assert.Equal(PSInvocationState.Stopped, pipeline.InvocationStateInfo.State);
        Assert.Empty(OpenDescriptors.IntoProc());
    }

    [Fact]
    public void An_early_end_of_the_pipeline_closes_everything()
    {
        using Shell shell = new();
        Collection items = new();
        _ = shell.Run("param($items) foreach ($i in 1) { Watch-VmonProcess -Interval 60 | ForEach-Object { $items.Add($_); break } }", items);
        Assert.Equal(1, items.Count);
        Assert.Empty(OpenDescriptors.IntoProc());
    }

    [Fact]
    public void Stopping_the_session_ends_its_watch_quietly()
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
    public void Closing_the_runspace_stops_its_sessions()
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

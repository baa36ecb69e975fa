using System.Management.Automation;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.PowerShell.Sessions;

[Collection(nameof(DescriptorTests))]
public class RunspaceTests
{
    [Fact]
    public void Runspaces_watch_concurrently_with_separate_sessions()
    {
        using Shell one = new();
        using Shell other = new();
        using Watching first = new(one, "Watch-VmonProcess -Interval 20ms");
        using Watching second = new(other, "Watch-VmonProcess -Interval 20ms");
        WaitUntil.True(() => first.Samples >= 3 && second.Samples >= 3);
        first.Stop();
        long before = second.Samples;
        WaitUntil.True(() => second.Samples > before);
        Assert.NotSame(one.Run<VmonSession>("Get-VmonSession").Single(), second.Session);
    }

    [Fact]
    public void Closed_runspace_ends_its_watch_and_closes_all_descriptors()
    {
        Shell shell = new();
        using Watching watching = new(shell, "Watch-VmonProcess -Interval 60");
        WaitUntil.True(() => watching.Samples > 0);
        Assert.NotEmpty(OpenDescriptors.IntoProc());
        shell.Dispose();
        Assert.True(watching.Session!.IsStopped);
        Assert.Empty(OpenDescriptors.IntoProc());
    }

    [Fact]
    public void Remove_Module_during_a_watch_ends_it_and_closes_all_descriptors()
    {
        using Shell shell = new();
        Assert.NotEmpty(shell.Run("Watch-VmonProcess -Interval 20ms | ForEach-Object { if (Get-Module Vmon) { Remove-Module Vmon }; 1 }"));
        Assert.Empty(shell.Errors);
        Assert.Empty(OpenDescriptors.IntoProc());
    }

    /// <summary>A running watch in a runspace. Its first output is the session.</summary>
    private sealed class Watching : IDisposable
    {
        private readonly System.Management.Automation.PowerShell _pipeline;
        private readonly PSDataCollection<PSObject> _output = [];

        internal Watching(Shell shell, string script)
        {
            _pipeline = shell.Pipeline($"Start-VmonSession Default; {script} -Session Default");
            _ = _pipeline.BeginInvoke<PSObject, PSObject>(null, _output);
        }

        internal VmonSession? Session => _output.Count > 0 ? (VmonSession)_output[0].BaseObject : null;

        internal long Samples => _output.Count > 1 && _output[^1].BaseObject is ProcessSample sample ? sample.Sample : 0;

        internal void Stop() => _pipeline.Stop();

        public void Dispose()
        {
            _pipeline.Dispose();
            _output.Dispose();
        }
    }
}

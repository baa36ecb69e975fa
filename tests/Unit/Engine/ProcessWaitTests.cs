using System.Runtime.CompilerServices;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

[Collection(nameof(DescriptorTests))]
public class ProcessWaitTests
{
    [Fact]
    public void Constructor_that_throws_leaves_no_descriptor_open()
    {
        using FakeProc proc = new();
        proc.Add(1);
        using VmonSession session = proc.Start();
        Directory.Delete(proc.Path, recursive: true);
        int before = OpenDescriptors.OfEvents().Length;
        for (int failure = 0; failure < 20; failure++)
            Assert.Throws<InvalidProcRootException>(() => new ProcessWait(session, ProcessSelection.Everything, null, null));
        Assert.Equal(before, OpenDescriptors.OfEvents().Length);
    }

    [Fact]
    public void Undisposed_wait_closes_its_descriptors_when_collected()
    {
        using ShellProcess process = new("read line");
        using VmonSession session = new(new SessionOptions { DescriptorBudget = 100 });
        int before = OpenDescriptors.OfEvents().Length;
        Forget(session, process.Id);
        WaitUntil.True(() =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return OpenDescriptors.OfProcesses().Length == 0 && OpenDescriptors.OfEvents().Length == before;
        });
        Assert.Equal(0, session.OpenDescriptorCount);
    }

    [Fact]
    public void Run_without_descriptor_budget_detects_the_exit_by_sampling()
    {
        using ShellProcess process = new("read line");
        using VmonSession session = new(new SessionOptions { DescriptorBudget = 0 });
        using ProcessWait wait = new(session, new() { Targets = [session.Find(process.Id)!.Value] }, null, null);
        List<WaitedProcess> done = [];
        foreach (IReadOnlyList<WaitedProcess> news in wait.Run(TimeSpan.FromMilliseconds(20), null, TestContext.Current.CancellationToken))
        {
            Assert.Empty(OpenDescriptors.OfProcesses());
            if (wait.Watch.SampleNumber == 2) process.Kill();
            done.AddRange(news);
        }

        Assert.Equal(WaitOutcome.Exited, Assert.Single(done).Outcome);
        Assert.Equal(0, session.OpenDescriptorCount);
    }

    // Not inlined: otherwise its locals are reachable from the caller.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Forget(VmonSession session, int id)
    {
        ProcessWait wait = new(session, new() { Targets = [session.Find(id)!.Value] }, null, null);
        foreach (IReadOnlyList<WaitedProcess> _ in wait.Run(TimeSpan.FromSeconds(1), TimeSpan.Zero, TestContext.Current.CancellationToken))
            Assert.Single(OpenDescriptors.OfProcesses());
        GC.KeepAlive(wait);
    }
}

using System.Runtime.CompilerServices;
using Vmon.ProcFs;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

public class ConcurrencyTests
{
    [Fact]
    public void Undisposed_session_is_closed_when_collected()
    {
        DescriptorBudget budget = Forget();
        WaitUntilCollected(() => budget.InUse == 0);
    }

    [Fact]
    public void Undisposed_watch_is_closed_when_collected_and_others_stay_open()
    {
        using VmonSession session = new(new SessionOptions { DescriptorBudget = 100 });
        using ProcessWatch kept = session.Watch(new() { Targets = [session.Find(Environment.ProcessId)!.Value] });
        kept.Sample();
        int open = session.OpenDescriptorCount;
        ForgetWatch(session);
        WaitUntilCollected(() => session.WatchCount == 1);
        Assert.Equal(open, session.OpenDescriptorCount);
        kept.Sample();
        session.Dispose();
        Assert.Throws<ObjectDisposedException>(kept.Sample);
        Assert.Equal((0, 0), (session.WatchCount, session.OpenDescriptorCount));
    }

    [Fact]
    public void Processes_lists_the_last_sample_while_the_session_is_disposed()
    {
        for (int round = 0; round < 20; round++)
        {
            using VmonSession session = new(new SessionOptions { UseTaskStream = false });
            using ProcessWatch watch = session.Watch(ProcessSelection.Everything, ProcessDataSets.Default | ProcessDataSets.Files);
            watch.Sample();
            int count = watch.Processes().Count();
            using Barrier barrier = new(2);
            Thread stopper = new(() =>
            {
                barrier.SignalAndWait(TestContext.Current.CancellationToken);
                session.Dispose();
            });
            stopper.Start();
            barrier.SignalAndWait(TestContext.Current.CancellationToken);
            for (int listing = 0; listing < 5; listing++)
            {
                _ = watch.Denied();
                Assert.Equal(count, watch.Processes().Count());
                _ = watch.Pipes().Count();
            }

            stopper.Join();
            Assert.Equal(0, session.OpenDescriptorCount);
            Assert.Equal(0, session.WatchCount);
        }
    }

    [Fact]
    public void Watches_of_one_session_sample_concurrently_with_separate_intervals()
    {
        using VmonSession session = new(new SessionOptions());
        ProcessSelection self = new() { Targets = [session.Find(Environment.ProcessId)!.Value] };
        using ProcessWatch one = session.Watch(self);
        using ProcessWatch other = session.Watch(self);
        string?[] faults = new string?[2];
        Thread[] threads = [new(() => faults[0] = Sample(one)), new(() => faults[1] = Sample(other))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        Assert.All(faults, Assert.Null);
        Assert.Equal(400, session.SampleCount);
    }

    private static string? Sample(ProcessWatch watch)
    {
        for (int sample = 1; sample <= 200; sample++)
        {
            watch.Sample();
            ProcessSample process = watch.Processes().Single();
            if (process.Sample != sample || process.IsFirstSample != (sample == 1)) return $"{process.Sample} is not {sample}";
        }

        return null;
    }

    private static void WaitUntilCollected(Func<bool> condition) => WaitUntil.True(() =>
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return condition();
    });

    // Not inlined, like the next method: otherwise its locals are reachable from the caller.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static DescriptorBudget Forget()
    {
        VmonSession session = new(new SessionOptions { DescriptorBudget = 100 });
        ForgetWatch(session);
        return session.Budget;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ForgetWatch(VmonSession session)
    {
        int open = session.OpenDescriptorCount;
        ProcessWatch watch = session.Watch(ProcessSelection.Everything);
        watch.Sample();
        Assert.InRange(session.OpenDescriptorCount, open + 1, int.MaxValue);
        GC.KeepAlive(watch);
    }
}

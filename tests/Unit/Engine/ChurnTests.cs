using System.Runtime.ExceptionServices;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

/// <summary>Processes that start and exit faster than they are sampled.</summary>
[Collection(nameof(DescriptorTests))]
public class ChurnTests
{
    private const string ThousandShortLives =
        "read go; for i in $(seq 25); do for j in $(seq 10); do true & sleep 0.01 & sleep 0.03 & (exit 3) & done; wait; done; echo done; read end";

    [Fact]
    public void Process_that_repeatedly_calls_exec_keeps_identity_and_increasing_counters()
    {
        using ShellProcess shell = new("again='exec sh -c \"$again\"'; export again; read go; exec sh -c \"$again\"");
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = session.Watch(new ProcessSelection { Targets = [session.Find(shell.Id)!.Value] }, ProcessDataSets.Default | ProcessDataSets.Pss | ProcessDataSets.Status);
        watch.Sample();
        ProcessSample before = Assert.Single(watch.Processes());
        shell.WriteLine("go");
        int executed = 0;
        WaitUntil.True(() =>
        {
            watch.Sample();
            ProcessSample now = Assert.Single(watch.Processes());
            Assert.Equal((before.Identity, "sh", false), (now.Identity, now.ProcessName, now.HasExited));
            Assert.True(now.CPU >= before.CPU && now.MinorFaultsTotal >= before.MinorFaultsTotal, $"{now.MinorFaultsTotal} after {before.MinorFaultsTotal}");
            if (now.MinorFaultsTotal > before.MinorFaultsTotal) executed++; // each exec faults its pages in
            before = now;
            return executed == 50;
        });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Thousand_short_lived_processes_cause_no_exception_or_leak(bool everything)
    {
        using ShellProcess shell = new(ThousandShortLives);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        int before = OpenDescriptors.IntoProc().Length;
        int exceptions = 0;
        int thread = Environment.CurrentManagedThreadId;
        void Count(object? sender, FirstChanceExceptionEventArgs arguments) => exceptions += Environment.CurrentManagedThreadId == thread ? 1 : 0;

        using (VmonSession session = new(new SessionOptions()))
        {
            ProcessIdentity root = session.Find(shell.Id)!.Value;
            using ProcessWatch watch = session.Watch(
                everything ? ProcessSelection.Everything : new ProcessSelection { Targets = [root], FollowChildren = true });
            Dictionary<ProcessIdentity, (int New, int Stale, int Seen)> lives = [];
            watch.Sample();
            Note(watch, lives);
            AppDomain.CurrentDomain.FirstChanceException += Count;
            try
            {
                shell.WriteLine("go");
                Task<string> end = Task.Run(shell.ReadLine, TestContext.Current.CancellationToken);
                while (!((IAsyncResult)end).AsyncWaitHandle.WaitOne(TimeSpan.FromMilliseconds(10)))
                {
                    watch.Sample();
                    Note(watch, lives);
                }

                // Processes that exited are shown in the next sample, and removed after it.
                for (int sample = 0; sample < 2; sample++)
                {
                    watch.Sample();
                    Note(watch, lives);
                }
            }
            finally
            {
                AppDomain.CurrentDomain.FirstChanceException -= Count;
            }

            Assert.Equal(0, exceptions);
            HashSet<ProcessIdentity> alive = [.. watch.Processes().Where(process => !process.HasExited).Select(process => process.Identity)];
            Assert.All(lives, life => Assert.Equal((1, alive.Contains(life.Key) ? 0 : life.Value.Stale), (life.Value.New, life.Value.Stale)));
            Assert.All(lives.Where(life => !alive.Contains(life.Key)), life => Assert.Equal(1, life.Value.Stale));
            Assert.True(lives.Count > 20, $"Only {lives.Count} processes were sampled.");
            if (!everything) Assert.Equal([root], alive);
        }

        Assert.Equal(before, OpenDescriptors.IntoProc().Length);
    }

    private static void Note(ProcessWatch watch, Dictionary<ProcessIdentity, (int New, int Stale, int Seen)> lives)
    {
        foreach (ProcessSample process in watch.Processes())
        {
            (int isNew, int stale, int seen) = lives.GetValueOrDefault(process.Identity);
            lives[process.Identity] = (isNew + (process.IsFirstSample ? 1 : 0), stale + (process.HasExited ? 1 : 0), seen + 1);
        }
    }
}

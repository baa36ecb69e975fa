using System.Globalization;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

/// <summary>The /proc of this machine, and processes that the tests start.</summary>
[Collection(nameof(DescriptorTests))]
public class LiveTests
{
    private const string FiveSleepers = "for i in 1 2 3 4 5; do sleep 1000 & done; echo up; wait";

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(1000)]
    public void Sample_reads_every_process_whatever_the_descriptor_budget(int budget)
    {
        using ShellProcess shell = new(FiveSleepers);
        _ = shell.ReadLine();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        int before = OpenDescriptors.IntoProc().Length;
        using (VmonSession session = new(new SessionOptions { DescriptorBudget = budget }))
        {
            using ProcessWatch watch = session.Watch(new ProcessSelection { Targets = [session.Find(shell.Id)!.Value], FollowChildren = true });
            for (int sample = 1; sample <= 3; sample++)
            {
                watch.Sample();
                ProcessSample[] processes = [.. watch.Processes()];
                Assert.Equal(6, processes.Length);
                Assert.All(processes, process => Assert.True(process is { WorkingSet: > 0, IoReadCharsTotal: not null, HasExited: false }));
                Assert.InRange(session.OpenDescriptorCount, 0, budget);
                Assert.True(
                    OpenDescriptors.IntoProc().Length - before <= session.OpenDescriptorCount + 1,
                    string.Join('\n', OpenDescriptors.IntoProc()));
            }

            Assert.InRange(session.OpenDescriptorCount, Math.Min(budget, 24), Math.Min(budget, 30)); // stat, statm, io, children; schedstat of processes that do not run
        }

        Assert.Equal(before, OpenDescriptors.IntoProc().Length);
    }

    [Theory]
    [InlineData("sleep 1000", "1000")]
    [InlineData("nice -n 19 sh -c 'while :; do :; done'", "while :; do :; done")]
    public void Steady_state_sample_of_processes_allocates_nothing(string command, string lastWord)
    {
        const int Count = 40;
        using ShellProcess shell = new($"for i in $(seq {Count}); do {command} & done; echo up; wait");
        _ = shell.ReadLine();
        using VmonSession session = new(new SessionOptions { UseEvents = false }); // an event of any process allocates its record
        using ProcessWatch watch = session.Watch(new ProcessSelection { Targets = [session.Find(shell.Id)!.Value], FollowChildren = true });

        // Every process has made its last exec, and every file was read again.
        _ = SampleUntil(watch, list => list.Count(process => process is { Depth: 1, Arguments: [not "nice", .., string last] } && last == lastWord) == Count);
        Assert.Equal(Count + 1, watch.Processes().Count());

        // The records that were shown are not used again: each process allocates others when it has run.
        WaitUntil.True(() => AllocatedBySamples() == 0);

        long AllocatedBySamples()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int sample = 0; sample < 20; sample++) watch.Sample();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void ProcessName_and_Arguments_of_live_processes_preserve_any_bytes()
    {
        using TemporaryDirectory directory = new();
        using ShellProcess shell = new(
            $"cd '{directory.Path}'; for name in 'a) b (c' 'two\nlines' \"$(printf 'x\\377\\303(y')\"; do"
            + " cp \"$(command -v sleep)\" \"$name\"; \"./$name\" 1000 & done; sh -c 'sleep 999; :' 'a b' '' 'c\nd' & echo up; wait");
        _ = shell.ReadLine();
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = session.Watch(new ProcessSelection { Targets = [session.Find(shell.Id)!.Value], FollowChildren = true });
        // The name is read before the arguments, so it can be the old one in the sample of an exec.
        ProcessSample[] processes = SampleUntil(watch, list => list.Count(process => process is { Arguments: [_, "1000"], ProcessName: not "sh" }) == 3
            && list.Any(process => process.Arguments?.Count == 6));

        byte[][] names = [.. processes.Where(process => process.Arguments is [_, "1000"]).Select(process => ProcText.Encode(process.ProcessName))];
        Assert.Equal(["a) b (c"u8.ToArray(), "two\nlines"u8.ToArray(), [0x78, 0xff, 0xc3, 0x28, 0x79]], names);
        Assert.Contains(processes, process => process.Arguments is ["sh", "-c", "sleep 999; :", "a b", "", "c\nd"]);
        Assert.Contains(processes, process => process.CommandLine == "sh -c 'sleep 999; :' 'a b' '' 'c\nd'");
    }

    [Fact]
    public void Find_returns_null_for_thread_ids_and_invalid_ids()
    {
        using VmonSession session = new(new SessionOptions());
        int thread = Directory.GetDirectories("/proc/self/task")
            .Select(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture))
            .First(id => id != Environment.ProcessId);
        Assert.True(Directory.Exists($"/proc/{thread}"));
        Assert.Null(session.Find(thread));
        Assert.NotNull(session.Find(Environment.ProcessId));
        Assert.Null(session.Find(0));
        Assert.Null(session.Find(-1));
        Assert.Null(session.Find(int.MaxValue));
    }

    [Fact]
    public void PID_reused_by_the_kernel_is_another_process()
    {
        using ChosenPid sleeper = new();
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = session.Watch(new ProcessSelection { Targets = [session.Find(sleeper.ParentId)!.Value], FollowChildren = true });
        watch.Sample();
        ProcessIdentity before = watch.Processes().Single(process => process.Id == sleeper.Id).Identity;
        sleeper.GiveAgain();
        watch.Sample();
        ProcessSample[] both = [.. watch.Processes().Where(process => process.Id == sleeper.Id)];
        Assert.Equal([(true, false), (false, true)], both.Select(process => (process.HasExited, process.IsFirstSample)));
        Assert.Equal(before, both[0].Identity);
        Assert.NotEqual(before, both[1].Identity);
        watch.Sample();
        Assert.Equal(both[1].Identity, watch.Processes().Single(process => process.Id == sleeper.Id).Identity);
    }

    private static ProcessSample[] SampleUntil(ProcessWatch watch, Func<IReadOnlyList<ProcessSample>, bool> condition)
    {
        ProcessSample[] processes;
        long end = Environment.TickCount64 + 60_000;
        do
        {
            watch.Sample();
            processes = [.. watch.Processes()];
        }
        while (!condition(processes) && Environment.TickCount64 < end);
        return processes;
    }
}

using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

// A process that has not run is not read. All values must be the same as if it were read, except values that other processes can change.
public sealed class RestingTests : IDisposable
{
    private const string Bursts =
        "for i in 1 2 3 4 5 6; do (while :; do sleep 0.0$i; n=0; while [ $n -lt $((i * 400)) ]; do n=$((n+1)); done; head -c ${i}0000 /dev/zero | cat >/dev/null; done) & done; "
        + "for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30; do sleep 1000 & done; echo ready; wait";

    // The CPU clock of a process that is on a CPU has its time up to the last tick; the task stream has it up to now.
    private static readonly TimeSpan LongestTick = TimeSpan.FromMilliseconds(10);

    private readonly VmonSession _session = new(new SessionOptions());

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Counters_of_skipped_processes_are_exact_in_every_sample(bool useTaskStream)
    {
        using VmonSession judge = new(new SessionOptions { UseTaskStream = false, Exact = true });
        using VmonSession judged = new(new SessionOptions { UseTaskStream = useTaskStream });
        using ShellProcess load = new(Bursts);
        _ = load.ReadLine();
        ProcessSelection selection = new() { Targets = [_session.Find(load.Id)!.Value], FollowChildren = true };
        using ProcessWatch before = judge.Watch(selection);
        using ProcessWatch watch = judged.Watch(selection);
        using ProcessWatch after = judge.Watch(selection);
        int compared = 0;
        for (int sample = 0; sample < 400; sample++)
        {
            if (!useTaskStream) Thread.Sleep(11); // schedstat is used only after a clock tick
            foreach (ProcessWatch each in (ProcessWatch[])[before, watch, after]) each.Sample();
            Dictionary<ProcessIdentity, ProcessSample> earlier = ByIdentity(before);
            Dictionary<ProcessIdentity, ProcessSample> later = ByIdentity(after);
            foreach (ProcessSample process in watch.Processes())
            {
                if (!earlier.TryGetValue(process.Identity, out ProcessSample? low) || !later.TryGetValue(process.Identity, out ProcessSample? high)) continue;
                compared++;
                AssertBetween(low.TotalProcessorTime?.Ticks, process.TotalProcessorTime?.Ticks, (high.TotalProcessorTime + LongestTick)?.Ticks);
                AssertBetween(low.IoReadCharsTotal, process.IoReadCharsTotal, high.IoReadCharsTotal);
                AssertBetween(low.IoWriteCharsTotal, process.IoWriteCharsTotal, high.IoWriteCharsTotal);
                AssertBetween(low.IoReadCallsTotal, process.IoReadCallsTotal, high.IoReadCallsTotal);
                AssertBetween(low.MinorFaultsTotal, process.MinorFaultsTotal, high.MinorFaultsTotal);
                AssertBetween(low.ChildrenMinorFaultsTotal, process.ChildrenMinorFaultsTotal, high.ChildrenMinorFaultsTotal);
            }
        }

        Assert.True(compared > 4000, $"Only {compared} samples were compared.");
    }

    [Fact]
    public void Nice_changed_by_renice_shows_within_32_samples_or_immediately_with_Exact()
    {
        using ShellProcess sleeper = new("echo ready; exec sleep 1000");
        _ = sleeper.ReadLine();
        using ProcessWatch watch = Watch(sleeper, exact: false);
        using ProcessWatch exact = Watch(sleeper, exact: true);
        int nice = Next(exact).Nice!.Value + 7;
        for (int sample = 0; sample < 40; sample++) Assert.Equal(nice - 7, Next(watch).Nice);
        _ = Tool.Run("renice", "-n", $"{nice}", "-p", $"{sleeper.Id}");
        Assert.Equal(nice, Next(exact).Nice);
        int samples = 1;
        while (Next(watch).Nice != nice) Assert.True(++samples <= 32, "The change was not shown within 32 samples.");
        Assert.Equal(0, Next(watch).IoReadChars);
        Assert.Equal(0, Next(watch).CpuPercent);
    }

    [Fact]
    public void ParentId_of_an_orphan_changes_in_the_sample_that_shows_the_exit()
    {
        using ShellProcess shell = new("sh -c 'sleep 1000 & echo $!; read line' <&0; echo over; read line");
        int orphan = int.Parse(shell.ReadLine(), System.Globalization.CultureInfo.InvariantCulture);
        using ProcessWatch watch = Watch(shell, exact: false);
        for (int sample = 0; sample < 20; sample++) watch.Sample();
        int parent = watch.Processes().Single(process => process.Id == orphan).ParentId;
        shell.WriteLine("go");
        _ = shell.ReadLine();
        watch.Sample();
        Assert.True(watch.Processes().Single(process => process.Id == parent).HasExited);
        Assert.NotEqual(parent, watch.Processes().Single(process => process.Id == orphan).ParentId);
        watch.Sample();
        Assert.Equal(0, watch.Processes().Single(process => process.Id == orphan).Depth);
        Tool.Run("kill", $"{orphan}");
    }

    [Fact]
    public void Monitor_of_an_idle_process_adds_data_sets_in_the_next_sample()
    {
        using ShellProcess sleeper = new("echo ready; exec sleep 1000");
        _ = sleeper.ReadLine();
        using ProcessWatch watch = Watch(sleeper, exact: false, ProcessDataSets.None);
        for (int sample = 0; sample < 20; sample++) Assert.Null(Next(watch).WorkingSet);
        using ProcessMonitor monitor = watch.Monitor(sleeper.Id, new MonitorOptions { DataSets = ProcessDataSets.Memory })!;
        Assert.NotNull(Next(watch).WorkingSet);
    }

    public void Dispose() => _session.Dispose();

    private static void AssertBetween(long? low, long? value, long? high)
    {
        if (low is not null && high is not null) Assert.InRange(value!.Value, low.Value, high.Value);
    }

    private static Dictionary<ProcessIdentity, ProcessSample> ByIdentity(ProcessWatch watch) =>
        watch.Processes().Where(process => !process.HasExited).ToDictionary(process => process.Identity);

    private static ProcessSample Next(ProcessWatch watch)
    {
        watch.Sample();
        return watch.Processes().Single();
    }

    private ProcessWatch Watch(ShellProcess process, bool exact, ProcessDataSets? dataSets = null) =>
        _session.Watch(new ProcessSelection { Targets = [_session.Find(process.Id)!.Value], FollowChildren = true }, dataSets, exact);
}

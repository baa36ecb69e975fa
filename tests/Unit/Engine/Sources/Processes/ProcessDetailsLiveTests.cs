using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Sources.Processes;

public sealed class ProcessDetailsLiveTests : IDisposable
{
    private const ProcessDataSets Details =
        ProcessDataSets.Status | ProcessDataSets.Cgroup | ProcessDataSets.Namespaces | ProcessDataSets.Scheduler | ProcessDataSets.Oom;

    private readonly VmonSession _session = new(new SessionOptions { UseEvents = false });

    [Fact]
    public void Steady_state_sample_of_all_details_allocates_nothing()
    {
        using ShellProcess sleeper = new("echo ready; exec sleep 60");
        using ShellProcess busy = new("echo ready; while :; do :; done");
        using ShellProcess switching = new("echo ready; yes | cat > /dev/null");
        _ = (sleeper.ReadLine(), busy.ReadLine(), switching.ReadLine());
        using ProcessWatch watch = Watch(ProcessDataSets.Default | Details | ProcessDataSets.Pss, sleeper.Id, busy.Id, switching.Id);
        do watch.Sample();
        while (watch.Processes().Count() != 5 || watch.Processes().Any(process => process.IsFirstSample));

        // The records that were shown are not used again: each process allocates others when it has run.
        long[] switches = Switches(watch);
        do WaitUntil.True(() => AllocatedBySamples() == 0);
        while (Switches(watch).Zip(switches).Count(pair => pair.First > pair.Second) < 3);

        long AllocatedBySamples()
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 20; i++) watch.Sample();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void Memory_and_Namespaces_are_read_again_after_exec()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Requires root to create a namespace.");
        using ShellProcess process = new("echo ready; read line; exec unshare --uts sleep 60");
        _ = process.ReadLine();
        using ProcessWatch watch = Watch(ProcessDataSets.Command | ProcessDataSets.Namespaces | ProcessDataSets.Pss, process.Id);
        ProcessSample before = Next(watch, _ => true);
        process.WriteLine("go");
        ProcessChanges changed = ProcessChanges.None;
        ProcessSample after = Next(watch, sample =>
        {
            changed |= sample.Changed;
            return sample.ProcessName == "sleep" && sample.ProportionalMemory is not null;
        });
        Assert.NotNull(before.ProportionalMemory);
        Assert.NotEqual(before.Namespaces!.Uts, after.Namespaces!.Uts);
        Assert.Equal(before.Namespaces.Pid, after.Namespaces.Pid);
        Assert.True(changed.HasFlag(ProcessChanges.Namespaces));
    }

    [Fact]
    public void Rates_of_a_process_started_in_the_interval_equal_its_totals()
    {
        using ShellProcess parent = new("read line; sleep 60");
        using ProcessWatch watch = _session.Watch(
            new ProcessSelection { Targets = [_session.Find(parent.Id)!.Value], FollowChildren = true }, ProcessDataSets.Status | ProcessDataSets.Scheduler);
        watch.Sample();
        parent.WriteLine("go");
        ProcessSample child = Next(watch, sample => sample.Id != parent.Id);
        Assert.True(child.IsFirstSample);
        Assert.Equal(child.VoluntaryContextSwitchesTotal, child.VoluntaryContextSwitches);
        Assert.Equal(child.RunTimeTotal, child.RunTime);
        Assert.NotNull(child.VoluntaryContextSwitches);
    }

    [Fact]
    public void Denied_lists_the_data_sets_that_require_ptrace_permission()
    {
        Assert.SkipWhen(!Environment.IsPrivilegedProcess && Tool.Run("id", "-u") == "0", "Root without all capabilities.");
        using ShellProcess own = new("echo ready; exec sleep 60");
        _ = own.ReadLine();
        int target = Environment.IsPrivilegedProcess ? own.Id : 1;
        using ProcessWatch watch = Watch(Details | ProcessDataSets.Pss | ProcessDataSets.WaitChannel, target);
        ProcessSample sample = UnprivilegedThread.Run(() => Next(watch, _ => true));
        Assert.Equal(ProcessDataSets.WaitChannel | ProcessDataSets.Namespaces | ProcessDataSets.Pss, sample.Denied);
        Assert.Null(sample.WaitChannel);
        Assert.Null(sample.Namespaces);
        Assert.Null(sample.ProportionalMemory);
        Assert.Null(sample.UniqueMemory);
        Assert.Equal(0, sample.EffectiveUserId);
        Assert.NotNull(sample.OomScore);
        Assert.NotNull(sample.CgroupPath);
    }

    [Fact]
    public void Memory_of_a_zombie_is_null_and_not_zero()
    {
        using ShellProcess parent = new("(exec sleep 0.5) & echo $!; exec sleep 60");
        int zombie = int.Parse(parent.ReadLine(), System.Globalization.CultureInfo.InvariantCulture);
        using ProcessWatch watch = Watch(Details | ProcessDataSets.Pss, zombie);
        ProcessSample sample = Next(watch, sample => sample.State == ProcessState.Zombie);
        Assert.Null(sample.PeakWorkingSet);
        Assert.Null(sample.SwapMemory);
        Assert.Null(sample.ProportionalMemory);
        Assert.NotNull(sample.EffectiveUserId);
        Assert.Equal(ProcessDataSets.None, sample.Denied);
    }

    [Fact]
    public void Thread_samples_have_their_own_switches_and_the_memory_of_the_process()
    {
        using WorkerThread worker = new("vmon-details");
        using ProcessWatch watch = _session.Watch(
            new ProcessSelection { Targets = [_session.Find(Environment.ProcessId)!.Value], IncludeThreads = true }, Details | ProcessDataSets.Pss);
        watch.Sample();
        ProcessSample process = watch.Processes().Single(sample => !sample.IsThread);
        ProcessSample thread = watch.Processes().Single(sample => sample.ThreadId == worker.Tid);
        Assert.Equal(Environment.ProcessId, thread.NamespaceIds![0]);
        Assert.Equal(worker.Tid, thread.NamespaceThreadIds![0]);
        Assert.NotEqual(process.TimeSlicesTotal, thread.TimeSlicesTotal);
        Assert.NotNull(thread.VoluntaryContextSwitchesTotal);
        Assert.Equal(process.ProportionalMemory, thread.ProportionalMemory);
        Assert.Equal(process.OomScore, thread.OomScore);
        Assert.NotNull(thread.ProportionalMemory);
    }

    [Fact]
    public void Property_becomes_null_when_its_data_set_is_no_longer_monitored()
    {
        using ProcessWatch watch = _session.Watch(ProcessSelection.Nothing, ProcessDataSets.None);
        using ProcessMonitor oom = watch.Monitor(Environment.ProcessId, new MonitorOptions { DataSets = ProcessDataSets.Oom })!;
        watch.Sample();
        Assert.Null(oom.Current!.EffectiveUserId);

        ProcessMonitor status = watch.Monitor(Environment.ProcessId, new MonitorOptions { DataSets = ProcessDataSets.Status | ProcessDataSets.Oom })!;
        watch.Sample();
        Assert.NotNull(oom.Current!.EffectiveUserId);
        Assert.False(oom.Current.Changed.HasFlag(ProcessChanges.Status));

        status.Dispose();
        watch.Sample();
        Assert.Null(oom.Current!.EffectiveUserId);
        Assert.NotNull(oom.Current.OomScore);
    }

    public void Dispose() => _session.Dispose();

    private static long[] Switches(ProcessWatch watch) =>
        [.. watch.Processes().Select(process => process.VoluntaryContextSwitchesTotal!.Value + process.NonvoluntaryContextSwitchesTotal!.Value)];

    private ProcessWatch Watch(ProcessDataSets dataSets, params int[] ids) =>
        _session.Watch(new ProcessSelection { Targets = [.. ids.Select(id => _session.Find(id)!.Value)], FollowChildren = true }, dataSets);

    /// <summary>Samples until a process meets the condition.</summary>
    private static ProcessSample Next(ProcessWatch watch, Predicate<ProcessSample> isExpected)
    {
        ProcessSample? found = null;
        WaitUntil.True(() =>
        {
            watch.Sample();
            found = watch.Processes().FirstOrDefault(sample => isExpected(sample));
            return found is not null;
        });
        return found!;
    }
}

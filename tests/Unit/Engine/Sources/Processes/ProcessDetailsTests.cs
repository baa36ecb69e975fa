using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Sources.Processes;

public sealed class ProcessDetailsTests : IDisposable
{
    private const ProcessDataSets Details =
        ProcessDataSets.Status | ProcessDataSets.Cgroup | ProcessDataSets.Namespaces | ProcessDataSets.Pss | ProcessDataSets.Scheduler | ProcessDataSets.Oom;

    private readonly CapturedProcess _captured = new();
    private readonly VmonSession _session;

    public ProcessDetailsTests()
    {
        _captured.Write("status", "Name:\tx\nUid:\t1000\t0\t0\t0\nGroups:\t7 8 \nvoluntary_ctxt_switches:\t5\n");
        _captured.Write("cgroup", "0::/a\n");
        _captured.Link("ns/mnt", "mnt:[11]");
        _captured.Link("ns/pid", "pid:[12]");
        _captured.Write("smaps_rollup", "0-1 ---p 0 0:0 0 [rollup]\nPss: 10 kB\nPrivate_Clean: 2 kB\nPrivate_Dirty: 3 kB\n");
        _captured.Write("schedstat", "1000 2000 3\n");
        _captured.Write("oom_score", "600\n");
        _captured.Write("oom_score_adj", "-5\n");
        _session = _captured.Open();
    }

    [Theory]
    [InlineData("status", "Name:\tx\nUid:\t1000\t0\t0\t0\nGroups:\t7 8 \nvoluntary_ctxt_switches:\t6\n", ProcessChanges.Status)]
    [InlineData("status", "Name:\tx\nUid:\t1000\t0\t0\t0\nGroups:\t7 9 \nvoluntary_ctxt_switches:\t5\n", ProcessChanges.Status)]
    [InlineData("cgroup", "0::/b\n", ProcessChanges.Cgroup)]
    [InlineData("smaps_rollup", "Pss: 11 kB\nPrivate_Clean: 2 kB\nPrivate_Dirty: 3 kB\n", ProcessChanges.Pss)]
    [InlineData("schedstat", "1001 2000 3\n", ProcessChanges.Scheduler)]
    [InlineData("oom_score", "601\n", ProcessChanges.Oom)]
    [InlineData("oom_score_adj", "0\n", ProcessChanges.Oom)]
    public void Changed_reports_a_change_once_under_its_data_set(string file, string text, ProcessChanges change)
    {
        using ProcessWatch watch = Watch(Details);
        Assert.Equal(ProcessChanges.None, Next(watch).Changed);
        Assert.Equal(ProcessChanges.None, Next(watch).Changed);
        _captured.Write(file, text);
        Assert.Equal(change, Next(watch).Changed);
        Assert.Equal(ProcessChanges.None, Next(watch).Changed);
    }

    [Fact]
    public void Namespaces_change_is_detected_within_16_samples_and_reported_once()
    {
        using ProcessWatch watch = Watch(ProcessDataSets.Namespaces);
        ProcessSample first = Next(watch);
        Assert.Equal((11, 12), (first.Namespaces!.Mount, first.Namespaces.Pid));
        Assert.Null(first.Namespaces.Network);
        Assert.Equal("Mount 11, Pid 12", first.Namespaces.ToString());

        _captured.Link("ns/mnt", "mnt:[13]");
        ProcessSample[] later = [.. Enumerable.Range(0, 16).Select(_ => Next(watch))];
        ProcessSample seen = Assert.Single(later, sample => sample.Changed == ProcessChanges.Namespaces);
        Assert.Equal(13, seen.Namespaces!.Mount);
        Assert.Equal(13, later[^1].Namespaces!.Mount);
        Assert.Equal(11, first.Namespaces.Mount);
    }

    [Fact]
    public void Namespaces_of_an_exiting_process_keep_their_last_values()
    {
        using ProcessWatch watch = Watch(ProcessDataSets.Namespaces);
        _ = Next(watch);
        _captured.Remove("ns/mnt");
        for (int i = 0; i < 8; i++) Assert.Equal(11, Next(watch).Namespaces!.Mount);
    }

    [Fact]
    public void Sample_reads_only_the_requested_data_set()
    {
        foreach (ProcessDataSets dataSet in new[] { ProcessDataSets.Status, ProcessDataSets.Cgroup, ProcessDataSets.Namespaces, ProcessDataSets.Pss, ProcessDataSets.Scheduler, ProcessDataSets.Oom })
        {
            using ProcessWatch watch = Watch(dataSet);
            ProcessSample sample = Next(watch);
            Assert.Equal(dataSet == ProcessDataSets.Status, sample.EffectiveUserId is not null);
            Assert.Equal(dataSet == ProcessDataSets.Status, sample.SupplementaryGroups is not null);
            Assert.Equal(dataSet == ProcessDataSets.Cgroup, sample.CgroupPath is not null);
            Assert.Equal(dataSet == ProcessDataSets.Namespaces, sample.Namespaces is not null);
            Assert.Equal(dataSet == ProcessDataSets.Pss, sample.ProportionalMemory is not null);
            Assert.Equal(dataSet == ProcessDataSets.Scheduler, sample.RunTimeTotal is not null);
            Assert.Equal(dataSet == ProcessDataSets.Oom, sample.OomScore is not null);
            Assert.Equal(dataSet == ProcessDataSets.Oom, sample.OomScoreAdjustment is not null);
        }
    }

    [Fact]
    public void Values_have_the_correct_unit_and_sign()
    {
        using ProcessWatch watch = Watch(Details);
        ProcessSample sample = Next(watch);
        Assert.Equal(10 * 1024, sample.ProportionalMemory);
        Assert.Equal(5 * 1024, sample.UniqueMemory);
        Assert.Null(sample.ProportionalSwapMemory);
        Assert.Equal(TimeSpan.FromMicroseconds(1), sample.RunTimeTotal);
        Assert.Equal(TimeSpan.FromMicroseconds(2), sample.RunQueueTimeTotal);
        Assert.Equal(-5, sample.OomScoreAdjustment);
        Assert.Equal([7L, 8L], sample.SupplementaryGroups!);
        Assert.Equal("/a", sample.CgroupPath);
    }

    [Fact]
    public void Interval_values_require_an_earlier_sample_and_an_increasing_counter()
    {
        using ProcessWatch watch = Watch(Details);
        ProcessSample first = Next(watch);
        Assert.Null(first.VoluntaryContextSwitches);
        Assert.Null(first.RunTime);
        Assert.Equal(5, first.VoluntaryContextSwitchesTotal);

        _captured.Write("schedstat", "4000 2000 4\n");
        ProcessSample second = Next(watch);
        Assert.Equal(0, second.VoluntaryContextSwitches);
        Assert.Equal(0, second.VoluntaryContextSwitchesRate);
        Assert.Equal(TimeSpan.FromMicroseconds(3), second.RunTime);
        Assert.Equal(TimeSpan.Zero, second.RunQueueTime);
        Assert.Equal(1, second.TimeSlices);
        Assert.Null(second.NonvoluntaryContextSwitches);

        _captured.Write("schedstat", "3000 2000 4\n");
        Assert.Null(Next(watch).RunTime);
        _captured.Write("schedstat", "0 0 0\n");
        Assert.Null(Next(watch).RunTimeTotal);
    }

    [Fact]
    public void Interval_value_is_null_when_its_previous_total_is_null()
    {
        using ProcessWatch watch = Watch(Details);
        _ = Next(watch);
        _captured.Write("status", "Name:\tx\nUid:\t1000\t0\t0\t0\n");
        Assert.Null(Next(watch).VoluntaryContextSwitchesTotal);
        _captured.Write("status", "Name:\tx\nUid:\t1000\t0\t0\t0\nvoluntary_ctxt_switches:\t9\n");
        ProcessSample sample = Next(watch);
        Assert.Equal(9, sample.VoluntaryContextSwitchesTotal);
        Assert.Null(sample.VoluntaryContextSwitches);
    }

    [Fact]
    public void Missing_kernel_files_give_null_and_are_not_Denied()
    {
        foreach (string file in new[] { "status", "cgroup", "smaps_rollup", "schedstat", "oom_score", "oom_score_adj", "ns/mnt", "ns/pid" }) _captured.Remove(file);
        using ProcessWatch watch = Watch(Details);
        ProcessSample sample = Next(watch);
        Assert.Equal(ProcessDataSets.None, sample.Denied);
        Assert.Null(sample.EffectiveUserId);
        Assert.Null(sample.CgroupPath);
        Assert.Null(sample.Namespaces);
        Assert.Null(sample.ProportionalMemory);
        Assert.Null(sample.UniqueMemory);
        Assert.Null(sample.RunTimeTotal);
        Assert.Null(sample.OomScore);
    }

    [Fact]
    public void Exited_process_keeps_its_last_totals_and_has_null_interval_values()
    {
        using ProcessWatch watch = Watch(Details);
        _ = Next(watch);
        _captured.Write("status", "Name:\tx\nUid:\t1000\t0\t0\t0\nGroups:\t7 9 \nvoluntary_ctxt_switches:\t6\n");
        _captured.Write("schedstat", "1001 2000 3\n");
        _ = Next(watch);
        _captured.End();
        ProcessSample stale = Next(watch);
        Assert.True(stale.HasExited);
        Assert.Equal(ProcessChanges.None, stale.Changed);
        Assert.Equal(6, stale.VoluntaryContextSwitchesTotal);
        Assert.Null(stale.VoluntaryContextSwitches);
        Assert.Null(stale.VoluntaryContextSwitchesRate);
        Assert.Equal(3, stale.TimeSlicesTotal);
        Assert.Null(stale.TimeSlices);
        Assert.Equal([7L, 9L], stale.SupplementaryGroups!);
        Assert.Equal(10 * 1024, stale.ProportionalMemory);
        Assert.Equal(600, stale.OomScore);
        Assert.Equal(11, stale.Namespaces!.Mount);
    }

    [Fact]
    public void UserName_is_null_for_a_captured_tree()
    {
        using ProcessWatch watch = Watch(ProcessDataSets.Status);
        ProcessSample sample = Next(watch);
        Assert.Equal((1000, 0), (sample.UserId, sample.EffectiveUserId));
        Assert.Null(sample.UserName);
    }

    public void Dispose()
    {
        _session.Dispose();
        _captured.Dispose();
    }

    private ProcessWatch Watch(ProcessDataSets dataSets) => _session.Watch(ProcessSelection.Everything, dataSets);

    private static ProcessSample Next(ProcessWatch watch)
    {
        watch.Sample();
        return Assert.Single(watch.Processes());
    }
}

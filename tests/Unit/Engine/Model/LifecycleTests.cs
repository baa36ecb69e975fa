using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Model;

public class LifecycleTests : WatchTests
{
    [Fact]
    public void IsFirstSample_and_HasExited_are_each_true_for_one_sample()
    {
        Proc.Add(1);
        ProcessWatch watch = Everything();
        Assert.Equal("+1", Sample(watch));
        Proc.Add(7, 1, start: Proc.Now);
        Assert.Equal("1 >+7", Sample(watch));
        Assert.Equal("1 >7", Sample(watch));
        Proc.Remove(7);
        Assert.Equal("1 >-7", Sample(watch));
        Assert.Equal("1", Sample(watch));
    }

    [Fact]
    public void Process_seen_in_one_sample_is_first_and_then_exited()
    {
        Proc.Add(1);
        ProcessWatch watch = Follow(1);
        Sample(watch);
        Proc.Add(7, 1);
        Assert.Equal("1 >+7", Sample(watch));
        Proc.Remove(7);
        Assert.Equal("1 >-7", Sample(watch));
        Assert.Equal("1", Sample(watch));
    }

    [Fact]
    public void Exited_process_keeps_its_last_values_and_has_no_rates()
    {
        Proc.Add(1);
        FakeProcess process = Proc.Add(7, 1, name: "short");
        process.UserTime = 250;
        process.ReadBytes = 4096;
        process.Write();
        ProcessWatch watch = Everything();
        Sample(watch);
        Sample(watch);
        Proc.Remove(7);
        Sample(watch);
        ProcessSample stale = One(watch, 7);
        Assert.True(stale.HasExited);
        Assert.Equal(("short", 2.5, 4096L, 1200L * Environment.SystemPageSize), (stale.ProcessName, stale.CPU, stale.IoReadTotal, stale.WorkingSet));
        Assert.Equal(["short"], stale.Arguments);
        Assert.Null(stale.CpuPercent);
        Assert.Null(stale.IoRead);
        Assert.Null(stale.Interval);
        Assert.Equal(ProcessChanges.None, stale.Changed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Reused_PID_is_a_separate_process_in_the_same_sample(bool follows)
    {
        Proc.Add(1);
        Proc.Add(7, 1, name: "old").ReadBytes = 1_000_000;
        Proc[7].Write();
        ProcessWatch watch = follows ? Follow(1) : Everything();
        Sample(watch);
        Sample(watch);
        Proc.Remove(7);
        Proc.Add(7, 1, start: Proc.Now, name: "new").UserTime = 50;
        Proc[7].Write();
        Assert.Equal("1 >-7 >+7", Sample(watch));
        ProcessSample[] both = [.. watch.Processes().Where(process => process.Id == 7)];
        Assert.Equal(["old", "new"], both.Select(process => process.ProcessName));
        Assert.NotEqual(both[0].Identity, both[1].Identity);
        Assert.Equal((null, 50d), (both[0].CpuPercent, both[1].CpuPercent));
        Assert.Equal(0, both[1].IoRead);
        Assert.Equal("1 >7", Sample(watch));
    }

    [Fact]
    public void Watch_by_identity_ignores_a_process_that_reuses_the_PID()
    {
        Proc.Add(1);
        Proc.Add(7, 1);
        ProcessWatch watch = Only(7);
        Assert.Equal("+7", Sample(watch));
        Proc.Remove(7);
        Proc.Add(7, 1, start: Proc.Now);
        Assert.Equal("-7", Sample(watch));
        Assert.True(watch.HasExited);
        Assert.Equal("", Sample(watch));
    }

    [Fact]
    public void Watch_is_empty_when_the_PID_was_reused_before_the_first_sample()
    {
        Proc.Add(1);
        Proc.Add(7, 1);
        ProcessWatch watch = Only(7);
        Proc.Remove(7);
        Proc.Add(7, 1, start: Proc.Now);
        Assert.Equal("", Sample(watch));
        Assert.True(watch.HasExited);
    }

    [Fact]
    public void Processes_with_changedOnly_returns_new_exited_and_changed_processes()
    {
        Proc.Add(1);
        Proc.Add(5, 1);
        Proc.Add(6, 1);
        ProcessWatch watch = Everything();
        Sample(watch);
        Proc.Remove(6);
        Proc.Add(7, 1);
        Proc[1].UserTime++;
        Proc[1].Write();
        Sample(watch);
        Assert.Equal([1, 6, 7], watch.Processes(changedOnly: true).Select(process => process.Id));
        Sample(watch);
        Assert.Empty(watch.Processes(changedOnly: true));
    }

    [Fact]
    public void Snapshot_is_unaffected_by_later_samples()
    {
        Proc.Add(1);
        ProcessWatch watch = Everything();
        Sample(watch);
        ProcessSnapshot first = watch.Snapshot();
        Proc[1].UserTime = 500;
        Proc[1].Named("renamed");
        Proc.Add(7, 1);
        Sample(watch);
        ProcessSample process = Assert.Single(first.Processes);
        Assert.Equal((1L, 0d, "p1", true), (first.Sample, process.CPU, process.ProcessName, process.IsFirstSample));
        Assert.Equal(2, watch.Snapshot().Processes.Count);
    }

    [Fact]
    public void Processes_enumeration_throws_after_another_sample()
    {
        Proc.Add(1);
        Proc.Add(7, 1);
        ProcessWatch watch = Everything();
        Sample(watch);
        Assert.Throws<InvalidOperationException>(() =>
        {
            foreach (ProcessSample _ in watch.Processes()) watch.Sample();
        });
    }
}

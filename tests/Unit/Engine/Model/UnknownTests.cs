using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Model;

public class UnknownTests : WatchTests
{
    private static readonly string?[] Unreadable = ["", "7 (p7) S 1", "nonsense", "7 (p7) S 1 7 7 0 -1 0 0 0 0 0 99999999999999999999 0 0 0"];

    [Fact]
    public void Rates_are_null_at_first_and_of_new_processes_cover_the_interval()
    {
        Proc.Add(1).UserTime = 500;
        Proc[1].ReadBytes = 1000;
        Proc[1].Write();
        ProcessWatch watch = Everything();
        Sample(watch);
        Assert.Equal((null, null, null), (One(watch, 1).CpuPercent, One(watch, 1).IoRead, One(watch, 1).Interval));

        Proc.Pass(TimeSpan.FromSeconds(0.5));
        FakeProcess child = Proc.Add(7, 1, start: Proc.Now);
        (child.UserTime, child.SystemTime, child.ReadBytes) = (20, 30, 500);
        child.Write();
        Sample(watch);
        ProcessSample newborn = One(watch, 7);
        Assert.Equal((TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(0.5)), (newborn.Interval, newborn.CpuTime));
        Assert.Equal(50 / 1.5, newborn.CpuPercent!.Value, 1e-9);
        Assert.Equal((500L, 500 / 1.5), (newborn.IoRead, newborn.IoReadRate));
    }

    [Fact]
    public void Rates_use_the_elapsed_monotonic_time()
    {
        Proc.Add(1);
        ProcessWatch watch = Everything();
        Sample(watch);
        Proc[1].UserTime = 300;
        Proc[1].SystemTime = 200;
        Proc[1].ReadBytes = 4000;
        Proc[1].Write();
        Proc.Pass(TimeSpan.FromSeconds(1));
        Sample(watch);
        ProcessSample sample = One(watch, 1);
        Assert.Equal(TimeSpan.FromSeconds(2), sample.Interval);
        Assert.Equal((250d, 4000L, 2000d), (sample.CpuPercent, sample.IoRead, sample.IoReadRate));
        Sample(watch);
        sample = One(watch, 1);
        Assert.Equal((0d, 0L, 0d), (sample.CpuPercent, sample.IoRead, sample.IoReadRate));
    }

    [Fact]
    public void Rate_is_null_for_an_interval_in_which_its_counter_decreases()
    {
        Proc.Add(1);
        (Proc[1].UserTime, Proc[1].MinorFaults, Proc[1].ReadBytes) = (100, 100, 100);
        Proc[1].Write();
        ProcessWatch watch = Everything();
        Sample(watch);
        (Proc[1].UserTime, Proc[1].MinorFaults, Proc[1].ReadBytes) = (50, 50, 50);
        Proc[1].Write();
        Sample(watch);
        ProcessSample sample = One(watch, 1);
        Assert.Equal((null, null, null, null), (sample.CpuPercent, sample.MinorFaults, sample.IoRead, sample.IoReadRate));
        Assert.Equal((0.5, 50L, 50L), (sample.CPU, sample.MinorFaultsTotal, sample.IoReadTotal));
        Sample(watch);
        Assert.Equal((0d, 0L), (One(watch, 1).CpuPercent, One(watch, 1).IoRead));
    }

    [Fact]
    public void Io_properties_are_null_and_others_read_without_an_io_file()
    {
        Proc.Add(1).ReadBytes = null;
        Proc[1].Write();
        ProcessWatch watch = Everything();
        Sample(watch);
        Sample(watch);
        ProcessSample sample = One(watch, 1);
        Assert.Equal((null, null, null, null), (sample.IoRead, sample.IoReadTotal, sample.IoReadRate, sample.IoWriteCharsTotal));
        Assert.Equal((0d, 1200L * Environment.SystemPageSize), (sample.CpuPercent, sample.WorkingSet));
        Assert.Equal(ProcessDataSets.None, sample.Denied);
    }

    [Fact]
    public void Failed_read_makes_a_value_null_and_its_next_rate_too()
    {
        Proc.Add(1);
        ProcessWatch watch = Everything();
        Sample(watch);
        Sample(watch);
        Proc[1].ReadBytes = null;
        Proc[1].Statm = "nonsense\n";
        Proc[1].Write();
        Sample(watch);
        Assert.Equal((null, null, null), (One(watch, 1).IoRead, One(watch, 1).IoReadTotal, One(watch, 1).WorkingSet));
        Proc[1].ReadBytes = 900;
        Proc[1].Statm = "1 2 3 4 0 5 0\n";
        Proc[1].Write();
        Sample(watch);
        Assert.Equal((null, 900L, 2L * Environment.SystemPageSize), (One(watch, 1).IoRead, One(watch, 1).IoReadTotal, One(watch, 1).WorkingSet));
        Sample(watch);
        Assert.Equal(0, One(watch, 1).IoRead);
    }

    [Fact]
    public void Unreadable_stat_makes_all_properties_null_and_repeats_no_old_values()
    {
        Proc.Add(1);
        Proc.Add(7, 1);
        ProcessWatch watch = Everything();
        Sample(watch);
        foreach (string? stat in Unreadable)
        {
            Proc[7].ReadBytes += 1000;
            Proc[7].UserTime += 10;
            Proc[7].Stat = null;
            Proc[7].Write();
            Sample(watch);
            Sample(watch);
            Proc[7].ReadBytes += 500;
            Proc[7].Stat = null;
            Proc[7].Write();
            Sample(watch);
            Assert.Equal(500, One(watch, 7).IoRead);

            Proc[7].Stat = stat;
            Proc[7].Write();
            Assert.Equal("1 >7", Sample(watch));
            ProcessSample sample = One(watch, 7);
            Assert.Equal((null, null, null, null), (sample.CpuPercent, sample.CPU, sample.ThreadCount, sample.MinorFaults));
            Assert.Equal((null, null, null, null), (sample.IoRead, sample.IoReadRate, sample.IoReadTotal, sample.WorkingSet));
            Assert.Null(sample.Interval);
            Assert.Equal(ProcessChanges.None, sample.Changed);
            Assert.Equal(("p7", 7), (sample.ProcessName, sample.Id));
        }
    }

    [Fact]
    public void IsFirstSample_stays_false_after_a_failed_stat()
    {
        Proc.Add(1);
        ProcessWatch watch = Everything();
        Assert.Equal("+1", Sample(watch));
        Proc[1].Stat = "nonsense";
        Proc[1].Write();
        Assert.Equal("1", Sample(watch));
        Proc[1].Stat = null;
        Proc[1].Write();
        Assert.Equal("1", Sample(watch));
        Assert.Null(One(watch, 1).CpuPercent);
        Sample(watch);
        Assert.Equal(0, One(watch, 1).CpuPercent);
    }

    [Fact]
    public void Unreadable_process_is_skipped_without_affecting_others()
    {
        Proc.Add(1);
        Proc.Add(7, 1).Stat = "nonsense";
        Proc[7].Write();
        Directory.CreateDirectory(Path.Combine(Proc.Path, "8"));
        Directory.CreateDirectory(Path.Combine(Proc.Path, "9", "stat"));
        ProcessWatch watch = Everything();
        Assert.Equal("+1", Sample(watch));
        Proc[7].Stat = null;
        Proc[7].Write();
        Assert.Equal("1 >+7", Sample(watch));
    }

    [Fact]
    public void Extreme_counter_values_do_not_throw()
    {
        Proc.Add(1);
        FakeProcess process = Proc.Add(7, 1);
        (process.UserTime, process.SystemTime, process.Start, process.ReadBytes) = (10_000_000_000_000, 10_000_000_000_000, 9_000_000_000_000, long.MaxValue);
        process.Statm = "9223372036854775807 9223372036854775807 1 1 0 1 0\n";
        process.Write();
        ProcessWatch watch = Everything();
        Assert.Equal("+1 >+7", Sample(watch));
        Sample(watch);
        foreach (ProcessSample sample in watch.Processes())
            foreach (System.Reflection.PropertyInfo property in typeof(ProcessSample).GetProperties())
                _ = property.GetValue(sample);
        Assert.Equal(2, ProcessTree.Build(watch.Snapshot()).Count);
    }
}

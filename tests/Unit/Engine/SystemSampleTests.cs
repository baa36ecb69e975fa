using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

/// <summary>Samples of readings with known results.</summary>
public class SystemSampleTests : SystemSampling
{
    [Fact]
    public void First_sample_has_totals_and_no_interval_values()
    {
        Write("cpu  100 10 50 1000 20 5 5 10 30 1\ncpu0 100 10 50 1000 20 5 5 10 30 1\nctxt 5\n");
        Proc["meminfo"] = "MemTotal: 8 kB\n";
        Proc["vmstat"] = "pgfault 5\n";
        Proc["interrupts"] = "   CPU0\nLOC: 5 Timer\n";
        Proc["pressure/cpu"] = "some avg10=8.85 avg60=8.95 avg300=7.12 total=1000000\n";
        SystemSample sample = Take(1);
        Assert.Null(sample.Interval);
        Assert.Equal(SystemChanges.None, sample.Changed);
        Assert.Null(sample.CpuPercent);
        Assert.Null(sample.Cpu!.IoWaitPercent);
        Assert.Null(sample.Cpus![0].CpuPercent);
        Assert.Equal((null, null, 5L), (sample.ContextSwitches, sample.ContextSwitchesRate, sample.ContextSwitchesTotal));
        Assert.Null(sample.MemInfoChange);
        Assert.Null(sample.VmStatChange);
        Assert.Null(sample.PageFaults);
        Assert.Equal(new InterruptSample("LOC", "Timer", null, null, 5), sample.InterruptsByName!["loc"]);
        Assert.Null(sample.CpuPressure!.SomePercent);
        Assert.Equal(TimeSpan.FromSeconds(1), sample.CpuPressure.SomeTotal);
    }

    [Fact]
    public void InterruptsByName_reads_every_line_of_a_very_large_file()
    {
        const int Cpus = 448;
        const int Interrupts = 4800;
        string row = string.Concat(Enumerable.Repeat("          1", Cpus));
        string[] lines = [.. Enumerable.Range(0, Interrupts).Select(number => $"{number,4}: {row}  PCI-MSI {number}-edge      queue{number}")];
        Proc["interrupts"] = string.Concat(Enumerable.Range(0, Cpus).Select(cpu => $" CPU{cpu}")) + "\n" + string.Join('\n', lines) + $"\n LOC: {row}   Local timer interrupts\n";
        using VmonSession session = Proc.Start(Clock);
        using SystemWatch watch = session.WatchSystem(SystemDataSets.Interrupts);
        watch.Sample();
        SystemSample sample = watch.Current!;
        Assert.Equal((Interrupts + 1, 448L), (sample.InterruptsByName!.Count, sample.InterruptsByName["LOC"].Total));
        Assert.Equal(new UnreadFiles(0, null, false), watch.UnreadFiles());
    }

    [Fact]
    public void UnreadFiles_names_malformed_and_oversized_files()
    {
        Proc["vmstat"] = string.Concat(Enumerable.Range(0, 70_000).Select(line => $"l{line} 1\n"));
        Proc["loadavg"] = "noise\n";
        using VmonSession session = Proc.Start(Clock);
        using SystemWatch watch = session.WatchSystem(SystemDataSets.VmStat | SystemDataSets.Load);
        watch.Sample();
        Assert.Null(watch.Current!.VmStat);
        Assert.Equal(new UnreadFiles(2, "loadavg", false), watch.UnreadFiles());
        Proc["loadavg"] = "1.65 0.87 0.57 2/114 12603\n";
        watch.Sample();
        Assert.Equal(new UnreadFiles(1, "vmstat", true), watch.UnreadFiles());
    }

    [Theory]
    [InlineData("cpu  10 0 0 90 0\ncpu0 10 0 0 90 0\n")]
    [InlineData("")]
    public void Pressure_values_are_also_available_as_flat_properties(string stat)
    {
        Write(stat + "ctxt 1\n");
        Proc["pressure/cpu"] = "some avg10=8.85 avg60=8.95 avg300=7.12 total=1000000\nfull avg10=1.25 avg60=0.00 avg300=0.00 total=0\n";
        Proc["pressure/irq"] = "full avg10=0.50 avg60=0.00 avg300=0.00 total=0\n";
        SystemSample sample = Take(2, () => Proc["pressure/cpu"] = "some avg10=8.85 avg60=8.95 avg300=7.12 total=1500000\nfull avg10=1.25 avg60=0.00 avg300=0.00 total=0\n");
        Assert.Equal((25, 8.85, 0, 1.25), (sample.CpuPressureSomePercent, sample.CpuPressureSomeAverage10, sample.CpuPressureFullPercent, sample.CpuPressureFullAverage10));
        Assert.Equal((0, 0.5, null, null), (sample.IrqPressureFullPercent, sample.IrqPressureFullAverage10, sample.MemoryPressureSomePercent, sample.IoPressureFullAverage10));
    }

    [Fact]
    public void Counters_have_increase_rate_and_total_and_no_increase_when_decreasing()
    {
        SystemSample sample = After(
            "cpu 1 1 1 1\nintr 100 50 50\nctxt 1000\nprocesses 50\nsoftirq 7 1 6\nprocs_running 3\nprocs_blocked 1\nbtime 5\nnovel 8 9\n",
            "cpu 1 1 1 1\nintr 300 50 250\nctxt 900\nprocesses 50\nsoftirq 9 1 8\nprocs_running 2\nprocs_blocked 1\nbtime 5\nnovel 9 9\n");
        Assert.Equal((200L, 100d, 300L), (sample.Interrupts, sample.InterruptsRate, sample.InterruptsTotal));
        Assert.Equal((null, null, 900L), (sample.ContextSwitches, sample.ContextSwitchesRate, sample.ContextSwitchesTotal));
        Assert.Equal((0L, 0d, 50L), (sample.Forks, sample.ForksRate, sample.ForksTotal));
        Assert.Equal((2L, 1d, 9L), (sample.SoftIrqs, sample.SoftIrqsRate, sample.SoftIrqsTotal));
        Assert.Equal((2L, 1L), (sample.ProcessesRunning, sample.ProcessesBlocked));
        Assert.Equal(9, sample.Stat!["novel"]);
        Assert.Equal(SystemChanges.Interrupts | SystemChanges.ContextSwitches | SystemChanges.SoftIrqs | SystemChanges.ProcessesRunning, sample.Changed);
    }

    [Fact]
    public void Changed_lists_every_changed_field_for_one_sample()
    {
        using VmonSession session = Proc.Start(Clock);
        using SystemWatch watch = session.WatchSystem(Everything);
        WriteAll(0);
        watch.Sample();
        watch.Sample();
        Assert.Equal(SystemChanges.None, watch.Current!.Changed);
        WriteAll(1);
        watch.Sample();
        SystemChanges all = Enum.GetValues<SystemChanges>().Aggregate((one, other) => one | other);
        Assert.Equal(all & ~(SystemChanges.Cpus | SystemChanges.FileSystems), watch.Current!.Changed); // a captured tree has no file systems
        watch.Sample();
        Assert.Equal(SystemChanges.None, watch.Current!.Changed);
    }

    [Fact]
    public void Changed_reports_each_single_change_alone()
    {
        foreach ((string path, string then, string now, SystemChanges change) in new[]
        {
            ("stat", "cpu 1 1 1 1 1 1 1 1 1 1\n", "cpu 1 1 1 1 1 1 2 1 1 1\n", SystemChanges.SoftIrqTime),
            ("stat", "cpu 1 1 1 1 1 1 1 1 1 1\n", "cpu 1 1 1 1 1 1 1 1 2 1\n", SystemChanges.GuestTime),
            ("stat", "cpu 1 1 1 1\nbtime 5\n", "cpu 1 1 1 1\nbtime 6\n", SystemChanges.BootTime),
            ("meminfo", "A: 1\nB: 2\n", "A: 1\nB: 3\n", SystemChanges.Memory),
            ("meminfo", "A: 1\n", "A: 1\nB: 3\n", SystemChanges.Memory),
            ("vmstat", "a 1\nb 2\n", "a 0\nb 2\n", SystemChanges.VmStat),
            ("loadavg", "0.00 0.00 0.01 1/2 3\n", "0.00 0.00 0.00 1/2 4\n", SystemChanges.LoadAverage),
            ("loadavg", "0.00 0.00 0.00 1/2 3\n", "0.00 0.00 0.00 1/3 3\n", SystemChanges.ThreadCount),
            ("pressure/irq", "full avg10=0.00 avg60=0.00 avg300=0.00 total=0\n", "full avg10=0.00 avg60=0.00 avg300=0.00 total=1\n", SystemChanges.IrqPressure),
            ("softirqs", " CPU0\nHI: 1\n", " CPU0\nHI: 2\n", SystemChanges.SoftIrqsByName),
            ("diskstats", "8 0 sda 1 1 1 1 1 1 1 1 1 1 1\n", "8 0 sda 1 1 1 1 1 1 1 1 0 1 1\n", SystemChanges.Disks),
            ("net/dev", "lo: 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1\n", "lo: 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 2\n", SystemChanges.Interfaces),
        })
        {
            using ProcTree proc = new();
            using VmonSession session = proc.Start(Clock);
            using SystemWatch watch = session.WatchSystem(Everything);
            proc[path] = then + (path == "stat" ? "ctxt 1\n" : "");
            watch.Sample();
            proc[path] = now + (path == "stat" ? "ctxt 1\n" : "");
            watch.Sample();
            Assert.Equal(change, watch.Current!.Changed);
        }
    }

    [Fact]
    public void Memory_properties_are_found_by_name_and_MemInfo_keeps_every_line()
    {
        Write("cpu 1 1 1 1\n");
        Proc["meminfo"] = "Committed_AS: 5 kB\nNovel: 3 kB\nHugePages_Total: 9\nMemFree: 2 kB\nActive(anon): 4 kB\nMemTotal: 10 kB\n";
        SystemSample sample = Take(1);
        Assert.Equal((10240L, 2048L, 4096L, 5120L), (sample.MemoryTotal, sample.MemoryFree, sample.ActiveAnonymous, sample.CommittedMemory));
        Assert.Equal(9, sample.HugePagesTotal);
        Assert.Null(sample.MemoryAvailable);
        Assert.Null(sample.MemoryUsed);

        // A hypervisor can report more available than total memory.
        Proc["meminfo"] = "MemTotal: 10 kB\nMemAvailable: 12 kB\nSwapTotal: 4 kB\nSwapFree: 5 kB\n";
        SystemSample odd = Take(1);
        Assert.Equal((null, null, 12288L), (odd.MemoryUsed, odd.SwapUsed, odd.MemoryAvailable));
        Assert.Equal(["Committed_AS", "Novel", "HugePages_Total", "MemFree", "Active(anon)", "MemTotal"], sample.MemInfo!.Keys);
        Assert.Equal(3072, sample.MemInfo["Novel"]);
    }

    [Fact]
    public void Pressure_percentages_cover_the_interval_and_never_exceed_100()
    {
        Write("cpu 1 1 1 1\n");
        Proc["pressure/io"] = "some avg10=1.00 avg60=2.00 avg300=3.00 total=1000000\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=500000\n";
        using VmonSession session = Proc.Start(Clock);
        using SystemWatch watch = session.WatchSystem();
        watch.Sample();
        Proc["pressure/io"] = "some avg10=1.00 avg60=2.00 avg300=3.00 total=1500000\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=9000000\n";
        Clock.Advance(TimeSpan.FromSeconds(2));
        watch.Sample();
        PressureSample pressure = watch.Current!.IoPressure!;
        Assert.Equal((25, 100), (pressure.SomePercent, pressure.FullPercent));
        Assert.Equal((1, 2, 3), (pressure.SomeAverage10, pressure.SomeAverage60, pressure.SomeAverage300));
        Proc["pressure/io"] = "some avg10=1.00 avg60=2.00 avg300=3.00 total=0\n";
        Clock.Advance(TimeSpan.FromSeconds(2));
        watch.Sample();
        pressure = watch.Current!.IoPressure!;
        Assert.Null(pressure.SomePercent);
        Assert.Null(pressure.FullTotal);
    }

    [Fact]
    public void MemInfoChange_is_null_until_two_consecutive_samples_are_readable()
    {
        using VmonSession session = Proc.Start(Clock);
        using SystemWatch watch = session.WatchSystem();
        Proc["meminfo"] = "MemFree: 1 kB\n";
        watch.Sample();
        Proc["meminfo"] = null;
        watch.Sample();
        Assert.Null(watch.Current!.MemInfo);
        Assert.Null(watch.Current.MemoryFree);
        Proc["meminfo"] = "MemFree: 5 kB\n";
        watch.Sample();
        Assert.Equal(5120, watch.Current.MemoryFree);
        Assert.Null(watch.Current.MemInfoChange);
        Assert.False(watch.Current.Changed.HasFlag(SystemChanges.Memory));
        Proc["meminfo"] = "MemFree: 4 kB\n";
        watch.Sample();
        Assert.Equal(-1024, watch.Current.MemInfoChange!["MemFree"]);
    }

    [Fact]
    public void PagedIn_and_SwappedIn_are_null_when_the_increase_overflows()
    {
        using VmonSession session = Proc.Start(Clock);
        using SystemWatch watch = session.WatchSystem(SystemDataSets.VmStat);
        Proc["vmstat"] = "pgpgin 1\npgpgout 1\npswpin 1\n";
        watch.Sample();
        Proc["vmstat"] = $"pgpgin {long.MaxValue}\npgpgout 3\npswpin {long.MaxValue / 1000}\n";
        watch.Sample();
        Assert.Null(watch.Current!.PagedIn);
        Assert.Equal(2048, watch.Current.PagedOut);
        Assert.Null(watch.Current.SwappedIn);
    }

    [Fact]
    public void Denied_lists_the_data_set_of_an_unreadable_file()
    {
        // Not even root can read it.
        const string Refused = "/proc/sys/vm/drop_caches";
        Assert.SkipUnless(File.Exists(Refused), $"{Refused} does not exist.");
        WriteAll(0);
        Proc["vmstat"] = null;
        _ = File.CreateSymbolicLink(Path.Combine(Proc.Root, "vmstat"), Refused);
        SystemSample sample = Take(2);
        Assert.Equal(SystemDataSets.VmStat, sample.Denied);
        Assert.Null(sample.VmStat);
        Assert.Null(sample.PageFaults);
        Assert.NotNull(sample.MemInfo);
    }

    [Fact]
    public void Pressure_is_null_and_not_Denied_when_reading_fails()
    {
        // If pressure accounting is off, the files exist and reading them fails. Reading a directory fails the same way.
        WriteAll(0);
        Proc["pressure/cpu"] = null;
        Proc["pressure/cpu/nothing"] = "";
        SystemSample sample = Take(2);
        Assert.Null(sample.CpuPressure);
        Assert.NotNull(sample.IoPressure);
        Assert.Equal(SystemDataSets.None, sample.Denied);
    }

    [Fact]
    public void Properties_of_data_sets_not_requested_are_null()
    {
        WriteAll(0);
        using VmonSession session = Proc.Start(Clock);
        using SystemWatch watch = session.WatchSystem(SystemDataSets.Load);
        watch.Sample();
        SystemSample sample = watch.Current!;
        Assert.NotNull(sample.LoadAverage1);
        Assert.Null(sample.Cpu);
        Assert.Null(sample.Cpus);
        Assert.Null(sample.MemInfo);
        Assert.Null(sample.VmStat);
        Assert.Null(sample.CpuPressure);
        Assert.Null(sample.InterruptsByName);
        Assert.Null(sample.Stat);
    }

    [Fact]
    public void Current_returns_a_sample_unaffected_by_later_samples()
    {
        using VmonSession session = Proc.Start(Clock);
        using SystemWatch watch = session.WatchSystem(Everything);
        WriteAll(0);
        watch.Sample();
        SystemSample first = watch.Current!;
        Assert.Same(first, watch.Current);
        WriteAll(1);
        watch.Sample();
        watch.Sample();
        Assert.NotSame(first, watch.Current);
        Assert.Equal((1, 100L * 1024, 100L), (first.Sample, first.MemoryFree, first.ContextSwitchesTotal));
        Assert.Equal(100, first.InterruptsByName!["LOC"].Total);
    }

    [Fact]
    public void Sample_never_throws_on_corrupted_files()
    {
        WriteAll(0);
        string[] paths = ["stat", "meminfo", "vmstat", "loadavg", "uptime", "interrupts", "softirqs", "pressure/cpu", "pressure/irq"];
        Dictionary<string, string> texts = paths.ToDictionary(path => path, path => File.ReadAllText(
            Path.Combine(path.StartsWith("pressure", StringComparison.Ordinal) ? Proc.Root : "/proc", path)));
        Random random = new(3);
        using VmonSession session = Proc.Start(Clock);
        using SystemWatch watch = session.WatchSystem(Everything);
        for (int round = 0; round < 200; round++)
        {
            foreach (string path in paths) Proc[path] = Mutate(texts[path], random);
            Clock.Advance(TimeSpan.FromSeconds(1));
            watch.Sample();
            SystemSample sample = watch.Current!;
            foreach (object part in new object?[] { sample, sample.CpuPressure, sample.IrqPressure }.Concat(sample.Cpus ?? []).OfType<object>())
                foreach (System.Reflection.PropertyInfo property in part.GetType().GetProperties()) _ = property.GetValue(part);
        }
    }

    private static string Mutate(string text, Random random)
    {
        System.Text.StringBuilder mutant = new(text);
        for (int change = random.Next(12); change > 0 && mutant.Length > 1; change--)
        {
            int at = random.Next(mutant.Length);
            int kind = random.Next(4);
            if (kind == 0) mutant[at] = (char)random.Next(128);
            else if (kind == 1) _ = mutant.Insert(at, "9999999999999");
            else if (kind == 2) _ = mutant.Remove(at, 1);
            else _ = mutant.Remove(at, Math.Min(mutant.Length - at, random.Next(200)));
        }

        return mutant.ToString();
    }

    [Fact]
    public void Current_is_null_before_the_first_sample()
    {
        using VmonSession session = Proc.Start(Clock);
        using SystemWatch watch = session.WatchSystem();
        Assert.Null(watch.Current);
    }

    private void WriteAll(int step)
    {
        int now = 100 + step;
        Proc["stat"] = $"cpu  {now} {now} {now} {now} {now} {now} {now} {now} {now} {now}\nintr {now}\nctxt {now}\nprocesses {now}\nprocs_running {now}\nprocs_blocked {now}\nsoftirq {now}\nbtime {now}\n";
        Proc["meminfo"] = $"MemFree: {now} kB\n";
        Proc["vmstat"] = $"pgfault {now}\n";
        Proc["loadavg"] = $"{now}.00 {now}.00 {now}.00 {now}/{now} 1\n";
        Proc["interrupts"] = $"  CPU0\nLOC: {now}\n";
        Proc["softirqs"] = $"  CPU0\nHI: {now}\n";
        Proc["diskstats"] = $"8 0 sda {now} 0 0 0 0 0 0 0 0 0 0\n";
        Proc["net/dev"] = $"lo: {now} 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n";
        foreach (string resource in new[] { "cpu", "memory", "io", "irq" })
            Proc["pressure/" + resource] = $"some avg10=1.00 avg60=2.00 avg300=3.00 total={now}\n";
    }
}

using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

/// <summary>Samples of readings with known results.</summary>
public sealed class SystemSampleTests : IDisposable
{
    private const SystemDataSets Everything = SystemDataSets.All;
    private readonly ProcTree _proc = new();
    private readonly FakeTime _clock = new();

    public void Dispose() => _proc.Dispose();

    [Fact]
    public void CPU_percentages_add_up_to_100_without_counting_guest_time_twice()
    {
        SystemSample sample = After("cpu  100 10 50 1000 20 5 5 10 30 1\ncpu0 1 1 1 1\ncpu1 1 1 1 1\n", "cpu  140 15 60 1020 25 6 7 27 50 3\ncpu0 2 1 1 1\ncpu1 1 1 1 2\n");
        CpuSample cpu = sample.Cpu!;
        Assert.Null(cpu.Number);
        Assert.Equal((40, 5, 10, 20, 5), (cpu.UserPercent, cpu.NicePercent, cpu.SystemPercent, cpu.IdlePercent, cpu.IoWaitPercent));
        Assert.Equal((1, 2, 17), (cpu.IrqPercent, cpu.SoftIrqPercent, cpu.StealPercent));
        Assert.Equal((20, 2), (cpu.GuestPercent, cpu.GuestNicePercent));
        Assert.Equal(75, cpu.CpuPercent!.Value, 1e-9);
        Assert.Equal(75, sample.CpuPercent!.Value, 1e-9);
        Assert.Equal(150, sample.CpuCorePercent!.Value, 1e-9);
        Assert.Equal(2, sample.CpuCount);
        Assert.Equal([100, 0], sample.Cpus!.Select(one => one.CpuPercent));
        Assert.Equal(TimeSpan.FromSeconds(1.4), cpu.UserTime);
        Assert.Equal(TimeSpan.FromSeconds(0.03), cpu.GuestNiceTime);
    }

    [Fact]
    public void First_sample_has_totals_and_no_interval_values()
    {
        Write("cpu  100 10 50 1000 20 5 5 10 30 1\ncpu0 100 10 50 1000 20 5 5 10 30 1\nctxt 5\n");
        _proc["meminfo"] = "MemTotal: 8 kB\n";
        _proc["vmstat"] = "pgfault 5\n";
        _proc["interrupts"] = "   CPU0\nLOC: 5 Timer\n";
        _proc["pressure/cpu"] = "some avg10=8.85 avg60=8.95 avg300=7.12 total=1000000\n";
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
    public void IoWaitPercent_is_null_when_it_decreases_and_other_modes_are_known()
    {
        CpuSample cpu = After("cpu  100 0 0 100 50 0 0 0 0 0\n", "cpu  150 0 0 150 49 0 0 0 0 0\n").Cpu!;
        Assert.Null(cpu.IoWaitPercent);
        Assert.Equal((50, 50, 50), (cpu.CpuPercent, cpu.UserPercent, cpu.IdlePercent));
    }

    [Fact]
    public void CpuPercent_is_null_when_idle_or_busy_time_decreases()
    {
        CpuSample idle = After("cpu  100 0 0 100 0 0 0\n", "cpu  150 0 0 90 0 0 0\n").Cpu!;
        Assert.Null(idle.CpuPercent);
        Assert.Null(idle.IdlePercent);
        CpuSample steal = After("cpu  100 0 0 100 0 0 0 9\n", "cpu  150 0 0 150 0 0 0 8\n").Cpu!;
        Assert.Null(steal.CpuPercent);
        Assert.Null(steal.StealPercent);
        Assert.Equal(50, steal.UserPercent);
    }

    [Fact]
    public void CpuPercent_is_null_for_an_interval_without_a_tick() =>
        Assert.Null(After("cpu  100 0 0 100\n", "cpu  100 0 0 100\n").CpuPercent);

    [Fact]
    public void Cpus_drops_an_offline_CPU_and_CpuPercent_covers_the_others()
    {
        // The sum jumps, because the kernel counts idle time of an offline CPU differently.
        SystemSample sample = After(
            "cpu  200 0 0 300 0 0 0\ncpu0 100 0 0 100 0 0 0\ncpu1 100 0 0 200 0 0 0\n", "cpu  225 0 0 5375 0 0 0\ncpu0 125 0 0 175 0 0 0\n");
        Assert.Equal([0], sample.Cpus!.Select(cpu => cpu.Number));
        Assert.Equal(1, sample.CpuCount);
        Assert.Equal(25, sample.CpuPercent);
        Assert.Equal(TimeSpan.FromSeconds(2.25), sample.Cpu!.UserTime);
        Assert.True(sample.Changed.HasFlag(SystemChanges.Cpus));
    }

    [Fact]
    public void CpuPercent_of_a_new_CPU_is_null_at_first()
    {
        SystemSample sample = After("cpu  100 0 0 100\ncpu0 100 0 0 100\n", "cpu  900 0 0 500\ncpu0 110 0 0 190\ncpu7 790 0 0 310\n");
        Assert.Equal([0, 7], sample.Cpus!.Select(cpu => cpu.Number));
        Assert.Equal([10, null], sample.Cpus!.Select(cpu => cpu.CpuPercent));
        Assert.Equal(10, sample.CpuPercent);
        Assert.Equal(TimeSpan.FromSeconds(7.9), sample.Cpus![1].UserTime);
    }

    [Theory]
    [InlineData(700, 400, "idle time that begins anew")]
    [InlineData(700, 90_000, "idle time that jumps ahead")]
    public void CpuPercent_excludes_a_CPU_that_was_offline_during_the_interval(int idle, int later, string why)
    {
        SystemSample sample = After(
            $"cpu  200 0 0 {900 + idle}\ncpu0 100 0 0 900\ncpu1 100 0 0 {idle}\n", $"cpu  240 0 0 {1080 + later}\ncpu0 120 0 0 1080\ncpu1 120 0 0 {later}\n");
        Assert.True(sample.CpuPercent == 10, why);
        Assert.Equal([10, null], sample.Cpus!.Select(cpu => cpu.CpuPercent));
        Assert.Equal(2, sample.CpuCount);
    }

    [Fact]
    public void CpuPercent_includes_a_CPU_with_counters_paused_while_offline()
    {
        SystemSample sample = After("cpu  200 0 0 1800\ncpu0 100 0 0 900\ncpu1 100 0 0 900\n", "cpu  230 0 0 2070\ncpu0 120 0 0 1080\ncpu1 110 0 0 990\n");
        Assert.Equal(10, sample.CpuPercent);
        Assert.Equal([10, 10], sample.Cpus!.Select(cpu => cpu.CpuPercent));
    }

    [Fact]
    public void CpuPercent_is_null_if_no_CPU_was_online_throughout()
    {
        SystemSample sample = After("cpu  200 0 0 900\ncpu0 200 0 0 900\n", "cpu  240 0 0 990\ncpu1 240 0 0 990\n");
        Assert.Null(sample.CpuPercent);
    }

    [Fact]
    public void InterruptsByName_has_no_rate_if_the_set_of_CPUs_changed()
    {
        _proc["interrupts"] = "           CPU0       CPU1\n LOC:     100    1280000   Local timer interrupts\n";
        _proc["softirqs"] = "           CPU0       CPU1\n TIMER:     100    1280000\n";
        SystemSample sample = Take(2, () =>
        {
            _proc["interrupts"] = "           CPU0\n LOC:     300   Local timer interrupts\n";
            _proc["softirqs"] = "           CPU0       CPU1\n TIMER:     300    1280000\n";
        });
        Assert.Equal(new InterruptSample("LOC", "Local timer interrupts", null, null, 300), sample.InterruptsByName!["LOC"]);
        Assert.Equal(100, sample.SoftIrqsByName!["TIMER"].Rate);
        sample = Take(2, () => _proc["interrupts"] = "           CPU0       CPU1\n LOC:     500    1280000   Local timer interrupts\n");
        Assert.Null(sample.InterruptsByName!["LOC"].Rate);
    }

    [Fact]
    public void InterruptsByName_reads_every_line_of_a_very_large_file()
    {
        const int Cpus = 448;
        const int Interrupts = 4800;
        string row = string.Concat(Enumerable.Repeat("          1", Cpus));
        string[] lines = [.. Enumerable.Range(0, Interrupts).Select(number => $"{number,4}: {row}  PCI-MSI {number}-edge      queue{number}")];
        _proc["interrupts"] = string.Concat(Enumerable.Range(0, Cpus).Select(cpu => $" CPU{cpu}")) + "\n" + string.Join('\n', lines) + $"\n LOC: {row}   Local timer interrupts\n";
        using VmonSession session = _proc.Start(_clock);
        using SystemWatch watch = session.WatchSystem(SystemDataSets.Interrupts);
        watch.Sample();
        SystemSample sample = watch.Current!;
        Assert.Equal((Interrupts + 1, 448L), (sample.InterruptsByName!.Count, sample.InterruptsByName["LOC"].Total));
        Assert.Equal(new UnreadFiles(0, null, false), watch.UnreadFiles());
    }

    [Fact]
    public void UnreadFiles_names_malformed_and_oversized_files()
    {
        _proc["vmstat"] = string.Concat(Enumerable.Range(0, 70_000).Select(line => $"l{line} 1\n"));
        _proc["loadavg"] = "noise\n";
        using VmonSession session = _proc.Start(_clock);
        using SystemWatch watch = session.WatchSystem(SystemDataSets.VmStat | SystemDataSets.Load);
        watch.Sample();
        Assert.Null(watch.Current!.VmStat);
        Assert.Equal(new UnreadFiles(2, "loadavg", false), watch.UnreadFiles());
        _proc["loadavg"] = "1.65 0.87 0.57 2/114 12603\n";
        watch.Sample();
        Assert.Equal(new UnreadFiles(1, "vmstat", true), watch.UnreadFiles());
    }

    [Theory]
    [InlineData("cpu  10 0 0 90 0\ncpu0 10 0 0 90 0\n")]
    [InlineData("")]
    public void Pressure_values_are_also_available_as_flat_properties(string stat)
    {
        Write(stat + "ctxt 1\n");
        _proc["pressure/cpu"] = "some avg10=8.85 avg60=8.95 avg300=7.12 total=1000000\nfull avg10=1.25 avg60=0.00 avg300=0.00 total=0\n";
        _proc["pressure/irq"] = "full avg10=0.50 avg60=0.00 avg300=0.00 total=0\n";
        SystemSample sample = Take(2, () => _proc["pressure/cpu"] = "some avg10=8.85 avg60=8.95 avg300=7.12 total=1500000\nfull avg10=1.25 avg60=0.00 avg300=0.00 total=0\n");
        Assert.Equal((25, 8.85, 0, 1.25), (sample.CpuPressureSomePercent, sample.CpuPressureSomeAverage10, sample.CpuPressureFullPercent, sample.CpuPressureFullAverage10));
        Assert.Equal((0, 0.5, null, null), (sample.IrqPressureFullPercent, sample.IrqPressureFullAverage10, sample.MemoryPressureSomePercent, sample.IoPressureFullAverage10));
    }

    [Fact]
    public void CpuPercent_is_correct_for_256_CPUs()
    {
        string[] then = [.. Enumerable.Range(0, 256).Select(cpu => $"cpu{cpu} 1000 0 0 1000 0 0 0 0 0 0\n")];
        string[] now = [.. Enumerable.Range(0, 256).Select(cpu => $"cpu{cpu} {1000 + cpu} 0 0 {1256 - cpu} 0 0 0 0 0 0\n")];
        string interrupts = "intr 5 " + string.Join(' ', Enumerable.Repeat("123456", 4000)) + "\nctxt 77\n";
        SystemSample sample = After(
            "cpu  256000 0 0 256000 0 0 0 0 0 0\n" + string.Concat(then) + interrupts, "cpu  288640 0 0 288896 0 0 0 0 0 0\n" + string.Concat(now) + interrupts);
        Assert.Equal(256, sample.CpuCount);
        Assert.All(sample.Cpus!, cpu => Assert.Equal(cpu.Number!.Value / 2.56, cpu.CpuPercent!.Value, 1e-9));
        Assert.Equal(32640 / 655.36, sample.CpuPercent!.Value, 1e-9);
        Assert.Equal(77, sample.ContextSwitchesTotal);
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
        using VmonSession session = _proc.Start(_clock);
        using SystemWatch watch = session.WatchSystem(Everything);
        WriteAll(0);
        watch.Sample();
        watch.Sample();
        Assert.Equal(SystemChanges.None, watch.Current!.Changed);
        WriteAll(1);
        watch.Sample();
        SystemChanges all = Enum.GetValues<SystemChanges>().Aggregate((one, other) => one | other);
        Assert.Equal(all & ~SystemChanges.Cpus, watch.Current!.Changed);
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
        })
        {
            using ProcTree proc = new();
            using VmonSession session = proc.Start(_clock);
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
        _proc["meminfo"] = "Committed_AS: 5 kB\nNovel: 3 kB\nHugePages_Total: 9\nMemFree: 2 kB\nActive(anon): 4 kB\nMemTotal: 10 kB\n";
        SystemSample sample = Take(1);
        Assert.Equal((10240L, 2048L, 4096L, 5120L), (sample.MemoryTotal, sample.MemoryFree, sample.ActiveAnonymous, sample.CommittedMemory));
        Assert.Equal(9, sample.HugePagesTotal);
        Assert.Null(sample.MemoryAvailable);
        Assert.Null(sample.MemoryUsed);

        // A hypervisor can report more available than total memory.
        _proc["meminfo"] = "MemTotal: 10 kB\nMemAvailable: 12 kB\nSwapTotal: 4 kB\nSwapFree: 5 kB\n";
        SystemSample odd = Take(1);
        Assert.Equal((null, null, 12288L), (odd.MemoryUsed, odd.SwapUsed, odd.MemoryAvailable));
        Assert.Equal(["Committed_AS", "Novel", "HugePages_Total", "MemFree", "Active(anon)", "MemTotal"], sample.MemInfo!.Keys);
        Assert.Equal(3072, sample.MemInfo["Novel"]);
    }

    [Fact]
    public void Pressure_percentages_cover_the_interval_and_never_exceed_100()
    {
        Write("cpu 1 1 1 1\n");
        _proc["pressure/io"] = "some avg10=1.00 avg60=2.00 avg300=3.00 total=1000000\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=500000\n";
        using VmonSession session = _proc.Start(_clock);
        using SystemWatch watch = session.WatchSystem();
        watch.Sample();
        _proc["pressure/io"] = "some avg10=1.00 avg60=2.00 avg300=3.00 total=1500000\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=9000000\n";
        _clock.Advance(TimeSpan.FromSeconds(2));
        watch.Sample();
        PressureSample pressure = watch.Current!.IoPressure!;
        Assert.Equal((25, 100), (pressure.SomePercent, pressure.FullPercent));
        Assert.Equal((1, 2, 3), (pressure.SomeAverage10, pressure.SomeAverage60, pressure.SomeAverage300));
        _proc["pressure/io"] = "some avg10=1.00 avg60=2.00 avg300=3.00 total=0\n";
        _clock.Advance(TimeSpan.FromSeconds(2));
        watch.Sample();
        pressure = watch.Current!.IoPressure!;
        Assert.Null(pressure.SomePercent);
        Assert.Null(pressure.FullTotal);
    }

    [Fact]
    public void MemInfoChange_is_null_until_two_consecutive_samples_are_readable()
    {
        using VmonSession session = _proc.Start(_clock);
        using SystemWatch watch = session.WatchSystem();
        _proc["meminfo"] = "MemFree: 1 kB\n";
        watch.Sample();
        _proc["meminfo"] = null;
        watch.Sample();
        Assert.Null(watch.Current!.MemInfo);
        Assert.Null(watch.Current.MemoryFree);
        _proc["meminfo"] = "MemFree: 5 kB\n";
        watch.Sample();
        Assert.Equal(5120, watch.Current.MemoryFree);
        Assert.Null(watch.Current.MemInfoChange);
        Assert.False(watch.Current.Changed.HasFlag(SystemChanges.Memory));
        _proc["meminfo"] = "MemFree: 4 kB\n";
        watch.Sample();
        Assert.Equal(-1024, watch.Current.MemInfoChange!["MemFree"]);
    }

    [Fact]
    public void PagedIn_and_SwappedIn_are_null_when_the_increase_overflows()
    {
        using VmonSession session = _proc.Start(_clock);
        using SystemWatch watch = session.WatchSystem(SystemDataSets.VmStat);
        _proc["vmstat"] = "pgpgin 1\npgpgout 1\npswpin 1\n";
        watch.Sample();
        _proc["vmstat"] = $"pgpgin {long.MaxValue}\npgpgout 3\npswpin {long.MaxValue / 1000}\n";
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
        _proc["vmstat"] = null;
        _ = File.CreateSymbolicLink(Path.Combine(_proc.Root, "vmstat"), Refused);
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
        _proc["pressure/cpu"] = null;
        _proc["pressure/cpu/nothing"] = "";
        SystemSample sample = Take(2);
        Assert.Null(sample.CpuPressure);
        Assert.NotNull(sample.IoPressure);
        Assert.Equal(SystemDataSets.None, sample.Denied);
    }

    [Fact]
    public void Properties_of_data_sets_not_requested_are_null()
    {
        WriteAll(0);
        using VmonSession session = _proc.Start(_clock);
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
        using VmonSession session = _proc.Start(_clock);
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
            Path.Combine(path.StartsWith("pressure", StringComparison.Ordinal) ? _proc.Root : "/proc", path)));
        Random random = new(3);
        using VmonSession session = _proc.Start(_clock);
        using SystemWatch watch = session.WatchSystem(Everything);
        for (int round = 0; round < 200; round++)
        {
            foreach (string path in paths) _proc[path] = Mutate(texts[path], random);
            _clock.Advance(TimeSpan.FromSeconds(1));
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
        using VmonSession session = _proc.Start(_clock);
        using SystemWatch watch = session.WatchSystem();
        Assert.Null(watch.Current);
    }

    private void Write(string stat) => _proc["stat"] = stat + (stat.Contains("ctxt", StringComparison.Ordinal) ? "" : "ctxt 1\n");

    private void WriteAll(int step)
    {
        int now = 100 + step;
        _proc["stat"] = $"cpu  {now} {now} {now} {now} {now} {now} {now} {now} {now} {now}\nintr {now}\nctxt {now}\nprocesses {now}\nprocs_running {now}\nprocs_blocked {now}\nsoftirq {now}\nbtime {now}\n";
        _proc["meminfo"] = $"MemFree: {now} kB\n";
        _proc["vmstat"] = $"pgfault {now}\n";
        _proc["loadavg"] = $"{now}.00 {now}.00 {now}.00 {now}/{now} 1\n";
        _proc["interrupts"] = $"  CPU0\nLOC: {now}\n";
        _proc["softirqs"] = $"  CPU0\nHI: {now}\n";
        foreach (string resource in new[] { "cpu", "memory", "io", "irq" })
            _proc["pressure/" + resource] = $"some avg10=1.00 avg60=2.00 avg300=3.00 total={now}\n";
    }

    /// <summary>The second of two samples that are two seconds apart.</summary>
    private SystemSample After(string then, string now)
    {
        Write(then);
        return Take(2, () => Write(now));
    }

    private SystemSample Take(int count, Action? between = null)
    {
        using VmonSession session = _proc.Start(_clock);
        using SystemWatch watch = session.WatchSystem(Everything);
        watch.Sample();
        for (int taken = 1; taken < count; taken++)
        {
            between?.Invoke();
            _clock.Advance(TimeSpan.FromSeconds(2));
            watch.Sample();
        }

        return watch.Current!;
    }
}

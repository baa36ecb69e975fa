using System.Diagnostics;
using System.Globalization;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

/// <summary>Compares the live machine with other tools and files. Values that change are read before and after, and must be in between.</summary>
[Collection(nameof(DescriptorTests))]
public class SystemWatchTests
{
    [Fact]
    public void MemInfo_contains_every_line_in_bytes()
    {
        Dictionary<string, long> lines = Lines("/proc/meminfo");
        SystemSample sample = Take();
        Assert.Equal(lines.Keys, sample.MemInfo!.Keys);
        foreach (string name in new[] { "MemTotal", "SwapTotal", "CommitLimit", "VmallocTotal", "Hugepagesize" })
            Assert.Equal(lines[name] * 1024, sample.MemInfo[name]);
        Assert.Equal(lines["HugePages_Total"], sample.MemInfo["HugePages_Total"]);
    }

    [Fact]
    public void VmStat_contains_every_line()
    {
        Dictionary<string, long> before = Lines("/proc/vmstat");
        SystemSample sample = Take();
        Dictionary<string, long> after = Lines("/proc/vmstat");
        Assert.Equal(before.Keys, sample.VmStat!.Keys);
        foreach (string name in new[] { "pgfault", "pgmajfault", "pgfree", "pgpgin", "pgpgout", "pswpin", "pswpout" })
            Assert.InRange(sample.VmStat[name], before[name], after[name]);
    }

    [Fact]
    public void Memory_agrees_with_free()
    {
        string[][] lines = [.. Run("free", "-b").Split('\n').Select(Words)];
        SystemSample sample = Take();
        Assert.Equal(long.Parse(lines[1][1], CultureInfo.InvariantCulture), sample.MemoryTotal);
        Assert.Equal(long.Parse(lines[2][1], CultureInfo.InvariantCulture), sample.SwapTotal);
        long available = long.Parse(lines[1][6], CultureInfo.InvariantCulture);
        Assert.InRange(sample.MemoryAvailable!.Value, available - (1L << 30), available + (1L << 30));
    }

    [Fact]
    public void Counters_agree_with_vmstat()
    {
        long[] before = VmStat();
        SystemSample sample = Take();
        long[] after = VmStat();
        Assert.InRange(sample.InterruptsTotal!.Value, before[0], after[0]);
        Assert.InRange(sample.ContextSwitchesTotal!.Value, before[1], after[1]);
        Assert.InRange(sample.ForksTotal!.Value, before[2], after[2]);
        Assert.InRange(Ticks(sample.Cpu!.UserTime), before[3], after[3]);
        Assert.InRange(Ticks(sample.Cpu.SystemTime), before[4], after[4]);
    }

    [Fact]
    public void CpuCount_equals_the_number_of_online_CPUs()
    {
        SystemSample sample = Take();
        Assert.Equal(int.Parse(Run("getconf", "_NPROCESSORS_ONLN"), CultureInfo.InvariantCulture), sample.CpuCount);
        Assert.Equal(sample.CpuCount, sample.Cpus!.Select(cpu => cpu.Number).Distinct().Count());
    }

    [Fact]
    public void Boot_time_agrees_with_uptime()
    {
        DateTime boot = DateTime.Parse(Run("uptime", "-s"), CultureInfo.InvariantCulture);
        SystemSample sample = Take();
        Assert.Equal(boot, sample.BootTime!.Value.LocalDateTime, TimeSpan.FromSeconds(2));
        Assert.Equal((sample.Timestamp - sample.BootTime.Value).TotalSeconds, sample.Uptime!.Value.TotalSeconds, 2d);
    }

    [Fact]
    public void Interrupts_and_softirqs_agree_with_their_files()
    {
        foreach ((string file, Func<SystemSample, IReadOnlyDictionary<string, InterruptSample>?> of) in
            new (string, Func<SystemSample, IReadOnlyDictionary<string, InterruptSample>?>)[]
            {
                ("/proc/interrupts", sample => sample.InterruptsByName), ("/proc/softirqs", sample => sample.SoftIrqsByName),
            })
        {
            Dictionary<string, long> before = Sums(file);
            IReadOnlyDictionary<string, InterruptSample> counts = of(Take())!;
            Dictionary<string, long> after = Sums(file);
            Assert.Equal(before.Keys, counts.Keys);
            foreach ((string name, InterruptSample count) in counts) Assert.InRange(count.Total, before[name], after[name]);
        }
    }

    [Fact]
    public void Pressure_is_known_if_the_kernel_provides_it()
    {
        SystemSample sample = Take();
        Assert.Equal(IsReadable("/proc/pressure/cpu"), sample.CpuPressure?.SomeTotal is not null);
        Assert.Equal(IsReadable("/proc/pressure/memory"), sample.MemoryPressure?.FullTotal is not null);
        Assert.Equal(IsReadable("/proc/pressure/io"), sample.IoPressure?.SomeAverage300 is not null);
        Assert.Equal(IsReadable("/proc/pressure/irq"), sample.IrqPressure?.FullTotal is not null);
    }

    [Fact]
    public void CpuCorePercent_shows_a_busy_loop()
    {
        using ShellProcess busy = new("echo ready; while :; do :; done");
        _ = busy.ReadLine();
        using VmonSession session = new(new SessionOptions());
        using SystemWatch watch = session.WatchSystem();
        SystemSample sample = watch.Run(new SampleSchedule(TimeSpan.FromSeconds(0.5), Count: 2), CancellationToken.None).Select(_ => watch.Current!).Last();
        Assert.InRange(sample.CpuCorePercent!.Value, 50, 100.001 * sample.CpuCount!.Value);
        CpuSample cpu = sample.Cpu!;
        double?[] parts = [cpu.UserPercent, cpu.NicePercent, cpu.SystemPercent, cpu.IdlePercent, cpu.IoWaitPercent ?? 0, cpu.IrqPercent, cpu.SoftIrqPercent, cpu.StealPercent];
        Assert.Equal(100, parts.Sum()!.Value, 1e-6);
        Assert.True(sample.ContextSwitches > 0);
        Assert.True(sample.Changed.HasFlag(SystemChanges.UserTime));
    }

    [Fact]
    public void Steady_state_system_sample_allocates_nothing()
    {
        using VmonSession session = new(new SessionOptions());
        using SystemWatch watch = session.WatchSystem(SystemDataSets.All);
        for (int warm = 0; warm < 50; warm++) watch.Sample();

        // A line, such as that of an interrupt, can appear at any time. The minimum of several samples is the steady state.
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 20; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            watch.Sample();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    [Fact]
    public void Files_stay_open_within_the_budget_and_are_closed_on_Dispose()
    {
        using VmonSession session = new(new SessionOptions { DescriptorBudget = 2 });
        using (SystemWatch watch = session.WatchSystem())
        {
            watch.Sample();
            watch.Sample();
            Assert.Equal(2, session.OpenDescriptorCount);
            Assert.NotNull(watch.Current!.MemoryTotal);
            Assert.NotNull(watch.Current.LoadAverage1);
            Assert.NotEmpty(OpenDescriptors.IntoProc());
        }

        Assert.Equal(0, session.OpenDescriptorCount);
        Assert.Empty(OpenDescriptors.IntoProc());
    }

    [Fact]
    public void Dispose_of_the_session_ends_its_system_watches()
    {
        using VmonSession session = new(new SessionOptions());
        SystemWatch watch = session.WatchSystem();
        Assert.Equal(1, session.WatchCount);
        int taken = 0;
        foreach (long sample in watch.Run(new SampleSchedule(TimeSpan.FromMinutes(10)), CancellationToken.None))
        {
            taken++;
            session.Dispose();
        }

        Assert.Equal(1, taken);
        _ = Assert.Throws<ObjectDisposedException>(watch.Sample);
        _ = Assert.Throws<ObjectDisposedException>(() => session.WatchSystem());
        Assert.Empty(OpenDescriptors.IntoProc());
    }

    [Fact]
    public void System_and_process_watches_of_one_session_are_independent()
    {
        using VmonSession session = new(new SessionOptions());
        using SystemWatch watch = session.WatchSystem();
        using ProcessWatch processes = session.Watch(new ProcessSelection());
        watch.Sample();
        processes.Sample();
        watch.Sample();
        Assert.Equal((2, 1), (watch.SampleNumber, processes.SampleNumber));
        Assert.Equal(3, session.SampleCount);
    }

    private static SystemSample Take()
    {
        using VmonSession session = new(new SessionOptions());
        using SystemWatch watch = session.WatchSystem(SystemDataSets.All);
        watch.Sample();
        return watch.Current!;
    }

    private static Dictionary<string, long> Lines(string file) => File.ReadLines(file).Select(Words).ToDictionary(
        words => words[0].TrimEnd(':'), words => long.Parse(words[1], CultureInfo.InvariantCulture));

    private static Dictionary<string, long> Sums(string file)
    {
        int cpus = Words(File.ReadLines(file).First()).Length;
        return File.ReadLines(file).Skip(1).Select(Words).ToDictionary(
            words => words[0].TrimEnd(':'), words => words.Skip(1).Take(cpus).Sum(word => long.TryParse(word, CultureInfo.InvariantCulture, out long count) ? count : 0));
    }

    private static long Ticks(TimeSpan? time) => time!.Value.Ticks / (TimeSpan.TicksPerSecond / 100);

    private static long[] VmStat()
    {
        string[][] lines = [.. Run("vmstat", "-s").Split('\n').Select(Words)];
        return [Value("interrupts"), Value("CPU context switches"), Value("forks"), Value("non-nice user cpu ticks"), Value("system cpu ticks")];

        long Value(string name) => long.Parse(lines.Single(words => string.Join(' ', words.Skip(1)) == name)[0], CultureInfo.InvariantCulture);
    }

    private static bool IsReadable(string path)
    {
        try
        {
            return File.ReadAllText(path).Length > 0;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Run(string program, string argument)
    {
        ProcessStartInfo start = new(program, argument) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output.Trim();
    }
}

namespace Vmon.Tests.Engine;

/// <summary>CPU usage of the machine from readings with known results, also while CPUs are taken offline.</summary>
public class SystemCpuTests : SystemSampling
{
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
        Proc["interrupts"] = "           CPU0       CPU1\n LOC:     100    1280000   Local timer interrupts\n";
        Proc["softirqs"] = "           CPU0       CPU1\n TIMER:     100    1280000\n";
        SystemSample sample = Take(2, () =>
        {
            Proc["interrupts"] = "           CPU0\n LOC:     300   Local timer interrupts\n";
            Proc["softirqs"] = "           CPU0       CPU1\n TIMER:     300    1280000\n";
        });
        Assert.Equal(new InterruptSample("LOC", "Local timer interrupts", null, null, 300), sample.InterruptsByName!["LOC"]);
        Assert.Equal(100, sample.SoftIrqsByName!["TIMER"].Rate);
        sample = Take(2, () => Proc["interrupts"] = "           CPU0       CPU1\n LOC:     500    1280000   Local timer interrupts\n");
        Assert.Null(sample.InterruptsByName!["LOC"].Rate);
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
}

namespace Vmon.Tests.Engine;

public class SystemFixtureTests
{
    [Fact]
    public void Linux_2_4_files_are_read_with_missing_fields_null()
    {
        SystemSample sample = Read("linux-2.4");
        Assert.Equal(TimeSpan.FromSeconds(30), sample.Cpu!.UserTime);
        Assert.Null(sample.Cpu.IoWaitTime);
        Assert.Null(sample.Cpu.StealTime);
        Assert.Equal([0, 1], sample.Cpus!.Select(cpu => cpu.Number));
        Assert.Equal((115315L, 86031L, 1462898L), (sample.ContextSwitchesTotal, sample.ForksTotal, sample.InterruptsTotal));
        Assert.Null(sample.ProcessesRunning);
        Assert.Null(sample.SoftIrqsTotal);
        Assert.Equal(257652 * 1024L, sample.MemoryTotal);
        Assert.Equal(24000 * 1024L, sample.SwapUsed);
        Assert.Null(sample.MemoryAvailable);
        Assert.Equal(5741, sample.Stat!["page"]);
        Assert.Null(sample.CpuPressure);
        Assert.Equal((0.20, 80), (sample.LoadAverage1, sample.ThreadCount));
        Assert.Equal(new TimeSpan(days: 4, hours: 1, minutes: 25, seconds: 35, milliseconds: 470), sample.Uptime);
        Assert.Equal(769041601, sample.BootTime!.Value.ToUnixTimeSeconds());
        Assert.Equal(SystemDataSets.None, sample.Denied);
    }

    [Fact]
    public void Linux_2_6_32_files_are_read_with_gaps_in_CPU_numbers()
    {
        SystemSample sample = Read("linux-2.6.32");
        Assert.Equal(TimeSpan.FromSeconds(90), sample.Cpu!.GuestTime);
        Assert.Null(sample.Cpu.GuestNiceTime);
        Assert.Equal([0, 3], sample.Cpus!.Select(cpu => cpu.Number));
        Assert.Null(sample.MemoryAvailable);
        Assert.Null(sample.MemoryUsed);
        Assert.Equal(1063216 * 1024L, sample.Cached);
        Assert.Equal((3L, 2L, 2048 * 1024L), (sample.HugePagesTotal, sample.HugePagesFree, sample.HugePageSize));
        Assert.Equal((2L, 1L), (sample.ProcessesRunning, sample.ProcessesBlocked));
    }

    [Fact]
    public void Pressure_is_null_and_not_Denied_when_disabled()
    {
        SystemSample sample = Read("psi-off");
        Assert.Null(sample.CpuPressure);
        Assert.Null(sample.MemoryPressure);
        Assert.Null(sample.IoPressure);
        Assert.Null(sample.IrqPressure);
        Assert.Equal(SystemDataSets.None, sample.Denied);
        Assert.Equal(24299916 * 1024L, sample.MemoryAvailable);
        Assert.Equal((7 * 1024L, 42L), (sample.MemInfo!["NovelMemory"], sample.MemInfo["NovelCount"]));
    }

    private static SystemSample Read(string fixture)
    {
        using VmonSession session = new(new SessionOptions { ProcRoot = Path.Combine(AppContext.BaseDirectory, "Fixtures", "System", fixture) });
        using SystemWatch watch = session.WatchSystem(SystemDataSets.All);
        watch.Sample();
        watch.Sample();
        return watch.Current!;
    }
}

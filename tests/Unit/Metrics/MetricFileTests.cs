using System.Runtime.Versioning;
using Vmon.Metrics;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Metrics;

[SupportedOSPlatform("linux")]
public sealed class MetricFileTests : IDisposable
{
    private readonly VmonSession _session = new(new SessionOptions());
    private readonly TemporaryDirectory _directory = new();

    public void Dispose()
    {
        _session.Dispose();
        _directory.Dispose();
    }

    private string Target => _directory.Combine("vmon.prom");

    [Fact]
    public void File_is_readable_by_all_and_nothing_else_is_left()
    {
        int series = Write();
        string[] lines = File.ReadAllLines(Target);
        Assert.Equal(series + 1, lines.Count(static line => line[0] != '#'));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead, File.GetUnixFileMode(Target));
        Assert.Equal([Target], Directory.GetFiles(_directory.Path));
        Assert.Equal(0, Promtool.Check(File.ReadAllText(Target)));
    }

    [Fact]
    public void Counters_that_would_begin_at_zero_in_each_run_are_left_out()
    {
        _ = Write();
        string text = File.ReadAllText(Target);
        foreach (string name in (string[])["process_cpu_time_seconds_total", "vmon_process_starts_total", "vmon_former_", "vmon_samples_total", "vmon_cpu_unattributed"]) Assert.DoesNotContain(name, text, StringComparison.Ordinal);
        foreach (string name in (string[])["process_memory_usage_bytes{", "vmon_processes{", "system_cpu_time_seconds_total{"]) Assert.Contains(name, text, StringComparison.Ordinal);
    }

    [Fact]
    public void File_is_replaced_as_a_whole()
    {
        File.WriteAllText(Target, "old");
        using FileStream reader = File.OpenRead(Target);
        _ = Write();
        using StreamReader old = new(reader);
        Assert.Equal("old", old.ReadToEnd());
        Assert.StartsWith("# HELP", File.ReadAllText(Target), StringComparison.Ordinal);
    }

    [Fact]
    public void Link_is_refused_and_its_target_kept()
    {
        string victim = _directory.Combine("victim");
        File.WriteAllText(victim, "mine");
        _ = File.CreateSymbolicLink(Target, victim);
        _ = Assert.Throws<IOException>(() => Write());
        Assert.Equal("mine", File.ReadAllText(victim));
        Assert.Equal(2, Directory.GetFiles(_directory.Path).Length);
    }

    [Fact]
    public void Directory_is_refused()
    {
        _ = Directory.CreateDirectory(Target);
        _ = Assert.Throws<IOException>(() => Write());
        Assert.Empty(Directory.GetFiles(_directory.Path));
    }

    private int Write() => MetricFile.Write(_session, new ExporterOptions { GroupBy = MetricGrouping.Name }, Target);
}

using System.Text;
using Vmon.Metrics.Declarations;
using Vmon.Metrics.Labels;
using Vmon.Metrics.Pages;
using Vmon.Metrics.Samples;

namespace Vmon.Tests.Metrics.Pages;

public class PageWriterTests
{
    private readonly MetricSample _sample = new();
    private readonly PageWriter _writer = new(LabelSet.Empty.With("host.name", "h"));

    public PageWriterTests()
    {
        LabelSet group = LabelSet.Empty.With("vmon.group", "nginx.service").With("vmon.group.type", "unit");
        _sample.Add(MetricTable.ProcessCpuTime, group.With("cpu.mode", "user"), 12_250_000_000);
        _sample.Add(MetricTable.ProcessCpuTime, group.With("cpu.mode", "system"), 1);
        _sample.Add(MetricTable.ProcessThreads, group, 7);
        _sample.Add(MetricTable.ProcessMemory, group, 4096);
        _sample.Add(MetricTable.Unattributed, LabelSet.Empty, -500_000_000);
    }

    [Fact]
    public void Prometheus_text_has_help_type_and_series() => Assert.Equal(
        """
        # HELP target_info The machine.
        # TYPE target_info gauge
        target_info{host_name="h"} 1
        # HELP process_cpu_time_seconds_total CPU time of the processes of the group since the exporter started, exited processes included.
        # TYPE process_cpu_time_seconds_total counter
        process_cpu_time_seconds_total{vmon_group="nginx.service",vmon_group_type="unit",cpu_mode="user"} 12.25
        process_cpu_time_seconds_total{vmon_group="nginx.service",vmon_group_type="unit",cpu_mode="system"} 0.000000001
        # HELP process_threads Threads of the processes of the group.
        # TYPE process_threads gauge
        process_threads{vmon_group="nginx.service",vmon_group_type="unit"} 7
        # HELP process_memory_usage_bytes Resident memory of the processes of the group. Pages that several processes share count for each.
        # TYPE process_memory_usage_bytes gauge
        process_memory_usage_bytes{vmon_group="nginx.service",vmon_group_type="unit"} 4096
        # HELP vmon_cpu_unattributed_time_seconds CPU time that was busy since the exporter started and that no process used: interrupts, and what the two counts differ by. Can be slightly negative.
        # TYPE vmon_cpu_unattributed_time_seconds gauge
        vmon_cpu_unattributed_time_seconds -0.5

        """, Write(PageFormat.Prometheus));

    [Fact]
    public void OpenMetrics_names_families_without_total_and_ends_with_eof()
    {
        string page = Write(PageFormat.OpenMetrics);
        Assert.StartsWith("# HELP target The machine.\n# TYPE target info\ntarget_info{host_name=\"h\"} 1\n", page, StringComparison.Ordinal);
        Assert.Contains("# TYPE process_cpu_time_seconds counter\n# UNIT process_cpu_time_seconds seconds\nprocess_cpu_time_seconds_total{", page, StringComparison.Ordinal);
        Assert.EndsWith("\n# EOF\n", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "0.000000001")]
    [InlineData(-1, "-0.000000001")]
    [InlineData(1_000_000_000, "1")]
    [InlineData(1_100_000_000, "1.1")]
    [InlineData(123_456_789_012_345_678, "123456789.012345678")]
    [InlineData(long.MaxValue, "9223372036.854775807")]
    [InlineData(long.MinValue, "-9223372036.854775808")]
    public void Seconds_are_exact_to_the_nanosecond(long nanoseconds, string expected)
    {
        _sample.Clear();
        _sample.Add(MetricTable.SampleDuration, LabelSet.Empty, nanoseconds);
        Assert.Contains($"\nvmon_sample_duration_seconds {expected}\n", Write(PageFormat.Prometheus), StringComparison.Ordinal);
    }

    [Fact]
    public void Long_labels_extend_the_page()
    {
        for (int i = 0; i < 5_000; i++) _sample.Add(MetricTable.ProcessThreads, LabelSet.Empty.With("vmon.group", $"{i}{new string('é', 120)}"), i);
        string page = Write(PageFormat.OpenMetrics);
        Assert.Equal(5_001, page.Split('\n').Count(static line => line.StartsWith("process_threads{", StringComparison.Ordinal)));
        Assert.EndsWith("# EOF\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Writing_again_allocates_nothing_but_the_page()
    {
        _ = Write(PageFormat.Prometheus);
        using Page page = new();
        _writer.Write(_sample, PageFormat.Prometheus, page);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) _writer.Write(_sample, PageFormat.Prometheus, page);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(allocated, 0, 1_000_000); // the page grows; an object for each series would be more
        Assert.InRange(page.Length, 100 * 1_000, int.MaxValue);
    }

    [Fact]
    public void Compressed_page_has_the_same_bytes()
    {
        using Page page = new();
        _writer.Write(_sample, PageFormat.Prometheus, page);
        using Page compressed = page.Compress();
        using System.IO.Compression.GZipStream gzip = new(new MemoryStream(compressed.Bytes.ToArray()), System.IO.Compression.CompressionMode.Decompress);
        using StreamReader reader = new(gzip);
        Assert.Equal(Encoding.UTF8.GetString(page.Bytes.Span), reader.ReadToEnd());
    }

    private string Write(PageFormat format)
    {
        using Page page = new();
        _writer.Write(_sample, format, page);
        return Encoding.UTF8.GetString(page.Bytes.Span);
    }
}

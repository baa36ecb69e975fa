using System.Globalization;
using System.Net;
using System.Text;
using Vmon.Metrics;
using Vmon.Metrics.Declarations;
using Vmon.Metrics.Groups;
using Vmon.Metrics.Samples;
using Vmon.Metrics.Sampling;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Metrics;

public sealed class VmonExporterTests : IDisposable
{
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);

    private readonly VmonSession _session = new(new SessionOptions());

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task Scrapes_within_the_interval_share_a_sample()
    {
        using VmonExporter exporter = Start(options => options with { Interval = Never });
        using HttpClient client = new();
        string first = await client.GetStringAsync(exporter.Uri, TestContext.Current.CancellationToken);
        string second = await client.GetStringAsync(exporter.Uri, TestContext.Current.CancellationToken);
        Assert.Equal(first, second);
        Assert.Equal((1, 2), (exporter.SampleCount, exporter.ScrapeCount));
    }

    [Fact]
    public async Task Scrape_after_the_interval_takes_a_sample()
    {
        using VmonExporter exporter = Start(options => options with { Interval = TimeSpan.FromTicks(1) });
        using HttpClient client = new();
        Assert.Equal(1, exporter.SampleCount);
        _ = await client.GetStringAsync(exporter.Uri, TestContext.Current.CancellationToken);
        _ = await client.GetStringAsync(exporter.Uri, TestContext.Current.CancellationToken);
        Assert.Equal(3, exporter.SampleCount);
    }

    [Fact]
    public void Nothing_is_sampled_between_scrapes()
    {
        using VmonExporter exporter = Start(options => options with { Interval = TimeSpan.FromMilliseconds(1) });
        Thread.Sleep(100);
        Assert.Equal(1, exporter.SampleCount);
    }

    [Fact]
    public void Exporter_stops_with_its_session()
    {
        using VmonExporter exporter = Start(static options => options);
        _session.Dispose();
        Assert.False(exporter.IsRunning);
        using System.Net.Sockets.TcpClient client = new();
        _ = Assert.Throws<System.Net.Sockets.SocketException>(() => client.Connect(IPEndPoint.Parse(exporter.ListenAddress)));
    }

    [Fact]
    public void Port_in_use_is_an_error_that_says_so()
    {
        using VmonExporter exporter = Start(static options => options);
        ExporterException refused = Assert.Throws<ExporterException>(() => Start(options => options with { ListenAddress = IPEndPoint.Parse(exporter.ListenAddress) }));
        Assert.Equal($"Cannot listen on {exporter.ListenAddress}: the port is in use.", refused.Message);
        Assert.Equal(0, refused.Address.Port == 0 ? 1 : 0);
    }

    [Fact]
    public void Usage_of_processes_that_exited_between_samples_stays_in_their_group()
    {
        using Collector collector = NewCollector(MetricGrouping.Name);
        using ShellProcess shell = new("printf vmon-test > /proc/$$/comm; echo ready; while read n; do i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; /bin/true; (exit 3); echo done; done");
        _ = shell.ReadLine();
        Assert.True(collector.TrySample());
        long before = Cpu(collector, "vmon-test");
        shell.WriteLine("1");
        Assert.Equal("done", shell.ReadLine());
        Assert.True(collector.TrySample());
        long used = Cpu(collector, "vmon-test") - before;
        shell.Kill();
        WaitUntil.True(() => collector.TrySample() && !Shown(collector, "vmon-test"));
        Assert.True(used >= 50_000_000, $"{used} ns for 300,000 rounds of a shell.");
        Assert.True(Cpu(collector, "vmon-test") + CpuOf(collector, "other") >= before + used);
    }

    [Fact]
    public void Descriptors_of_a_group_are_those_that_its_processes_have_open()
    {
        Assert.SkipUnless(Environment.OSVersion.Version >= new Version(6, 2), "The kernel does not tell the number of descriptors before 6.2.");
        using Collector collector = NewCollector(MetricGrouping.Name);
        using ShellProcess shell = new("printf vmon-test > /proc/$$/comm; for i in 3 4 5; do echo; read n; eval \"exec $i</dev/null\"; done; echo; read n");
        for (int opened = 0; opened <= 3; opened++)
        {
            _ = shell.ReadLine();
            for (int rests = 0; rests < 3; rests++)
            {
                Assert.True(collector.TrySample());
                Assert.Equal(Directory.GetFileSystemEntries($"/proc/{shell.Id}/fd").Length, Descriptors(collector, "vmon-test"));
            }

            shell.WriteLine("1");
        }
    }

    [Theory]
    [InlineData(MetricGrouping.Unit)]
    [InlineData(MetricGrouping.Name)]
    [InlineData(MetricGrouping.User)]
    [InlineData(MetricGrouping.Container)]
    [InlineData(MetricGrouping.Process)]
    public void Every_grouping_adds_up_to_the_machine(MetricGrouping grouping)
    {
        using Collector collector = NewCollector(grouping, top: 3);
        for (int i = 0; i < 4; i++)
        {
            Assert.True(collector.TrySample());
            using System.Diagnostics.Process churn = System.Diagnostics.Process.Start("/bin/sh", ["-c", "i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done"]);
            churn.WaitForExit();
        }

        long processes = Sum(collector, MetricTable.ProcessCount);
        Assert.Equal(processes, collector.Sample.Of(MetricTable.SystemProcesses)[0].Value);
        long cpu = Sum(collector, MetricTable.ProcessCpuTime) + Sum(collector, MetricTable.FormerCpuTime);
        Assert.Equal(collector.ProcessCpu, cpu);
        Assert.InRange(collector.Ledger.Shown.Count, 1, 3);
        Assert.True(cpu > 0);
    }

    [Fact]
    public void Container_has_the_figures_of_its_control_group()
    {
        string id = $"{Guid.NewGuid():N}{Guid.NewGuid():N}";
        using ControlGroup container = ControlGroup.With("cpuacct.usage_user", $"docker-{id}.scope");
        using ShellProcess busy = new("read line; while :; do :; done");
        container.Add(busy.Id);
        using Collector collector = NewCollector(MetricGrouping.Container);
        busy.WriteLine("go");
        for (int i = 0; i < 2; i++)
        {
            Thread.Sleep(200);
            long before = long.Parse(container["cpuacct.usage_user"], CultureInfo.InvariantCulture);
            Assert.True(collector.TrySample());
            long after = long.Parse(container["cpuacct.usage_user"], CultureInfo.InvariantCulture);
            Point[] cpu = [.. OfContainer(collector, MetricTable.ContainerCpuTime, id)];
            Assert.Equal(["user", "system"], cpu.Select(static point => point.Labels.Attributes[^1].Value));
            Assert.InRange(cpu[0].Value, before / 100 * 100, after);
            Assert.InRange(Assert.Single(OfContainer(collector, MetricTable.ContainerUptime, id)).Value, 100_000_000, 60_000_000_000);
        }

        Assert.Empty(OfContainer(collector, MetricTable.ContainerMemory, id)); // this hierarchy has no memory controller
        busy.Kill();
    }

    [Fact]
    public void Quota_of_the_group_below_that_of_a_container_throttles_the_container()
    {
        string id = $"{Guid.NewGuid():N}{Guid.NewGuid():N}";
        using ControlGroup container = ControlGroup.With("cpu.cfs_quota_us", $"docker-{id}.scope");
        using ControlGroup inner = container.Below("container");
        inner["cpu.cfs_quota_us"] = "10000";
        using ShellProcess busy = new("read line; while :; do :; done");
        inner.Add(busy.Id);
        using Collector collector = NewCollector(MetricGrouping.Container);
        busy.WriteLine("go");
        WaitUntil.True(() => collector.TrySample() && OfContainer(collector, MetricTable.ContainerThrottledTime, id).Single().Value > 0);
        Assert.StartsWith("nr_periods 0\n", container["cpu.stat"], StringComparison.Ordinal);
        busy.Kill();
    }

    [Fact]
    public void Container_that_is_not_shown_has_no_series()
    {
        using ControlGroup container = ControlGroup.With("cpuacct.usage_user", $"docker-{Guid.NewGuid():N}{Guid.NewGuid():N}.scope");
        using ShellProcess resting = new("read line");
        container.Add(resting.Id);
        using Collector collector = NewCollector(MetricGrouping.Container, top: 1);
        Assert.True(collector.TrySample());
        Assert.Equal(GroupType.None, Assert.Single(collector.Ledger.Shown).Key.Type);
        Assert.True(collector.Sample.Of(MetricTable.ContainerCpuTime).IsEmpty);
        resting.Kill();
    }

    private static IEnumerable<Point> OfContainer(Collector collector, Metric metric, string id) =>
        collector.Sample.Of(metric).ToArray().Where(point => point.Labels.Attributes.Contains(KeyValuePair.Create("container.id", id)));

    [Fact]
    public void Process_cpu_and_the_unattributed_rest_are_the_busy_time_of_the_machine()
    {
        using Collector collector = NewCollector(MetricGrouping.Name);
        Assert.True(collector.TrySample());
        long before = Busy(collector);
        using System.Diagnostics.Process churn = System.Diagnostics.Process.Start("/bin/sh", ["-c", "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done"]);
        churn.WaitForExit();
        Assert.True(collector.TrySample());
        Assert.Equal(Busy(collector) - before, collector.ProcessCpu + collector.Sample.Of(MetricTable.Unattributed)[0].Value);
    }

    [Fact]
    public async Task Hostile_name_is_a_label_of_the_page()
    {
        using TemporaryDirectory directory = new();
        using VmonExporter exporter = Start(options => options with { GroupBy = MetricGrouping.Name, Top = 1000, Interval = TimeSpan.FromTicks(1) });
        using ShellProcess process = new("printf 'a\"b\\\\\\nc\\033\\377' > /proc/$$/comm; echo ready; read line");
        _ = process.ReadLine();
        using HttpClient client = new();
        string page = Encoding.UTF8.GetString(await client.GetByteArrayAsync(exporter.Uri, TestContext.Current.CancellationToken));
        Assert.Contains("vmon_processes{vmon_group=\"a\\\"b\\\\", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', page);
        Assert.All(page.Split('\n'), static line => Assert.Matches("^(#.*|[a-z_]+(\\{.*\\})? -?[0-9.]+|)$", line));
        Assert.Equal(0, Promtool.Check(page));
    }

    private static long Busy(Collector collector)
    {
        ReadOnlySpan<Point> modes = collector.Sample.Of(MetricTable.CpuTime);
        long busy = 0;
        foreach (Point mode in modes)
            if (mode.Labels.Attributes[0].Value is "user" or "nice" or "system" or "interrupt") busy += mode.Value;
        return busy;
    }

    private static long Sum(Collector collector, Metric metric)
    {
        long sum = 0;
        foreach (Point point in collector.Sample.Of(metric)) sum += point.Value;
        return sum;
    }

    private static bool Shown(Collector collector, string group) => collector.Ledger.Shown.Any(one => one.Key.Name == group && one.Levels[GroupLevel.Processes] > 0);

    private static long Descriptors(Collector collector, string group) => collector.Ledger.Shown.Single(one => one.Key.Name == group).Levels[GroupLevel.Descriptors];

    private static long Cpu(Collector collector, string group) => CpuOf(collector, group);

    private static long CpuOf(Collector collector, string group)
    {
        long sum = 0;
        foreach (Point point in collector.Sample.Of(MetricTable.ProcessCpuTime))
            if (point.Labels.Attributes[0].Value == group) sum += point.Value;
        return sum;
    }

    private Collector NewCollector(MetricGrouping grouping, int top = 1000) => new(_session, new CollectorOptions(grouping, top, IncludesNetwork: false));

    private VmonExporter Start(Func<ExporterOptions, ExporterOptions> with) =>
        VmonExporter.Start(_session, with(new ExporterOptions { ListenAddress = new IPEndPoint(IPAddress.Loopback, 0) }));
}

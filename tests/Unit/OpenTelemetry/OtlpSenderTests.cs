using System.Net;
using System.Runtime.Loader;
using Opentelemetry.Proto.Collector.Metrics.V1;
using Opentelemetry.Proto.Metrics.V1;
using Vmon.Metrics;
using Vmon.Metrics.Declarations;
using Vmon.PowerShell.Exporters;
using Declared = Vmon.Metrics.Declarations.Metric;
using Sent = Opentelemetry.Proto.Metrics.V1.Metric;

namespace Vmon.Tests.OpenTelemetry;

public class OtlpSenderTests
{
    [Fact]
    public void Sent_metrics_are_those_of_the_declarations_with_the_values_of_a_sample()
    {
        using OtlpReceiver receiver = new();
        using VmonSession session = new(new SessionOptions());
        ExporterOptions options = new() { ListenAddress = new IPEndPoint(IPAddress.Loopback, 0), GroupBy = MetricGrouping.Name, Top = 5, Interval = TimeSpan.FromMilliseconds(1) };
        using VmonExporter exporter = VmonExporter.Start(session, options, MetricSenders.Otlp, new OtlpOptions { Endpoint = receiver.Endpoint, Interval = TimeSpan.FromMilliseconds(200) });
        ResourceMetrics resource = receiver.Take().ResourceMetrics.Single();

        // The library starts its timer before it knows the metrics, so that the first message can be empty.
        if (resource.ScopeMetrics.Count == 0) resource = receiver.Take().ResourceMetrics.Single();
        Assert.Equal("/v1/metrics", receiver.Paths.First());
        Assert.Contains(resource.Resource.Attributes, static attribute => attribute is { Key: "service.name", Value.StringValue: "vmon" });
        Assert.Contains(resource.Resource.Attributes, static attribute => attribute is { Key: "os.type", Value.StringValue: "linux" });
        Dictionary<string, Sent> sent = resource.ScopeMetrics.Single().Metrics.ToDictionary(static metric => metric.Name);
        foreach (Sent metric in sent.Values)
        {
            Declared declared = MetricTable.All.Single(one => one.Name == metric.Name);
            Assert.Equal((declared.Unit, declared.Description), (metric.Unit, metric.Description));
            bool isSum = declared.Kind != MetricKind.Gauge;
            Assert.Equal(isSum ? Sent.DataOneofCase.Sum : Sent.DataOneofCase.Gauge, metric.DataCase);
            if (!isSum) continue;
            Assert.Equal(AggregationTemporality.Cumulative, metric.Sum.AggregationTemporality);
            Assert.Equal(declared.Kind == MetricKind.Counter, metric.Sum.IsMonotonic);
        }

        // Of one sample: processes of the groups are those of the machine.
        Assert.Equal(Only(sent["system.process.count"]).AsInt, sent["vmon.process.count"].Sum.DataPoints.Sum(static point => point.AsInt));
        NumberDataPoint cpu = sent["process.cpu.time"].Sum.DataPoints.First(
            static point => point.Attributes.Any(static attribute => attribute is { Key: "vmon.group.type", Value.StringValue: "name" }));
        Assert.Equal(["cpu.mode", "process.executable.name", "vmon.group", "vmon.group.type"], cpu.Attributes.Select(static attribute => attribute.Key).Order(StringComparer.Ordinal));
        Assert.Equal(NumberDataPoint.ValueOneofCase.AsDouble, cpu.ValueCase);
        Assert.InRange(sent["process.cpu.time"].Sum.DataPoints.Count, 4, 12);
    }

    [Fact]
    public async Task Port_4317_is_asked_by_gRPC()
    {
        await using GrpcReceiver receiver = await GrpcReceiver.StartAsync();
        using VmonSession session = new(new SessionOptions());
        ExporterOptions options = new() { ListenAddress = new IPEndPoint(IPAddress.Loopback, 0), GroupBy = MetricGrouping.Name, Top = 5 };
        VmonExporter exporter = VmonExporter.Start(session, options, MetricSenders.Otlp, new OtlpOptions { Endpoint = GrpcReceiver.Endpoint, Interval = TimeSpan.FromHours(1) });
        exporter.Dispose();
        ResourceMetrics resource = receiver.Take().ResourceMetrics.Single();
        Assert.Equal("/opentelemetry.proto.collector.metrics.v1.MetricsService/Export", Assert.Single(receiver.Methods));
        Assert.Contains(resource.Resource.Attributes, static attribute => attribute is { Key: "service.name", Value.StringValue: "vmon" });
        Assert.Contains(resource.ScopeMetrics.Single().Metrics, static metric => metric.Name == "process.cpu.time" && metric.Sum.DataPoints.Count > 0);
    }

    [Fact]
    public void Last_values_are_sent_when_the_exporter_stops()
    {
        using OtlpReceiver receiver = new();
        using VmonSession session = new(new SessionOptions());
        ExporterOptions options = new() { ListenAddress = new IPEndPoint(IPAddress.Loopback, 0) };
        VmonExporter exporter = VmonExporter.Start(session, options, MetricSenders.Otlp, new OtlpOptions { Endpoint = receiver.Endpoint, Interval = TimeSpan.FromHours(1) });
        exporter.Dispose();
        ExportMetricsServiceRequest message = receiver.Take();
        Assert.NotEmpty(message.ResourceMetrics.Single().ScopeMetrics.Single().Metrics);
    }

    [Fact]
    public void Two_exporters_send_their_own_metrics()
    {
        using OtlpReceiver first = new();
        using OtlpReceiver second = new();
        using VmonSession session = new(new SessionOptions());
        ExporterOptions options = new() { ListenAddress = new IPEndPoint(IPAddress.Loopback, 0) };
        using (VmonExporter.Start(session, options with { Top = 1 }, MetricSenders.Otlp, new OtlpOptions { Endpoint = first.Endpoint, Interval = TimeSpan.FromHours(1) }))
        using (VmonExporter.Start(session, options with { GroupBy = MetricGrouping.User, Top = 1 }, MetricSenders.Otlp, new OtlpOptions { Endpoint = second.Endpoint, Interval = TimeSpan.FromHours(1) }))
            Assert.NotEqual(IntPtr.Zero, Environment.ProcessId);
        Assert.All((OtlpReceiver[])[first, second], static receiver => Assert.Single(receiver.Take().ResourceMetrics.Single().ScopeMetrics));
    }

    [Fact]
    public async Task Receiver_that_is_away_does_not_disturb_scrapes()
    {
        using VmonSession session = new(new SessionOptions());
        ExporterOptions options = new() { ListenAddress = new IPEndPoint(IPAddress.Loopback, 0) };
        using VmonExporter exporter = VmonExporter.Start(session, options, MetricSenders.Otlp, new OtlpOptions { Endpoint = new Uri("http://127.0.0.1:1"), Interval = TimeSpan.FromMilliseconds(50) });
        using HttpClient client = new();
        Assert.Contains("vmon_processes", await client.GetStringAsync(exporter.Uri, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public void Library_is_in_a_load_context_of_its_own()
    {
        Type sender = MetricSenders.Otlp.GetType();
        AssemblyLoadContext context = AssemblyLoadContext.GetLoadContext(sender.Assembly)!;
        Assert.Equal("Vmon opentelemetry", context.Name);
        Assert.Same(typeof(IMetricSender).Assembly, sender.GetInterfaces().Single().Assembly);
    }

    private static NumberDataPoint Only(Sent metric) => metric.Sum.DataPoints.Single();
}

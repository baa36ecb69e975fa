using System.Diagnostics;
using System.Net;
using Vmon.Fleet.Hosts;
using Vmon.Metrics;
using Vmon.Metrics.Groups;
using Vmon.Metrics.Http;
using Vmon.Metrics.Labels;
using Vmon.Metrics.Pages;
using Vmon.Metrics.Samples;
using Vmon.Metrics.Sampling;
using Vmon.Sources.Machine;

namespace Vmon.Fleet.Exporters;

/// <summary>The exporter of a simulated host: what Start-VmonExporter -GroupBy Name serves, with processes that are in memory.</summary>
internal sealed class SimulatedExporter : IPageSource, IDisposable
{
    private const int Top = 20;

    private static readonly TimeSpan FirstInterval = TimeSpan.FromSeconds(15);

    private readonly SimulatedHost _host;
    private readonly SharedMachine _machine;
    private readonly GroupLedger _ledger = new(Top, GroupNaming.LabelsOf);
    private readonly GroupPoints _groups = new(includesOptional: false);
    private readonly MachinePoints _machinePoints = new();
    private readonly ProcessReader _reader;
    private readonly PageWriter _writer;
    private readonly MetricSample _sample = new();
    private readonly HttpServer _server;
    private readonly Lock _gate = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _sampledAt;

    internal SimulatedExporter(int number, SharedMachine machine)
    {
        _host = new SimulatedHost(number, DateTimeOffset.UtcNow - FirstInterval);
        _machine = machine;
        _reader = new ProcessReader(_host.Table, _ledger, new GroupNaming(MetricGrouping.Name, users: null));
        _writer = new PageWriter(LabelSet.Empty.With("service.name", "vmon").With("host.name", _host.Name).With("os.type", "linux"));
        _server = new HttpServer(new HttpServerOptions { Address = new IPEndPoint(IPAddress.Loopback, 0) }, this);
    }

    /// <summary>Where it listens.</summary>
    internal IPEndPoint Address => _server.Address;

    /// <summary>Number of series of the last page.</summary>
    internal int SeriesCount => _sample.Count;

    /// <summary>Number of pages that were served.</summary>
    internal long ScrapeCount => _server.AnswerCount(0);

    /// <summary>Bytes of the last page, and of what was sent.</summary>
    internal (int Whole, int Compressed) PageSize { get; private set; }

    public Page? TryGet(PageFormat format, bool isCompressed)
    {
        lock (_gate)
        {
            Sample();
            Page page = new();
            _writer.Write(_sample, format, page);
            if (!isCompressed) return page;
            Page compressed = page.Compress();
            PageSize = (page.Length, compressed.Length);
            page.Dispose();
            return compressed;
        }
    }

    public void Dispose()
    {
        _server.Dispose();
        _host.Dispose();
    }

    private void Sample()
    {
        _host.Advance(_sampledAt == 0 ? FirstInterval : Stopwatch.GetElapsedTime(_sampledAt));
        _sampledAt = Stopwatch.GetTimestamp();
        _ledger.Begin();
        _reader.Read();
        (SystemSample machine, LineValues? vmStat) = _machine.Current;
        MachineSize size = new(machine.CpuCount ?? Environment.ProcessorCount, machine.MemoryTotal ?? 1);
        _ledger.End(Stopwatch.GetElapsedTime(_start), _host.Table.State.Uptime ?? TimeSpan.Zero, size);
        _sample.Clear();
        _groups.Add(_ledger, hasDescriptors: true, _sample);
        _machinePoints.Add(machine, vmStat, processCpu: null, _reader.ProcessCount, _sample);
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Vmon.Bench;

namespace Vmon.Fleet.Exporters;

/// <summary>A Prometheus of its own, with an empty database.</summary>
internal sealed class PrometheusServer : IDisposable
{
    internal const string Program = "prometheus";

    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);

    private readonly string _directory = Directory.CreateTempSubdirectory("vmon-fleet-").FullName;
    private readonly HttpClient _client;
    private readonly Process _process;

    /// <summary>Starts it.</summary>
    /// <param name="targets">What it scrapes.</param>
    /// <param name="interval">How often.</param>
    /// <exception cref="PeerException">It does not answer.</exception>
    internal PrometheusServer(IEnumerable<IPEndPoint> targets, TimeSpan interval)
    {
        string list = string.Join(", ", targets.Select(static target => $"'{target}'"));
        File.WriteAllText(Path.Combine(_directory, "prometheus.yml"), string.Create(CultureInfo.InvariantCulture, $"""
            global: {"{"}scrape_interval: {interval.TotalSeconds}s, scrape_timeout: {interval.TotalSeconds}s{"}"}
            scrape_configs:
              - job_name: vmon
                static_configs: [{"{"}targets: [{list}]{"}"}]

            """));
        string address = FreeAddress();
        _process = Executable.Start(Program, ["--config.file=" + Path.Combine(_directory, "prometheus.yml"), "--storage.tsdb.path=" + Path.Combine(_directory, "data"), "--web.listen-address=" + address, "--web.enable-admin-api", "--log.level=error"]);
        _client = new HttpClient { BaseAddress = new Uri($"http://{address}/api/v1/"), Timeout = TimeSpan.FromMinutes(2) };
        WaitForFirst();
    }

    /// <summary>CPU time that it has used, in µs.</summary>
    internal double Cpu => CpuTime.Of(_process.Id);

    /// <summary>Its resident memory in bytes.</summary>
    internal long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>The values of the series of a query, and how long the answer took.</summary>
    internal (double[] Values, TimeSpan Time) Ask(string query)
    {
        long start = Stopwatch.GetTimestamp();
        string answer = _client.GetStringAsync("query?query=" + Uri.EscapeDataString(query)).GetAwaiter().GetResult();
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        using JsonDocument document = JsonDocument.Parse(answer);
        JsonElement result = document.RootElement.GetProperty("data").GetProperty("result");
        return ([.. result.EnumerateArray().Select(static series => double.Parse(series.GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture))], time);
    }

    /// <summary>Bytes per value on the disk, once a block is written.</summary>
    internal double BytesPerValue()
    {
        using HttpResponseMessage answer = _client.PostAsync("admin/tsdb/snapshot", content: null).GetAwaiter().GetResult();
        string snapshots = Path.Combine(_directory, "data", "snapshots");
        long bytes = 0;
        long values = 0;
        foreach (string file in Directory.EnumerateFiles(snapshots, "*", SearchOption.AllDirectories))
        {
            bytes += new FileInfo(file).Length;
            if (Path.GetFileName(file) != "meta.json") continue;
            using JsonDocument meta = JsonDocument.Parse(File.ReadAllText(file));
            values += meta.RootElement.GetProperty("stats").GetProperty("numSamples").GetInt64();
        }

        return (double)bytes / values;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _client.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private void WaitForFirst()
    {
        Stopwatch clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                _ = Ask("up");
                return;
            }
            catch (HttpRequestException) when (clock.Elapsed < LongestStart && !_process.HasExited)
            {
                Thread.Sleep(200);
            }
            catch (HttpRequestException failure)
            {
                throw new PeerException($"Prometheus does not answer: {failure.Message}");
            }
        }
    }

    private static string FreeAddress()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return $"{listener.LocalEndpoint}";
    }
}

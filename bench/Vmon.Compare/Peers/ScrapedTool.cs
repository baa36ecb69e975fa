using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Vmon.Bench;
using Vmon.Compare.Measuring;

namespace Vmon.Compare.Peers;

/// <summary>A server that samples when its metrics are requested. Its CPU clock is read over a number of requests.</summary>
internal sealed class ScrapedTool(string name, string program, Func<string, string[]> arguments) : Peer(name)
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(30);

    internal override string? Absence() => Executable.Absence(program);

    internal override Cost Measure(CompareOptions options)
    {
        string address = FreeAddress();
        using Process process = Executable.Start(program, arguments(address));
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        try
        {
            using HttpClient client = new() { BaseAddress = new Uri($"http://{address}/") };
            WaitForFirst(client);
            double start = CpuTime.Of(process.Id);
            for (int warmUp = 0; warmUp < 3; warmUp++) Scrape(client);
            double before = CpuTime.Of(process.Id);
            for (int sample = 0; sample < options.Samples; sample++)
            {
                Scrape(client);
                Thread.Sleep(TimeSpan.FromSeconds(options.Interval));
            }

            return new Cost((CpuTime.Of(process.Id) - before) / options.Samples, start / 1000);
        }
        finally
        {
            process.Kill();
            process.WaitForExit();
        }
    }

    private static void Scrape(HttpClient client) => _ = client.GetByteArrayAsync("metrics").GetAwaiter().GetResult();

    private static void WaitForFirst(HttpClient client)
    {
        Stopwatch clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                Scrape(client);
                return;
            }
            catch (HttpRequestException) when (clock.Elapsed < LongestStart)
            {
                Thread.Sleep(50);
            }
            catch (HttpRequestException failure)
            {
                throw new PeerException($"the server does not answer: {failure.Message}");
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

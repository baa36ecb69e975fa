using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Opentelemetry.Proto.Collector.Metrics.V1;

namespace Vmon.Tests.OpenTelemetry;

/// <summary>A receiver of OTLP by HTTP, made of the official protocol definitions.</summary>
internal sealed class OtlpReceiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly BlockingCollection<ExportMetricsServiceRequest> _received = [];

    internal OtlpReceiver()
    {
        using (TcpListener free = new(IPAddress.Loopback, 0))
        {
            free.Start();
            Endpoint = new Uri($"http://{free.LocalEndpoint}");
        }

        _listener.Prefixes.Add($"{Endpoint}");
        _listener.Start();
        _ = Task.Run(ReceiveAsync);
    }

    /// <summary>Its address, without the path of metrics.</summary>
    internal Uri Endpoint { get; }

    /// <summary>The paths that were asked for.</summary>
    internal ConcurrentBag<string> Paths { get; } = [];

    /// <summary>Takes the next message.</summary>
    internal ExportMetricsServiceRequest Take()
    {
        Assert.True(_received.TryTake(out ExportMetricsServiceRequest? message, TimeSpan.FromSeconds(60)), "No message arrived.");
        return message!;
    }

    public void Dispose()
    {
        _listener.Close();
        _received.Dispose();
    }

    private async Task ReceiveAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                HttpListenerContext context = await _listener.GetContextAsync().ConfigureAwait(false);
                Paths.Add(context.Request.Url!.AbsolutePath);
                using MemoryStream body = new();
                await context.Request.InputStream.CopyToAsync(body).ConfigureAwait(false);
                _received.Add(ExportMetricsServiceRequest.Parser.ParseFrom(body.ToArray()));
                context.Response.ContentType = "application/x-protobuf";
                context.Response.Close();
            }
            catch (Exception end) when (end is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }
}

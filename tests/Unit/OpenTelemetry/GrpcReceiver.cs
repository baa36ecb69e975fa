using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Opentelemetry.Proto.Collector.Metrics.V1;

namespace Vmon.Tests.OpenTelemetry;

/// <summary>A receiver of OTLP by gRPC, made of the official protocol definitions.</summary>
internal sealed class GrpcReceiver : IAsyncDisposable
{
    private const int PortOfGrpc = 4317;
    private const int PrefixLength = 5;

    // Not 127.0.0.1, where a collector of the machine can listen.
    private static readonly IPAddress Address = IPAddress.Parse("127.0.43.17");

    private readonly WebApplication _server;
    private readonly BlockingCollection<ExportMetricsServiceRequest> _received = [];

    private GrpcReceiver()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.ConfigureKestrel(static server => server.Listen(Address, PortOfGrpc, static listener => listener.Protocols = HttpProtocols.Http2));
        _server = builder.Build();
        _server.Run(ReceiveAsync);
    }

    /// <summary>Its address.</summary>
    internal static Uri Endpoint { get; } = new($"http://{Address}:{PortOfGrpc}");

    /// <summary>The methods that were called.</summary>
    internal ConcurrentBag<string> Methods { get; } = [];

    internal static async Task<GrpcReceiver> StartAsync()
    {
        GrpcReceiver receiver = new();
        await receiver._server.StartAsync();
        return receiver;
    }

    /// <summary>Takes the next message.</summary>
    internal ExportMetricsServiceRequest Take()
    {
        Assert.True(_received.TryTake(out ExportMetricsServiceRequest? message, TimeSpan.FromSeconds(60)), "No message arrived.");
        return message!;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _received.Dispose();
    }

    // A message: whether it is compressed (1 byte), its length (4 bytes, big endian), and its bytes.
    private async Task ReceiveAsync(HttpContext call)
    {
        Methods.Add(call.Request.Path);
        using MemoryStream body = new();
        await call.Request.Body.CopyToAsync(body);
        byte[] bytes = body.ToArray();
        Assert.Equal(0, bytes[0]);
        Assert.Equal(bytes.Length - PrefixLength, BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(1)));
        _received.Add(ExportMetricsServiceRequest.Parser.ParseFrom(bytes, PrefixLength, bytes.Length - PrefixLength));
        call.Response.ContentType = "application/grpc";
        await call.Response.Body.WriteAsync(new byte[PrefixLength]);
        call.Response.AppendTrailer("grpc-status", "0");
    }
}

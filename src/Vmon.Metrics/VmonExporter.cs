using System.Net;
using System.Net.Sockets;
using Vmon.Metrics.Http;
using Vmon.Metrics.Sampling;

namespace Vmon.Metrics;

/// <summary>Serves metrics of the processes of a session for scraping, and sends them by OTLP. Takes a sample when it is asked. Disposing it closes the port.</summary>
public sealed class VmonExporter : IDisposable
{
    private readonly SampleStore _store;
    private readonly HttpServer _server;
    private readonly IDisposable? _sending;
    private readonly Lock _gate = new();
    private CancellationTokenRegistration _stopped;
    private bool _isDisposed;

    private VmonExporter(VmonSession session, ExporterOptions options, SampleStore store, HttpServer server, IDisposable? sending, OtlpOptions? otlp)
    {
        Session = session.Name;
        Options = options with { ListenAddress = server.Address };
        _store = store;
        _server = server;
        _sending = sending;
        OtlpEndpoint = otlp?.Endpoint;
        StartTime = DateTimeOffset.Now;
    }

    /// <summary>What it exports, and where. Contains the token.</summary>
    internal ExporterOptions Options { get; private set; }

    /// <summary>Where it listens, such as 127.0.0.1:9257.</summary>
    public string ListenAddress => Options.ListenAddress.ToString();

    /// <summary>Address of its metrics.</summary>
    public Uri Uri => new($"{(UsesTls ? "https" : "http")}://{ListenAddress}/metrics");

    /// <summary>Where it sends metrics by OTLP. Null if it does not.</summary>
    public Uri? OtlpEndpoint { get; }

    /// <summary>What groups processes.</summary>
    public MetricGrouping GroupBy => Options.GroupBy;

    /// <summary>Number of groups that have series of their own.</summary>
    public int Top => Options.Top;

    /// <summary>Age up to which a sample answers another scrape.</summary>
    public TimeSpan Interval => Options.Interval;

    /// <summary>Whether it serves only TLS.</summary>
    public bool UsesTls => Options.Certificate is not null;

    /// <summary>Whether requests need a bearer token.</summary>
    public bool RequiresToken => Options.Token is not null;

    /// <summary>When it started, local.</summary>
    public DateTimeOffset StartTime { get; }

    /// <summary>Number of pages that it has served.</summary>
    public long ScrapeCount => _server.AnswerCount(0);

    /// <summary>Number of samples that it took.</summary>
    public long SampleCount => _store.SampleCount;

    /// <summary>Number of series of the last sample.</summary>
    public int SeriesCount => _store.SeriesCount;

    /// <summary>How long the last sample took.</summary>
    public TimeSpan LastDuration => _store.LastDuration;

    /// <summary>Number of connections that were closed because there were too many, or because the client was too slow.</summary>
    public long RejectedCount => _server.RejectedCount;

    /// <summary>Whether it serves.</summary>
    public bool IsRunning => !Volatile.Read(ref _isDisposed);

    /// <summary>Name of the session.</summary>
    public string Session { get; }

    /// <summary>Whether a process belongs to what groups them. False on a machine without systemd, if units group them.</summary>
    public bool HasGroups => _store.HasGroups;

    /// <summary>Starts an exporter. It takes its first sample at once, so that the first scrape has counters that others can be compared with.</summary>
    /// <param name="session">The session whose processes it exports.</param>
    /// <param name="options">What it exports, and where.</param>
    /// <param name="sender">Sends by OTLP. Null to send nothing.</param>
    /// <param name="otlp">Where it sends. Null to send nothing.</param>
    /// <exception cref="ExporterException">It cannot listen on the address.</exception>
    /// <exception cref="ObjectDisposedException">The session is stopped.</exception>
    public static VmonExporter Start(VmonSession session, ExporterOptions options, IMetricSender? sender = null, OtlpOptions? otlp = null)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Top, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Top, ExporterOptions.MostTop);
        SampleStore store = new(session, new CollectorOptions(options.GroupBy, options.Top, options.IncludesNetwork), options.Interval);
        HttpServer? server = null;
        try
        {
            server = new HttpServer(new HttpServerOptions { Address = options.ListenAddress, Access = AccessOf(options) }, store);
            store.Include(server);
            _ = store.TryRefresh();
            IDisposable? sending = otlp is null ? null : sender!.Start(store, otlp);
            VmonExporter exporter = new(session, options, store, server, sending, otlp);
            exporter._stopped = session.Stopped.Register(exporter.Dispose);
            return exporter;
        }
        catch (Exception failure)
        {
            server?.Dispose();
            store.Dispose();
            if (failure is SocketException refused) throw new ExporterException(options.ListenAddress, refused);
            throw;
        }
    }

    /// <summary>Takes a sample, unless the last one is recent.</summary>
    /// <returns>False if none can be taken.</returns>
    internal bool TrySample() => _store.TryRefresh();

    /// <summary>Changes what can change while it runs, without a reset of counters: the interval, the certificate and the token.</summary>
    internal void Change(ExporterOptions options)
    {
        Options = Options with { Interval = options.Interval, Certificate = options.Certificate, Intermediates = options.Intermediates, Token = options.Token };
        _store.SetInterval(options.Interval);
        _server.Change(AccessOf(options));
    }

    /// <summary>Closes the port, and sends a last time by OTLP.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed) return;
            Volatile.Write(ref _isDisposed, true);
        }

        _stopped.Unregister();
        _server.Dispose();
        _sending?.Dispose();
        _store.Dispose();
    }

    private static HttpAccess AccessOf(ExporterOptions options) => new(options.Certificate, options.Intermediates, options.Token);
}

/// <summary>An exporter cannot listen on its address.</summary>
public sealed class ExporterException : Exception
{
    internal ExporterException(IPEndPoint address, SocketException cause)
        : base($"Cannot listen on {address}: {ReasonOf(cause)}.", cause)
    {
        Address = address;
        Reason = ReasonOf(cause);
    }

    /// <summary>The address.</summary>
    public IPEndPoint Address { get; }

    /// <summary>Why it cannot, as a clause.</summary>
    public string Reason { get; }

    private static string ReasonOf(SocketException cause) => cause.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => "the port is in use",
        SocketError.AddressNotAvailable => "the address is not one of this machine",
        SocketError.AccessDenied => "permission denied",
        _ => cause.Message,
    };
}

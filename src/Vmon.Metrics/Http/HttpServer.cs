using System.Net;
using System.Net.Sockets;

namespace Vmon.Metrics.Http;

/// <summary>
/// A small HTTP/1.1 server for pages of metrics. PowerShell brings no ASP.NET Core, and HttpListener has neither TLS nor limits on Linux.
/// </summary>
internal sealed class HttpServer : IDisposable
{
    private const int Backlog = 128;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(100);

    private readonly Socket _listener;
    private readonly List<HttpConnection> _connections = [];
    private readonly Lock _gate = new();
    private readonly long[] _answers = new long[HttpAnswer.Statuses.Count];
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _accepting;
    private volatile HttpAccess _access;
    private long _rejected;
    private bool _isDisposed;

    /// <summary>Starts listening.</summary>
    /// <exception cref="SocketException">The address is in use, not of this machine, or not permitted.</exception>
    internal HttpServer(HttpServerOptions options, IPageSource source)
    {
        Options = options;
        Source = source;
        _access = options.Access;
        _listener = new Socket(options.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _listener.Bind(options.Address);
            _listener.Listen(Backlog);
        }
        catch
        {
            _listener.Dispose();
            throw;
        }

        Address = (IPEndPoint)_listener.LocalEndPoint!;
        _accepting = Task.Run(AcceptAsync);
    }

    internal HttpServerOptions Options { get; }

    /// <summary>What gives the pages.</summary>
    internal IPageSource Source { get; }

    /// <summary>Where it listens, with the port that the kernel chose for port 0.</summary>
    internal IPEndPoint Address { get; }

    /// <summary>Connections that were closed because there were too many, or because the client was too slow.</summary>
    internal long RejectedCount => Interlocked.Read(ref _rejected);

    /// <summary>Open connections.</summary>
    internal int ConnectionCount
    {
        get
        {
            lock (_gate) return _connections.Count;
        }
    }

    /// <summary>Number of answers with a status of <see cref="HttpAnswer.Statuses"/>, by its place.</summary>
    internal long AnswerCount(int place) => Interlocked.Read(ref _answers[place]);

    /// <summary>What clients need now.</summary>
    internal HttpAccess Access => _access;

    /// <summary>Changes what clients need: the certificate for new connections, the token for new requests.</summary>
    internal void Change(HttpAccess access) => _access = access;

    internal void Count(int status)
    {
        int place = HttpAnswer.PlaceOf(status);
        if (place >= 0) _ = Interlocked.Increment(ref _answers[place]);
    }

    internal void CountRejected() => Interlocked.Increment(ref _rejected);

    /// <summary>Closes the port and all connections.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed) return;
            _isDisposed = true;
        }

        _stopping.Cancel();
        _listener.Dispose();
        lock (_gate)
            foreach (HttpConnection connection in _connections) connection.Dispose();
        _accepting.Wait();
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                Socket socket = await _listener.AcceptAsync(_stopping.Token).ConfigureAwait(false);
                Serve(socket);
            }
            catch (SocketException)
            {
                // The client is gone, or descriptors are exhausted.
                await Task.Delay(RetryAfter, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception end) when (end is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private void Serve(Socket socket)
    {
        if (TryAdd(socket) is not { } connection)
        {
            CountRejected();
            socket.Dispose();
            return;
        }

        _ = Task.Run(async () =>
        {
            try
            {
                await connection.RunAsync().ConfigureAwait(false);
            }
            finally
            {
                lock (_gate) _ = _connections.Remove(connection);
            }
        });
    }

    private HttpConnection? TryAdd(Socket socket)
    {
        IPAddress address;
        try
        {
            socket.NoDelay = true;
            address = ((IPEndPoint)socket.RemoteEndPoint!).Address;
        }
        catch (SocketException)
        {
            return null;
        }

        lock (_gate)
        {
            if (_isDisposed) return null;
            if (!TryMakeRoom(connection => connection.Address.Equals(address), Options.Limits.ConnectionsPerAddress)) return null;
            if (!TryMakeRoom(static _ => true, Options.Limits.Connections)) return null;
            HttpConnection connection = new(socket, address, this);
            _connections.Add(connection);
            return connection;
        }
    }

    // A client that opens connections and sends nothing must not keep a scraper out: the oldest one that has not sent a valid request gives way, or else the oldest
    // that waits for its next request, or that does not take its answer.
    private bool TryMakeRoom(Func<HttpConnection, bool> isCounted, int most)
    {
        if (_connections.Count(isCounted) < most) return true;
        HttpConnection? least = _connections.FirstOrDefault(connection => isCounted(connection) && connection is { IsAnswering: false, IsTrusted: false })
            ?? _connections.FirstOrDefault(connection => isCounted(connection) && !connection.IsAnswering)
            ?? _connections.FirstOrDefault(connection => isCounted(connection) && connection.IsStalled);
        if (least is null) return false;
        CountRejected();
        least.Dispose();
        _ = _connections.Remove(least);
        return true;
    }
}

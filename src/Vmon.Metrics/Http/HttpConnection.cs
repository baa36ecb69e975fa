using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Vmon.Metrics.Pages;

namespace Vmon.Metrics.Http;

/// <summary>One connection: reads requests and answers them, each within its time.</summary>
internal sealed class HttpConnection : IDisposable
{
    private const int MostDiscarded = 64 * 1024;

    private static readonly TimeSpan DiscardTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StallTime = TimeSpan.FromSeconds(2);

    private readonly Socket _socket;
    private readonly HttpServer _server;
    private readonly HttpLimits _limits;
    private readonly CancellationTokenSource _deadline = new();
    private readonly byte[] _buffer;
    private long _answeringSince;
    private int _filled;
    private int _answers;

    internal HttpConnection(Socket socket, IPAddress address, HttpServer server)
    {
        _socket = socket;
        _server = server;
        _limits = server.Options.Limits;
        _buffer = new byte[_limits.RequestSize];
        Address = address;
    }

    /// <summary>The client.</summary>
    internal IPAddress Address { get; }

    /// <summary>Whether an answer is being made or sent.</summary>
    internal bool IsAnswering => Volatile.Read(ref _answeringSince) != 0;

    /// <summary>Whether the client takes unusually long to take an answer.</summary>
    internal bool IsStalled => Volatile.Read(ref _answeringSince) is not 0 and var since && Stopwatch.GetElapsedTime(since) > StallTime;

    /// <summary>Whether it has sent a valid request with the right token.</summary>
    internal bool IsTrusted { get; private set; }

    /// <summary>Closes it at once.</summary>
    public void Dispose() => _socket.Dispose();

    /// <summary>Serves it until it is closed.</summary>
    internal async Task RunAsync()
    {
        using (_deadline)
        using (_socket)
        {
            try
            {
                _deadline.CancelAfter(_limits.RequestTime);
                Stream stream = await OpenAsync().ConfigureAwait(false);
                await using (stream.ConfigureAwait(false))
                {
                    while (await ServeAsync(stream).ConfigureAwait(false)) continue;
                }
            }
            catch (OperationCanceledException)
            {
                _server.CountRejected();
            }
            catch (Exception failure) when (failure is IOException or SocketException or ObjectDisposedException or AuthenticationException)
            {
                // The client closed the connection, or it was closed in favour of another one.
            }
        }
    }

    private async Task<Stream> OpenAsync()
    {
        NetworkStream plain = new(_socket, ownsSocket: false);
        if (_server.Access.Certificate is not { } certificate) return plain;
        SslStream secure = new(plain);
        SslServerAuthenticationOptions options = new()
        {
            ServerCertificateContext = certificate,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        };
        try
        {
            await secure.AuthenticateAsServerAsync(options, _deadline.Token).ConfigureAwait(false);
            return secure;
        }
        catch
        {
            await secure.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // Whether another request can follow.
    private async Task<bool> ServeAsync(Stream stream)
    {
        int length = await ReadRequestAsync(stream).ConfigureAwait(false);
        if (length < 0) return false;
        Volatile.Write(ref _answeringSince, Stopwatch.GetTimestamp());
        bool keepsAlive;
        _deadline.CancelAfter(_limits.AnswerTime);
        using (HttpAnswer answer = AnswerTo(length, out bool hasBody, out keepsAlive))
        {
            await stream.WriteAsync(answer.Head(keepsAlive), _deadline.Token).ConfigureAwait(false);
            if (hasBody) await stream.WriteAsync(answer.Body, _deadline.Token).ConfigureAwait(false);
            await stream.FlushAsync(_deadline.Token).ConfigureAwait(false);
        }

        Volatile.Write(ref _answeringSince, 0);
        if (!keepsAlive)
        {
            await FinishAsync(stream).ConfigureAwait(false);
            return false;
        }

        _filled -= length;
        _buffer.AsSpan(length, _filled).CopyTo(_buffer);
        return true;
    }

    // The length of the next request; 0 if it is too large. -1 if the client closed the connection. The time runs from the first byte, so that a
    // client that sends one byte at a time gains nothing.
    private async Task<int> ReadRequestAsync(Stream stream)
    {
        if (_filled == 0) _deadline.CancelAfter(_answers == 0 ? _limits.RequestTime : _limits.IdleTime);
        bool hasBegun = _filled > 0;
        while (true)
        {
            if (HttpRequest.LengthOf(_buffer.AsSpan(0, _filled)) is > 0 and int length) return length;
            if (_filled == _buffer.Length) return 0;
            int read = await stream.ReadAsync(_buffer.AsMemory(_filled), _deadline.Token).ConfigureAwait(false);
            if (read == 0) return -1;
            _filled += read;
            if (!hasBegun && _answers > 0) _deadline.CancelAfter(_limits.RequestTime);
            hasBegun = true;
        }
    }

    private HttpAnswer AnswerTo(int length, out bool hasBody, out bool keepsAlive)
    {
        hasBody = true;
        keepsAlive = false;
        HttpRequest request = default;
        HttpAnswer answer = length == 0 ? HttpAnswer.TooLarge
            : !HttpRequest.TryParse(_buffer.AsSpan(0, length), out request) ? HttpAnswer.BadRequest
            : AnswerTo(request);
        if (request.Method is not null)
        {
            hasBody = request.Method != "HEAD";
            IsTrusted |= answer.Status == 200;
            keepsAlive = request.KeepsAlive && answer.Status is 200 or 404 && ++_answers < _limits.Requests;
        }

        _server.Count(answer.Status);
        return answer;
    }

    private HttpAnswer AnswerTo(in HttpRequest request)
    {
        if (!_server.Access.IsAllowed(request.Token)) return HttpAnswer.Unauthorized;
        if (request.Path is not ("/" or "/metrics")) return HttpAnswer.NotFound;
        if (request.Method is not ("GET" or "HEAD")) return HttpAnswer.NotAllowed;
        if (request.Path == "/") return HttpAnswer.Home;
        PageFormat format = request.WantsOpenMetrics ? PageFormat.OpenMetrics : PageFormat.Prometheus;
        return _server.Source.TryGet(format, request.AcceptsGzip) is { } page ? HttpAnswer.Metrics(page, format, request.AcceptsGzip) : HttpAnswer.Unavailable;
    }

    // If bytes were not read, the kernel would reset the connection, and the client could lose the answer.
    private async Task FinishAsync(Stream stream)
    {
        _deadline.CancelAfter(DiscardTime);
        if (stream is SslStream secure) await secure.ShutdownAsync().WaitAsync(_deadline.Token).ConfigureAwait(false);
        _socket.Shutdown(SocketShutdown.Send);
        try
        {
            for (int discarded = 0, read; discarded < MostDiscarded; discarded += read)
            {
                read = await _socket.ReceiveAsync(_buffer, _deadline.Token).ConfigureAwait(false);
                if (read == 0) return;
            }
        }
        catch (OperationCanceledException)
        {
            // The client has the answer, and does not close.
        }
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Vmon.Metrics.Http;
using Vmon.Metrics.Pages;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Metrics.Http;

public class HttpServerTests
{
    private const string Get = "GET /metrics HTTP/1.1\r\nHost: h\r\n\r\n";

    private static readonly HttpLimits Short = new()
    {
        RequestTime = TimeSpan.FromMilliseconds(300), AnswerTime = TimeSpan.FromMilliseconds(500), IdleTime = TimeSpan.FromMilliseconds(600),
    };

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Metrics_are_served_in_the_preferred_format()
    {
        using HttpServer server = Start();
        using HttpClient client = new();
        using HttpResponseMessage plain = await client.GetAsync(UriOf(server), Token);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", plain.Content.Headers.ContentType!.ToString());
        Assert.Equal("Prometheus page", (await plain.Content.ReadAsStringAsync(Token)).TrimEnd('x'));

        using HttpRequestMessage request = new(HttpMethod.Get, UriOf(server));
        request.Headers.Accept.ParseAdd("application/openmetrics-text;version=1.0.0");
        using HttpResponseMessage open = await client.SendAsync(request, Token);
        Assert.Equal("application/openmetrics-text; version=1.0.0; charset=utf-8", open.Content.Headers.ContentType!.ToString());
        Assert.StartsWith("OpenMetrics page", await open.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(2, server.AnswerCount(0));
    }

    [Fact]
    public async Task Page_is_compressed_if_that_is_accepted()
    {
        using HttpServer server = Start();
        using HttpClientHandler handler = new() { AutomaticDecompression = DecompressionMethods.GZip };
        using HttpClient client = new(handler);
        Assert.StartsWith("Prometheus page", await client.GetStringAsync(UriOf(server), Token), StringComparison.Ordinal);
        Assert.True(((Source)server.Source).HasCompressed);
    }

    [Theory]
    [InlineData("GET /metrics HTTP/1.1\r\nHost: h\r\n\r\n", 200)]
    [InlineData("GET / HTTP/1.1\r\nHost: h\r\n\r\n", 200)]
    [InlineData("GET /metrics/ HTTP/1.1\r\nHost: h\r\n\r\n", 404)]
    [InlineData("GET /../etc/passwd HTTP/1.1\r\nHost: h\r\n\r\n", 404)]
    [InlineData("POST /metrics HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n", 405)]
    [InlineData("DELETE / HTTP/1.1\r\nHost: h\r\n\r\n", 405)]
    [InlineData("POST /metrics HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nGET / HTT", 400)]
    [InlineData("garbage\r\n\r\n", 400)]
    [InlineData("\u0016\u0003\u0001 TLS\r\n\r\n", 400)]
    public void Requests_have_their_status(string request, int status)
    {
        using HttpServer server = Start();
        using TcpClient client = Connect(server);
        Send(client, request);
        Assert.StartsWith($"HTTP/1.1 {status} ", ReadHead(client), StringComparison.Ordinal);
    }

    [Fact]
    public void Head_has_the_length_and_no_body()
    {
        using HttpServer server = Start();
        using TcpClient client = Connect(server);
        Send(client, "HEAD /metrics HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        string answer = ReadAll(client);
        Assert.Contains("\r\nContent-Length: 1015\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Connection_is_kept_and_pipelined_requests_are_answered()
    {
        using HttpServer server = Start();
        using TcpClient client = Connect(server);
        Send(client, Get + Get + "GET /metrics HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        Assert.Equal(3, ReadAll(client).Split("HTTP/1.1 200 OK").Length - 1);
        WaitUntil.True(() => server.ConnectionCount == 0);
    }

    [Fact]
    public async Task Token_is_required_everywhere()
    {
        using HttpServer server = Start(token: "secret");
        using HttpClient client = new();
        foreach (string path in (string[])["/metrics", "/", "/other"])
        {
            using HttpResponseMessage refused = await client.GetAsync(new Uri(UriOf(server), path), Token);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
            Assert.Equal("Bearer", refused.Headers.WwwAuthenticate.Single().Scheme);
        }

        foreach (string token in (string[])["", "Secret", "secre", "secrets"])
        {
            using HttpRequestMessage request = new(HttpMethod.Get, UriOf(server));
            Assert.True(request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}"));
            using HttpResponseMessage refused = await client.SendAsync(request, Token);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "secret");
        using HttpResponseMessage allowed = await client.GetAsync(UriOf(server), Token);
        Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
    }

    [Fact]
    public async Task Tls_serves_https_and_closes_on_plain_text()
    {
        using X509Certificate2 certificate = NewCertificate();
        using HttpServer server = Start(certificate: certificate);
        using HttpClientHandler handler = new() { ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown!.Thumbprint == certificate.Thumbprint };
        using HttpClient client = new(handler);
        Assert.StartsWith("Prometheus page", await client.GetStringAsync(new Uri($"https://{server.Address}/metrics"), Token), StringComparison.Ordinal);

        using TcpClient plain = Connect(server);
        Send(plain, Get);
        Assert.DoesNotContain("HTTP/1.1", ReadAll(plain), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tls_below_1_2_is_refused()
    {
        using X509Certificate2 certificate = NewCertificate();
        using HttpServer server = Start(certificate: certificate);
        using TcpClient client = Connect(server);
        await using SslStream stream = new(client.GetStream(), leaveInnerStreamOpen: false, (_, shown, _, _) => shown?.GetCertHashString() == certificate.Thumbprint);
#pragma warning disable SYSLIB0039, CA5397 // The old versions are what the test is of.
        SslClientAuthenticationOptions options = new() { TargetHost = "h", EnabledSslProtocols = System.Security.Authentication.SslProtocols.Tls11 };
#pragma warning restore SYSLIB0039, CA5397
        _ = await Assert.ThrowsAnyAsync<Exception>(() => stream.AuthenticateAsClientAsync(options, Token));
    }

    [Fact]
    public void Client_that_sends_nothing_is_closed()
    {
        using HttpServer server = Start(Short);
        using TcpClient client = Connect(server);
        Assert.Equal("", ReadAll(client));
        WaitUntil.True(() => server is { ConnectionCount: 0, RejectedCount: 1 });
    }

    [Fact]
    public void Client_that_sends_one_byte_at_a_time_is_closed()
    {
        using HttpServer server = Start(Short);
        using TcpClient client = Connect(server);
        int sent = 0;
        try
        {
            while (sent < 10_000)
            {
                client.GetStream().WriteByte((byte)'G');
                sent++;
                Thread.Sleep(20);
            }
        }
        catch (IOException)
        {
            // Closed.
        }

        Assert.InRange(sent, 1, 9_999);
    }

    [Fact]
    public void Tls_handshake_that_stops_is_closed()
    {
        using X509Certificate2 certificate = NewCertificate();
        using HttpServer server = Start(Short, certificate: certificate);
        using TcpClient client = Connect(server);
        client.GetStream().Write([0x16, 0x03, 0x01, 0x02, 0x00]);
        Assert.Equal("", ReadAll(client));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: h\r\nX: ")]
    [InlineData("")]
    public void Endless_header_is_refused_without_memory(string start)
    {
        using HttpServer server = Start();
        using TcpClient client = Connect(server);
        Send(client, start);
        byte[] more = new byte[4096];
        more.AsSpan().Fill((byte)'a');
        try
        {
            for (int i = 0; i < 1_000; i++) client.GetStream().Write(more);
        }
        catch (IOException)
        {
            return; // closed before everything was sent
        }

        Assert.StartsWith("HTTP/1.1 431 ", ReadAll(client), StringComparison.Ordinal);
    }

    [Fact]
    public void Header_that_is_too_large_has_an_answer()
    {
        using HttpServer server = Start();
        using TcpClient client = Connect(server);
        Send(client, $"GET / HTTP/1.1\r\nHost: h\r\nX: {new string('a', 9_000)}\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 431 ", ReadAll(client), StringComparison.Ordinal);
    }

    [Fact]
    public void Half_closed_connection_is_answered()
    {
        using HttpServer server = Start();
        using TcpClient client = Connect(server);
        Send(client, Get);
        NetworkStream stream = client.GetStream();
        client.Client.Shutdown(SocketShutdown.Send);
        Assert.Contains("Prometheus page", ReadAll(stream), StringComparison.Ordinal);
        WaitUntil.True(() => server.ConnectionCount == 0);
    }

    [Fact]
    public void Half_closed_connection_without_a_request_is_closed()
    {
        using HttpServer server = Start();
        using TcpClient client = Connect(server);
        Send(client, "GET /met");
        NetworkStream stream = client.GetStream();
        client.Client.Shutdown(SocketShutdown.Send);
        Assert.Equal("", ReadAll(stream));
        WaitUntil.True(() => server.ConnectionCount == 0);
    }

    [Fact]
    public void Client_that_never_reads_its_answer_is_closed()
    {
        Source source = new(size: 20_000_000);
        using HttpServer server = Start(Short, source: source);
        using TcpClient client = Connect(server);
        client.ReceiveBufferSize = 4096;
        Send(client, Get);
        WaitUntil.True(() => server.AnswerCount(0) == 1);
        WaitUntil.True(() => server is { ConnectionCount: 0, RejectedCount: 1 });
        Assert.Equal(0, source.Used);
    }

    [Fact]
    public void Client_that_resets_the_connection_leaves_nothing()
    {
        Source source = new();
        using HttpServer server = Start(source: source);
        for (int i = 0; i < 50; i++)
        {
            using TcpClient client = Connect(server);
            client.LingerState = new LingerOption(true, 0);
            Send(client, Get);
        }

        WaitUntil.True(() => server.ConnectionCount == 0);
        WaitUntil.True(() => source.Used == 0);
    }

    [Fact]
    public async Task Scraper_gets_through_a_thousand_connections()
    {
        using HttpServer server = Start();
        using HttpClient scraper = new();
        Assert.StartsWith("Prometheus page", await scraper.GetStringAsync(UriOf(server), Token), StringComparison.Ordinal);
        List<TcpClient> clients = [];
        try
        {
            for (int i = 0; i < 1_000; i++)
            {
                clients.Add(Connect(server));
                if (i % 2 == 0) Send(clients[^1], "GET /metrics HT");
                if (i % 250 == 249) Assert.StartsWith("Prometheus page", await scraper.GetStringAsync(UriOf(server), Token), StringComparison.Ordinal);
                Assert.InRange(server.ConnectionCount, 0, server.Options.Limits.ConnectionsPerAddress);
            }

            Assert.StartsWith("Prometheus page", await scraper.GetStringAsync(UriOf(server), Token), StringComparison.Ordinal);
            Assert.InRange(server.RejectedCount, 900, 1_100);
        }
        finally
        {
            foreach (TcpClient client in clients) client.Dispose();
        }
    }

    [Fact]
    public void Connections_are_limited_over_all_addresses()
    {
        using HttpServer server = Start(new HttpLimits { Connections = 4 });
        List<TcpClient> clients = [.. Enumerable.Range(1, 20).Select(number => Connect(server, IPAddress.Parse($"127.0.0.{number}")))];
        WaitUntil.True(() => server.RejectedCount == 16);
        Assert.Equal(4, server.ConnectionCount);
        foreach (TcpClient client in clients) client.Dispose();
    }

    [Fact]
    public void Source_without_a_page_is_unavailable()
    {
        using HttpServer server = Start(source: new Source { HasPages = false });
        using TcpClient client = Connect(server);
        Send(client, Get);
        Assert.StartsWith("HTTP/1.1 503 ", ReadAll(client), StringComparison.Ordinal);
    }

    [Fact]
    public void Port_is_closed_when_it_is_disposed()
    {
        HttpServer server = Start();
        using TcpClient client = Connect(server);
        server.Dispose();
        Assert.Equal("", ReadAll(client));
        _ = Assert.Throws<SocketException>(() => Connect(server));
        server.Dispose();
    }

    [Fact]
    public void Port_in_use_is_an_error()
    {
        using HttpServer server = Start();
        SocketException refused = Assert.Throws<SocketException>(() => new HttpServer(new HttpServerOptions { Address = server.Address }, new Source()));
        Assert.Equal(SocketError.AddressAlreadyInUse, refused.SocketErrorCode);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static HttpServer Start(HttpLimits? limits = null, string? token = null, X509Certificate2? certificate = null, Source? source = null) =>
        new(new HttpServerOptions { Address = new IPEndPoint(IPAddress.Loopback, 0), Access = new HttpAccess(certificate, null, token), Limits = limits ?? new HttpLimits() }, source ?? new Source());

    private static Uri UriOf(HttpServer server) => new($"http://{server.Address}/metrics");

    private static TcpClient Connect(HttpServer server, IPAddress? from = null)
    {
        TcpClient client = from is null ? new TcpClient() : new TcpClient(new IPEndPoint(from, 0));
        client.ReceiveTimeout = (int)Patience.TotalMilliseconds;
        client.Connect(server.Address);
        return client;
    }

    private static void Send(TcpClient client, string text) => client.GetStream().Write(Encoding.UTF8.GetBytes(text));

    private static string ReadHead(TcpClient client)
    {
        StringBuilder head = new();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            int next = client.GetStream().ReadByte();
            if (next < 0) break;
            _ = head.Append((char)next);
        }

        return head.ToString();
    }

    private static string ReadAll(TcpClient client) => ReadAll(client.GetStream());

    private static string ReadAll(NetworkStream stream)
    {
        try
        {
            using StreamReader reader = new(stream);
            return reader.ReadToEnd();
        }
        catch (IOException reset) when (reset.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return "";
        }
    }

    private static X509Certificate2 NewCertificate()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=h", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }

    private sealed class Source(int size = 1_000) : IPageSource
    {
        private readonly List<Page> _given = [];

        internal bool HasPages { get; init; } = true;

        internal bool HasCompressed { get; private set; }

        /// <summary>Pages that were given and not released.</summary>
        internal int Used
        {
            get
            {
                lock (_given) return _given.Count(static page => page.Length > 0);
            }
        }

        public Page? TryGet(PageFormat format, bool isCompressed)
        {
            if (!HasPages) return null;
            Page page = new();
            page.Write(Encoding.UTF8.GetBytes($"{format} page{new string('x', size)}"));
            if (isCompressed)
            {
                HasCompressed = true;
                using Page plain = page;
                page = plain.Compress();
            }

            lock (_given) _given.Add(page);
            return page;
        }
    }
}

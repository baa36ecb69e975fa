using System.Text;
using CsCheck;
using Vmon.Metrics.Http;

namespace Vmon.Tests.Metrics.Http;

public class HttpRequestTests
{
    private const string Accepted = "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

    [Theory]
    [InlineData(Accepted, true)]
    [InlineData("application/openmetrics-text; version=1.0.0; charset=utf-8", true)]
    [InlineData("text/plain;version=0.0.4;q=0.9,application/openmetrics-text;q=0.5", false)]
    [InlineData("application/openmetrics-text;version=2.0.0", false)]
    [InlineData("application/openmetrics-text;q=0", false)]
    [InlineData("*/*", false)]
    [InlineData("text/html", false)]
    [InlineData("application/openmetrics-text;q=x", false)]
    public void OpenMetrics_is_written_if_it_is_preferred(string accept, bool wants) => Assert.Equal(wants, Parse($"GET /metrics HTTP/1.1\r\nHost: h\r\nAccept: {accept}\r\n\r\n").WantsOpenMetrics);

    [Theory]
    [InlineData("gzip", true)]
    [InlineData("deflate, gzip;q=0.5", true)]
    [InlineData("gzip;q=0", false)]
    [InlineData("br", false)]
    [InlineData("x-gzip", false)]
    public void Gzip_is_used_if_it_is_accepted(string encoding, bool accepts) => Assert.Equal(accepts, Parse($"GET / HTTP/1.1\r\nHost: h\r\nAccept-Encoding: {encoding}\r\n\r\n").AcceptsGzip);

    [Fact]
    public void Request_has_method_path_token_and_connection()
    {
        HttpRequest request = Parse("HEAD /metrics?x=1 HTTP/1.1\r\nhost: h\r\nAUTHORIZATION: bearer  abc \r\nConnection: Close\r\n\r\n");
        Assert.Equal(("HEAD", "/metrics", "abc", false), (request.Method, request.Path, request.Token, request.KeepsAlive));
        Assert.True(Parse("GET / HTTP/1.1\r\nHost: h\r\n\r\n").KeepsAlive);
        Assert.False(Parse("GET / HTTP/1.0\r\n\r\n").KeepsAlive);
    }

    [Theory]
    [InlineData("\r\n\r\n")]
    [InlineData("GET\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("GET / HTTP/2.0\r\nHost: h\r\n\r\n")]
    [InlineData("GET  / HTTP/1.1\r\nHost: h\r\n\r\n")]
    [InlineData("get / HTTP/1.1\r\nHost: h\r\n\r\n")]
    [InlineData("GET http://h/ HTTP/1.1\r\nHost: h\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: h\r\nHost: g\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost : h\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: h\r\n folded\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: h\nX: y\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: h\0\r\n\r\n")]
    [InlineData("GET /\u00e9 HTTP/1.1\r\nHost: h\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer a\r\nAuthorization: Bearer b\r\n\r\n")]
    public void Invalid_requests_are_refused(string text) => Assert.False(HttpRequest.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void Any_bytes_are_refused_or_parsed() => Check.Sample(Gen.Byte.Array[0, 200], static bytes =>
    {
        byte[] request = [.. "GET / HTTP/1.1\r\nHost: h\r\n"u8, .. bytes, .. "\r\n\r\n"u8];
        _ = HttpRequest.TryParse(request.AsSpan(0, HttpRequest.LengthOf(request)), out _);
    });

    [Fact]
    public void Request_is_complete_with_its_empty_line()
    {
        Assert.Equal(0, HttpRequest.LengthOf("GET / HTTP/1.1\r\nHost: h\r\n"u8));
        Assert.Equal(27, HttpRequest.LengthOf("GET / HTTP/1.1\r\nHost: h\r\n\r\nGET /"u8));
    }

    private static HttpRequest Parse(string text)
    {
        Assert.True(HttpRequest.TryParse(Encoding.ASCII.GetBytes(text), out HttpRequest request));
        return request;
    }
}

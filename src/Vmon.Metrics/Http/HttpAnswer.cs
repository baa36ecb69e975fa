using System.Globalization;
using System.Text;
using Vmon.Metrics.Pages;

namespace Vmon.Metrics.Http;

/// <summary>An answer: its status, its headers and its page.</summary>
internal sealed class HttpAnswer : IDisposable
{
    private const string Plain = "text/plain; charset=utf-8";

    private static readonly int[] All = [200, 400, 401, 404, 405, 431, 503];

    private readonly Page _page;

    private HttpAnswer(int status, string reason, string type, Page page, string more = "")
    {
        Status = status;
        _page = page;
        Type = type;
        Reason = reason;
        More = more;
    }

    /// <summary>The statuses of all answers.</summary>
    internal static IReadOnlyList<int> Statuses => All;

    internal int Status { get; }

    /// <summary>The place of a status in <see cref="Statuses"/>. -1 if it is not among them.</summary>
    internal static int PlaceOf(int status) => Array.IndexOf(All, status);

    internal ReadOnlyMemory<byte> Body => _page.Bytes;

    private string Type { get; }

    private string Reason { get; }

    private string More { get; }

    internal static HttpAnswer BadRequest => Text(400, "Bad Request", "The request is not valid HTTP.\n");

    internal static HttpAnswer TooLarge => Text(431, "Request Header Fields Too Large", "The request is too large.\n");

    internal static HttpAnswer NotFound => Text(404, "Not Found", "Not found. Metrics are at /metrics.\n");

    internal static HttpAnswer NotAllowed => Text(405, "Method Not Allowed", "Use GET or HEAD.\n", "Allow: GET, HEAD\r\n");

    internal static HttpAnswer Unauthorized => Text(401, "Unauthorized", "A bearer token is required.\n", "WWW-Authenticate: Bearer\r\n");

    internal static HttpAnswer Unavailable => Text(503, "Service Unavailable", "No sample can be taken.\n");

    internal static HttpAnswer Home => Text(200, "OK", "<!DOCTYPE html><title>Vmon</title><h1>Vmon</h1><p><a href=\"/metrics\">Metrics</a></p>\n", type: "text/html; charset=utf-8");

    /// <summary>A page of metrics, which the answer releases.</summary>
    internal static HttpAnswer Metrics(Page page, PageFormat format, bool isCompressed) => new(
        200,
        "OK",
        format == PageFormat.OpenMetrics ? "application/openmetrics-text; version=1.0.0; charset=utf-8" : "text/plain; version=0.0.4; charset=utf-8",
        page,
        isCompressed ? "Content-Encoding: gzip\r\nVary: Accept, Accept-Encoding\r\n" : "Vary: Accept, Accept-Encoding\r\n");

    /// <summary>Everything before the body.</summary>
    internal byte[] Head(bool keepsAlive) => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"HTTP/1.1 {Status} {Reason}\r\nContent-Type: {Type}\r\nContent-Length: {Body.Length}\r\n{More}Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: {(keepsAlive ? "keep-alive" : "close")}\r\n\r\n"));

    public void Dispose() => _page.Dispose();

    private static HttpAnswer Text(int status, string reason, string text, string more = "", string type = Plain)
    {
        Page page = new();
        page.Write(Encoding.UTF8.GetBytes(text));
        return new HttpAnswer(status, reason, type, page, more);
    }
}

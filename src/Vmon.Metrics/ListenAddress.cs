using System.Globalization;
using System.Net;

namespace Vmon.Metrics;

/// <summary>An address to listen on as text: 127.0.0.1:9257, [::1]:9257, 127.0.0.1, :9257 or 9257 for the loopback address.</summary>
public static class ListenAddress
{
    /// <summary>Parses it. Null if it is not one: names are not resolved, because a name can stand for other addresses tomorrow.</summary>
    public static IPEndPoint? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (int.TryParse(text.TrimStart(':'), NumberStyles.None, CultureInfo.InvariantCulture, out int port) && text.AsSpan().TrimStart(':').Length >= text.Length - 1)
            return port <= IPEndPoint.MaxPort ? new IPEndPoint(IPAddress.Loopback, port) : null;
        if (text.StartsWith("localhost", StringComparison.OrdinalIgnoreCase)) text = IPAddress.Loopback + text["localhost".Length..];
        if (!IPEndPoint.TryParse(text, out IPEndPoint? address)) return null;
        bool hasPort = text.LastIndexOf(':') > text.LastIndexOf(']') && (text.Contains(']', StringComparison.Ordinal) || text.IndexOf(':', StringComparison.Ordinal) == text.LastIndexOf(':'));
        return hasPort ? address : new IPEndPoint(address.Address, ExporterOptions.DefaultPort);
    }
}

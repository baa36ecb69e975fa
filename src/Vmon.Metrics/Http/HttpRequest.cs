using System.Globalization;
using System.Text;

namespace Vmon.Metrics.Http;

/// <summary>The part of a request that is of interest.</summary>
internal readonly record struct HttpRequest
{
    private const string Space = " \t";

    /// <summary>GET, HEAD or another method.</summary>
    internal string Method { get; private init; }

    /// <summary>Path, without the query.</summary>
    internal string Path { get; private init; }

    /// <summary>Whether OpenMetrics is preferred to the text format of Prometheus.</summary>
    internal bool WantsOpenMetrics { get; private init; }

    /// <summary>Whether the answer may be compressed with gzip.</summary>
    internal bool AcceptsGzip { get; private init; }

    /// <summary>The bearer token. Null for none.</summary>
    internal string? Token { get; private init; }

    /// <summary>Whether another request can follow.</summary>
    internal bool KeepsAlive { get; private init; }

    /// <summary>The length of the first request in some bytes, up to the empty line. 0 if it is not complete.</summary>
    internal static int LengthOf(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf("\r\n\r\n"u8);
        return end < 0 ? 0 : end + 4;
    }

    // GET /metrics HTTP/1.1
    // Accept: application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3
    // Accept-Encoding: gzip
    internal static bool TryParse(ReadOnlySpan<byte> bytes, out HttpRequest request)
    {
        request = default;
        foreach (byte letter in bytes)
            if (letter is >= 0x80 or 0x7f or (< 0x20 and not ((byte)'\r' or (byte)'\n' or (byte)'\t'))) return false;
        string[] lines = Encoding.ASCII.GetString(bytes[..^4]).Split("\r\n");
        string[] words = lines[0].Split(' ');
        if (words.Length != 3 || words[0].Length == 0 || !words[0].All(char.IsAsciiLetterUpper) || words[1].Length == 0 || words[2] is not ("HTTP/1.1" or "HTTP/1.0")) return false;
        bool isNewer = words[2] == "HTTP/1.1";
        string path = words[1].Split('?')[0];
        if (path[0] is not ('/' or '*')) return false;
        request = new HttpRequest { Method = words[0], Path = path, KeepsAlive = isNewer };
        bool hasHost = false;
        foreach (string line in lines.AsSpan(1))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || !line.AsSpan(0, colon).TrimEnd(Space).SequenceEqual(line.AsSpan(0, colon)) || line[0] is ' ' or '\t' || line.Contains('\r', StringComparison.Ordinal) || line.Contains('\n', StringComparison.Ordinal)) return false;
            if (!TryAdd(ref request, line[..colon].ToLowerInvariant(), line[(colon + 1)..].Trim(), ref hasHost)) return false;
        }

        return hasHost || !isNewer;
    }

    // A request with a body would be followed by bytes that are not a request.
    private static bool TryAdd(ref HttpRequest request, string name, string value, ref bool hasHost)
    {
        switch (name)
        {
            case "host":
                if (hasHost) return false;
                hasHost = true;
                return true;
            case "accept":
                request = request with { WantsOpenMetrics = PrefersOpenMetrics(value) };
                return true;
            case "accept-encoding":
                request = request with { AcceptsGzip = Weight(value, "gzip", out _) > 0 };
                return true;
            case "authorization":
                if (request.Token is not null) return false;
                request = request with { Token = value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? value["Bearer ".Length..].Trim() : null };
                return true;
            case "connection":
                if (value.Contains("close", StringComparison.OrdinalIgnoreCase)) request = request with { KeepsAlive = false };
                return true;
            case "content-length":
                return value == "0";
            case "transfer-encoding":
                return false;
            default:
                return true;
        }
    }

    private static bool PrefersOpenMetrics(string accept)
    {
        double open = Weight(accept, "application/openmetrics-text", out bool isOurs);
        return isOurs && open > 0 && open >= Weight(accept, "text/plain", out _);
    }

    /// <summary>The largest weight of a name in a list. 0 if it is not in it.</summary>
    /// <param name="list">The list, such as gzip;q=0.5, br.</param>
    /// <param name="name">The name.</param>
    /// <param name="isOurs">Whether the name has no version, or one that we write.</param>
    private static double Weight(string list, string name, out bool isOurs)
    {
        double largest = 0;
        isOurs = false;
        foreach (string entry in list.Split(','))
        {
            string[] parts = entry.Split(';', StringSplitOptions.TrimEntries);
            if (!parts[0].Equals(name, StringComparison.OrdinalIgnoreCase)) continue;
            double weight = 1;
            bool isKnown = true;
            foreach (string part in parts.AsSpan(1))
            {
                if (part.StartsWith("q=", StringComparison.OrdinalIgnoreCase)) weight = double.TryParse(part.AsSpan(2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) ? number : 0;
                else if (part.StartsWith("version=", StringComparison.OrdinalIgnoreCase)) isKnown = part["version=".Length..].Trim('"') is "1.0.0" or "0.0.1" or "0.0.4";
            }

            if (!isKnown) continue;
            isOurs = true;
            largest = Math.Max(largest, weight);
        }

        return largest;
    }
}

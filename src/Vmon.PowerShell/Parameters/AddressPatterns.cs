using System.Management.Automation;
using System.Net;
using System.Net.Sockets;

namespace Vmon.PowerShell.Parameters;

/// <summary>The addresses of a -RemoteAddress parameter: addresses, prefixes such as 10.0.0.0/8, and wildcards such as 192.168.*.</summary>
internal sealed class AddressPatterns
{
    private readonly List<Predicate<IPAddress>> _patterns = [];

    /// <summary>Adds patterns. Returns the first text that is none, or null.</summary>
    internal string? Add(IEnumerable<string> texts)
    {
        foreach (string text in texts)
        {
            if (Parse(text.Trim()) is not { } pattern) return text;
            _patterns.Add(pattern);
        }

        return null;
    }

    /// <summary>Whether an address matches. One that maps an IPv4 address also matches as that.</summary>
    internal bool Matches(IPAddress address)
    {
        IPAddress? mapped = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : null;
        return _patterns.Exists(pattern => pattern(address) || (mapped is not null && pattern(mapped)));
    }

    private static Predicate<IPAddress>? Parse(string text)
    {
        if (WildcardPattern.ContainsWildcardCharacters(text))
        {
            Wildcard wildcard = new(text, WildcardOptions.IgnoreCase);
            return address => wildcard.IsMatch(address.ToString());
        }

        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!TryParse(slash < 0 ? text : text[..slash], out IPAddress? prefix)) return null;
        if (slash < 0) return prefix.Equals;
        int most = prefix.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        return int.TryParse(text[(slash + 1)..], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int length) && length <= most
            ? address => HasPrefix(address, prefix, length) : null;
    }

    // .NET also reads 1 and 0x7f.1 as IPv4 addresses.
    private static bool TryParse(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IPAddress? address) =>
        IPAddress.TryParse(text, out address) && (address.AddressFamily == AddressFamily.InterNetworkV6 || address.ToString() == text);

    // Bits of the prefix beyond its length are ignored, so that 10.1.2.3/8 is 10.0.0.0/8.
    private static bool HasPrefix(IPAddress address, IPAddress prefix, int length)
    {
        if (address.AddressFamily != prefix.AddressFamily) return false;
        byte[] bytes = address.GetAddressBytes();
        byte[] expected = prefix.GetAddressBytes();
        int whole = length / 8;
        int mask = 0xff00 >> (length % 8) & 0xff;
        return bytes.AsSpan(0, whole).SequenceEqual(expected.AsSpan(0, whole)) && (mask == 0 || (bytes[whole] & mask) == (expected[whole] & mask));
    }
}

using System.Globalization;
using System.Management.Automation;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell.Views;

/// <summary>The cells of the view of connections.</summary>
public sealed class ConnectionColumns(PSMemberInfoCollection<PSPropertyInfo> properties)
{
    /// <summary>State, as the name that -eq accepts.</summary>
    public string State => properties.Text(nameof(Connection.State)) ?? Units.Unknown;

    /// <summary>Local address and port, or path.</summary>
    public string Local => Endpoint(nameof(Connection.LocalAddress), nameof(Connection.LocalPort)) ?? Units.Unknown;

    /// <summary>Remote address and port; the holder of the other end of a unix socket. Empty without a peer.</summary>
    public string Remote => Endpoint(nameof(Connection.RemoteAddress), nameof(Connection.RemotePort))
        ?? properties.Items(nameof(Connection.Peers)).Select(static peer => PrintableText.Of(peer.ToString())).FirstOrDefault() ?? "";

    /// <summary>Bytes or connections to read.</summary>
    public string ReceiveQueue => Queue(nameof(Connection.ReceiveQueue));

    /// <summary>Bytes to send.</summary>
    public string SendQueue => Queue(nameof(Connection.SendQueue));

    /// <summary>Bytes sent per second.</summary>
    public string SendRate => Amount(nameof(Connection.SendRate));

    /// <summary>Bytes received per second.</summary>
    public string ReceiveRate => Amount(nameof(Connection.ReceiveRate));

    /// <summary>Round-trip time in milliseconds. Empty if there is none.</summary>
    public string RoundTripTime => properties.Get<TimeSpan>(nameof(Connection.RoundTripTime))?.TotalMilliseconds is double time
        ? time.ToString(time < 9.995 ? "0.00" : time < 99.95 ? "0.0" : "0", CultureInfo.InvariantCulture) : "";

    /// <summary>Name and PID of the oldest process that holds it, and the number of the other descriptors. Empty if none holds it.</summary>
    public string Holder
    {
        get
        {
            if (properties.Value(nameof(Connection.OwningProcess)) is not { } id) return properties.Is(nameof(Connection.AreOwnersComplete)) ? "" : "unknown";
            int others = (properties.Get<int>(nameof(Connection.OwningDescriptorCount)) ?? 1) - 1;
            return $"{properties.Printable(nameof(Connection.OwningProcessName))} ({id}){(others > 0 ? string.Create(CultureInfo.InvariantCulture, $" +{others}") : "")}";
        }
    }

    private string Queue(string name) => properties.Get<double>(name) is double queue ? Units.Bytes(queue) : "";

    private string Amount(string name) => properties.Get<double>(name) is double rate ? Units.Bytes(rate) : "";

    // [::1]:8080, as in addresses of the web. Without a port, as for a path, the address alone.
    private string? Endpoint(string address, string port)
    {
        string? shown = properties.Text(address) is { } text ? PrintableText.Of(text) : null;
        return properties.Value(port) is not { } number ? shown
            : shown is null ? $"*:{number}"
            : shown.Contains(':', StringComparison.Ordinal) ? $"[{shown}]:{number}" : $"{shown}:{number}";
    }
}

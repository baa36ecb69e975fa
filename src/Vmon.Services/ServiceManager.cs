using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Vmon.Services;

/// <summary>Tells systemd the state of the service, by datagrams: sd_notify(3). Without systemd, it does nothing.</summary>
internal sealed class ServiceManager : IDisposable
{
    private const int TimeoutMilliseconds = 1000;

    private readonly Socket? _socket;
    private readonly UnixDomainSocketEndPoint? _address;

    /// <summary>Opens the socket.</summary>
    /// <param name="address">Path of the socket, or @ and an abstract name. Null or empty for none.</param>
    /// <param name="watchdog">Time without WATCHDOG=1 after which systemd kills the service. Null if it does not.</param>
    internal ServiceManager(string? address, TimeSpan? watchdog)
    {
        Watchdog = watchdog;
        if (string.IsNullOrEmpty(address) || address[0] is not ('/' or '@')) return;
        _address = new UnixDomainSocketEndPoint(address[0] == '@' ? "\0" + address[1..] : address);
        _socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { SendTimeout = TimeoutMilliseconds };
    }

    /// <summary>Time without WATCHDOG=1 after which systemd kills the service. Null if it does not.</summary>
    internal TimeSpan? Watchdog { get; }

    /// <summary>Opens the socket that the environment names.</summary>
    internal static ServiceManager OfProcess()
    {
        string? period = Environment.GetEnvironmentVariable("WATCHDOG_USEC");
        string? process = Environment.GetEnvironmentVariable("WATCHDOG_PID");
        bool isOwn = string.IsNullOrEmpty(process) || process == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        TimeSpan? watchdog = isOwn && long.TryParse(period, CultureInfo.InvariantCulture, out long microseconds) && microseconds > 0 ? TimeSpan.FromMicroseconds(microseconds) : null;
        return new ServiceManager(Environment.GetEnvironmentVariable("NOTIFY_SOCKET"), watchdog);
    }

    internal void Ready(string status) => Send("READY=1", Status(status));

    internal void Reloading() => Send("RELOADING=1", string.Create(CultureInfo.InvariantCulture, $"MONOTONIC_USEC={MonotonicMicroseconds}"));

    internal void Stopping(string status) => Send("STOPPING=1", Status(status));

    internal void Alive(string status) => Send("WATCHDOG=1", Status(status));

    /// <summary>Changes the time after which systemd kills the service.</summary>
    internal void SetWatchdog(TimeSpan period) => Send(string.Create(CultureInfo.InvariantCulture, $"WATCHDOG_USEC={(long)period.TotalMicroseconds}"));

    public void Dispose() => _socket?.Dispose();

    // The clock of Stopwatch is CLOCK_MONOTONIC.
    private static long MonotonicMicroseconds => (long)Stopwatch.GetElapsedTime(0).TotalMicroseconds;

    private static string Status(string status) => "STATUS=" + status.ReplaceLineEndings(" ");

    private void Send(params string[] lines)
    {
        if (_socket is null) return;
        try
        {
            _ = _socket.SendTo(Encoding.UTF8.GetBytes(string.Join('\n', lines)), _address!);
        }
        catch (SocketException)
        {
            // systemd is restarting or busy: the next message says the same.
        }
    }
}

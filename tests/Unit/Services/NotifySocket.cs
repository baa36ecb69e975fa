using System.Net.Sockets;
using System.Text;

namespace Vmon.Tests.Services;

/// <summary>The socket on which systemd listens for the state of a service.</summary>
internal sealed class NotifySocket : IDisposable
{
    private const int PatienceMilliseconds = 30_000;

    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = PatienceMilliseconds };
    private readonly byte[] _buffer = new byte[4096];

    /// <param name="address">A path, or @ and an abstract name.</param>
    internal NotifySocket(string address)
    {
        Address = address;
        _socket.Bind(new UnixDomainSocketEndPoint(address.Replace('@', '\0')));
    }

    internal string Address { get; }

    internal bool HasMessage => _socket.Available > 0;

    /// <summary>The lines of the next message.</summary>
    internal string[] Receive() => Encoding.UTF8.GetString(_buffer, 0, _socket.Receive(_buffer)).Split('\n');

    /// <summary>The next message with a line.</summary>
    internal string[] ReceiveWith(string line)
    {
        while (true)
            if (Receive() is var lines && lines.Contains(line)) return lines;
    }

    public void Dispose() => _socket.Dispose();
}

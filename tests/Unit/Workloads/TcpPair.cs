using System.Net;
using System.Net.Sockets;

namespace Vmon.Tests.Workloads;

/// <summary>A listening socket, a connection to it, and the accepted one.</summary>
internal sealed class TcpPair : IDisposable
{
    private readonly TcpListener _listener;
    private readonly Socket _server;

    internal TcpPair(string host)
    {
        _listener = new TcpListener(IPAddress.Parse(host), 0);
        _listener.Start();
        IPEndPoint listening = (IPEndPoint)_listener.LocalEndpoint;
        Client = new TcpClient(listening.AddressFamily);
        Client.Connect(listening);
        _server = _listener.AcceptSocket();
        Port = listening.Port;
        ClientPort = ((IPEndPoint)Client.Client.LocalEndPoint!).Port;
    }

    internal TcpClient Client { get; }

    internal int Port { get; }

    internal int ClientPort { get; }

    /// <summary>Sends bytes, and waits until they were received and acknowledged.</summary>
    internal void Send(int count)
    {
        byte[] bytes = new byte[count];
        Task<int> received = Task.Run(() =>
        {
            int sum = 0;
            byte[] buffer = new byte[16 * 1024];
            while (sum < count) sum += _server.Receive(buffer);
            return sum;
        });
        Client.GetStream().Write(bytes);
        Assert.Equal(count, received.Result);
        Thread.Sleep(60); // a delayed acknowledgement takes 40 ms
    }

    public void Dispose()
    {
        Client.Dispose();
        _server.Dispose();
        _listener.Dispose();
    }
}

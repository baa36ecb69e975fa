using Vmon.Parsing.Network;

namespace Vmon.Recording.Connections;

/// <summary>What tells a socket from others in a block.</summary>
/// <param name="Namespace">Number of its namespace.</param>
/// <param name="Number">Its cookie, or if the kernel gave none, a number that another one can have as well.</param>
/// <param name="HasCookie">Whether it is the cookie.</param>
internal readonly record struct SocketKey(int Namespace, ulong Number, bool HasCookie = true)
{
    /// <summary>The key to try if another socket has this one.</summary>
    internal SocketKey Next => this with { Number = unchecked(Number + 1), HasCookie = false };

    internal static SocketKey Of(SocketReading socket, int number) =>
        socket.Cookie is ulong cookie ? new SocketKey(number, cookie)
        : new SocketKey(number, socket.Inode ?? (ulong)HashCode.Combine(socket.Local, socket.LocalPort, socket.Remote, socket.RemotePort), HasCookie: false);
}

using System.Runtime.InteropServices;

namespace Vmon.Native;

/// <summary>Calls on netlink sockets that Vmon needs besides those of <see cref="Libc"/>: groups, and who sent a message.</summary>
internal static unsafe partial class Netlink
{
    internal const int Connector = 11;
    internal const int DoNotWait = 0x40;

    private const int SocketLevel = 1;
    private const int ReceiveBuffer = 8;
    private const int ReceiveBufferBeyondLimit = 33;

    /// <summary>Opens a socket that receives what the kernel sends to a set of groups. Negative if the kernel refuses.</summary>
    internal static int Open(int protocol, uint groups, int bufferSize)
    {
        int socket = Libc.Socket(Libc.AddressFamilyNetlink, Libc.SocketRaw | Libc.SocketCloseOnExec, protocol);
        if (socket < 0) return socket;
        if (SetOption(socket, SocketLevel, ReceiveBufferBeyondLimit, &bufferSize, sizeof(int)) != 0)
            _ = SetOption(socket, SocketLevel, ReceiveBuffer, &bufferSize, sizeof(int));
        NetlinkAddress address = new() { Family = Libc.AddressFamilyNetlink, Groups = groups };
        if (Bind(socket, &address, sizeof(NetlinkAddress)) == 0) return socket;
        _ = Libc.Close(socket);
        return -1;
    }

    /// <summary>Receives one message without waiting. The port of its sender is 0 for the kernel, and cannot be forged.</summary>
    internal static nint Receive(int socket, Span<byte> buffer, out uint port)
    {
        NetlinkAddress sender = default;
        int length = sizeof(NetlinkAddress);
        nint count;
        fixed (byte* bytes = buffer) count = ReceiveFrom(socket, bytes, buffer.Length, DoNotWait, &sender, &length);
        port = sender.Port;
        return count;
    }

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    private static partial int Bind(int socket, NetlinkAddress* address, int length);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    private static partial int SetOption(int socket, int level, int option, void* value, int length);

    [LibraryImport("libc", EntryPoint = "recvfrom", SetLastError = true)]
    private static partial nint ReceiveFrom(int socket, byte* buffer, nint size, int flags, NetlinkAddress* sender, int* length);
}

/// <summary>struct sockaddr_nl.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NetlinkAddress
{
    internal ushort Family;
    internal ushort Unused;
    internal uint Port;
    internal uint Groups;
}

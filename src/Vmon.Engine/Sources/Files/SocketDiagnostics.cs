using Vmon.Native;
using Vmon.Parsing.Files;
using Vmon.ProcFs;

namespace Vmon.Sources.Files;

/// <summary>Queries the kernel for the unix sockets of the current network namespace.</summary>
internal static unsafe class SocketDiagnostics
{
    private const int Patience = 1000;

    /// <summary>Null if the kernel denies the query, does not support it, or does not complete it.</summary>
    internal static Dictionary<ulong, SocketInfo>? ReadUnix(ReadBuffer buffer)
    {
        int socket = Libc.Socket(Libc.AddressFamilyNetlink, Libc.SocketRaw | Libc.SocketCloseOnExec, Libc.NetlinkSockDiag);
        if (socket < 0) return null;
        Dictionary<ulong, SocketInfo> sockets = [];
        bool isWhole = false;
        fixed (byte* request = UnixDiagnostics.Request)
        {
            nint sent = Libc.Send(socket, request, UnixDiagnostics.Request.Length, 0);
            while (sent > 0 && Receive(socket, buffer, out int length) && UnixDiagnostics.Read(buffer.First(length), sockets, out isWhole))
            {
            }
        }

        _ = Libc.Close(socket);
        return isWhole ? sockets : null;
    }

    private static bool Receive(int socket, ReadBuffer buffer, out int length)
    {
        PollDescriptor poll = new() { Descriptor = socket, Events = Libc.PollIn };
        length = 0;
        while (Libc.Poll(&poll, 1, Patience) is var ready && ready != 1)
            if (ready == 0 || ReadStatuses.LastErrno != Errno.EINTR) return false;
        length = (int)Libc.Receive(socket, buffer.Pointer, buffer.Capacity, 0);
        return length > 0;
    }
}

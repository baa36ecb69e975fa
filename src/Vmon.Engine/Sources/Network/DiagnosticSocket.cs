using Vmon.Native;
using Vmon.Parsing.Network;

namespace Vmon.Sources.Network;

/// <summary>A socket on which the kernel lists the sockets of one network namespace (NETLINK_SOCK_DIAG).</summary>
internal sealed unsafe class DiagnosticSocket : IDisposable
{
    // The kernel fills at most so many bytes at a time.
    private const int DatagramLength = 32 * 1024;

    private readonly byte[] _datagram = new byte[DatagramLength];
    private int _descriptor;

    private DiagnosticSocket(int descriptor) => _descriptor = descriptor;

    /// <summary>Opens one for the network namespace of the thread, which it keeps alive. Null if the kernel refuses.</summary>
    internal static DiagnosticSocket? TryOpen()
    {
        int descriptor = Libc.Socket(Libc.AddressFamilyNetlink, Libc.SocketRaw | Libc.SocketCloseOnExec, Libc.NetlinkSockDiag);
        return descriptor < 0 ? null : new DiagnosticSocket(descriptor);
    }

    /// <summary>Lists sockets. The reader may keep the messages. False if the kernel does not know the protocol, or does not complete the answer.</summary>
    internal bool TryRead(in SocketRequest request, Action<ReadOnlyMemory<byte>> reader)
    {
        Span<byte> bytes = stackalloc byte[SocketRequest.Longest];
        int length = request.Write(bytes);
        fixed (byte* first = bytes)
            if (Libc.Send(_descriptor, first, length, 0) != length) return false;
        AnswerState state = AnswerState.More;
        while (state == AnswerState.More) state = ReadDatagram(request.Type, reader);
        return state == AnswerState.Complete;
    }

    public void Dispose()
    {
        if (_descriptor >= 0) _ = Libc.Close(_descriptor);
        _descriptor = -1;
    }

    // The kernel prepares a part of the answer in send, and the next one while it hands out the previous one. So there is nothing to wait for.
    private AnswerState ReadDatagram(ushort answer, Action<ReadOnlyMemory<byte>> reader)
    {
        nint count = Netlink.Receive(_descriptor, _datagram, out uint port);
        if (count <= 0 || count > _datagram.Length) return AnswerState.Failed;
        if (port != 0) return AnswerState.More; // not of the kernel

        // A copy, of which the readings keep parts.
        byte[] copy = GC.AllocateUninitializedArray<byte>((int)count);
        _datagram.AsSpan(0, copy.Length).CopyTo(copy);
        NetlinkMessages messages = new(copy);
        while (messages.TryNext(out ushort type, out ReadOnlyMemory<byte> body))
            if (type == answer) reader(body);
        return messages.State;
    }
}

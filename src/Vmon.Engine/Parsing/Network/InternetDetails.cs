using System.Runtime.InteropServices;

namespace Vmon.Parsing.Network;

/// <summary>Details of an IPv4 or IPv6 socket.</summary>
/// <param name="message">The message, which is kept.</param>
/// <param name="isTcp">Whether it is about a TCP socket.</param>
internal sealed class InternetDetails(ReadOnlyMemory<byte> message, bool isTcp) : SocketDetails
{
    // Numbers of attributes (INET_DIAG_…)
    internal const ushort InfoNumber = 2;
    internal const ushort CongestionControlNumber = 4;
    internal const ushort MemoryNumber = 7;
    private const ushort ShutdownNumber = 8;
    private const ushort V6OnlyNumber = 11;
    private const ushort MarkNumber = 15;
    private const ushort CgroupIdNumber = 21;

    internal override SocketTimer? Timer => isTcp && message.Span[2] <= (byte)SocketTimer.Persist ? (SocketTimer)message.Span[2] : null;

    internal override TimeSpan? TimerRest => isTcp && message.Span[2] != 0 ? TimeSpan.FromMilliseconds(MemoryMarshal.Read<uint>(message.Span[52..])) : null;

    internal override int? TimerCount => isTcp ? message.Span[3] : null;

    internal override TcpInfo? Tcp => isTcp && TryFind(InfoNumber, 1, out ReadOnlyMemory<byte> value) ? new TcpInfo(value) : null;

    internal override SocketMemory? Memory => TryFind(MemoryNumber, 1, out ReadOnlyMemory<byte> value) ? SocketMemory.Parse(value.Span) : null;

    internal override SocketDirections? Shutdown => TryFind(ShutdownNumber, sizeof(byte), out ReadOnlyMemory<byte> value) ? (SocketDirections)(value.Span[0] & 3) : null;

    internal override bool? IsV6Only => TryFind(V6OnlyNumber, sizeof(byte), out ReadOnlyMemory<byte> value) ? value.Span[0] != 0 : null;

    internal override uint? Mark => TryFind(MarkNumber, sizeof(uint), out ReadOnlyMemory<byte> value) ? MemoryMarshal.Read<uint>(value.Span) : null;

    internal override ulong? CgroupId => TryFind(CgroupIdNumber, sizeof(ulong), out ReadOnlyMemory<byte> value) ? MemoryMarshal.Read<ulong>(value.Span) : null;

    internal override ReadOnlySpan<byte> CongestionControlBytes
    {
        get
        {
            if (!TryFind(CongestionControlNumber, 1, out ReadOnlyMemory<byte> value)) return default;
            int end = value.Span.IndexOf((byte)0);
            return end < 0 ? value.Span : value.Span[..end];
        }
    }

    private bool TryFind(ushort number, int least, out ReadOnlyMemory<byte> value) =>
        NetlinkAttributes.TryFind(message[InternetDiagnostics.MessageLength..], number, least, out value);
}

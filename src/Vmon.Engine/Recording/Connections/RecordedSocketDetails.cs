using Vmon.Parsing.Network;

namespace Vmon.Recording.Connections;

/// <summary>Details of a socket, as they were recorded.</summary>
/// <param name="values">The numbers of the socket, which do not change.</param>
/// <param name="congestionControl">Name of the congestion control. Null if unknown.</param>
/// <param name="clock">Milliseconds on the clock of its namespace.</param>
internal sealed class RecordedSocketDetails(long[] values, byte[]? congestionControl, long clock) : SocketDetails
{
    private TcpInfo? _tcp;

    internal override SocketMemory? Memory => !Values.Flags.HasFlag(SocketFlags.HasMemory) ? null : new(
        (uint)Values[SocketNumber.memory_received],
        (uint)Values[SocketNumber.memory_receive_buffer],
        (uint)Values[SocketNumber.memory_sending],
        (uint)Values[SocketNumber.memory_send_buffer],
        (uint)Values[SocketNumber.memory_queued],
        (uint)Values[SocketNumber.memory_dropped]);

    internal override SocketDirections? Shutdown => Values.Known(SocketNumber.socket_shutdown) is { } shutdown ? (SocketDirections)shutdown : null;

    internal override SocketTimer? Timer => Values.Known(SocketNumber.socket_timer) is { } timer ? (SocketTimer)timer : null;

    internal override TimeSpan? TimerRest => Values.Flags.HasFlag(SocketFlags.HasTimerRest) ? TimeSpan.FromMilliseconds((uint)Values.TimerRest(clock)) : null;

    internal override int? TimerCount => (int?)Values.Known(SocketNumber.socket_timer_count);

    internal override ReadOnlySpan<byte> CongestionControlBytes => congestionControl;

    internal override TcpInfo? Tcp => Values[SocketNumber.tcp_length] == 0 ? null : _tcp ??= ToTcpInfo();

    internal override uint? Mark => (uint?)Values.Known(SocketNumber.socket_mark);

    internal override ulong? CgroupId => Values.Flags.HasFlag(SocketFlags.HasCgroup) ? (ulong)Values[SocketNumber.socket_cgroup] : null;

    internal override bool? IsV6Only => Values.Flags.HasFlag(SocketFlags.IsV6Only) ? true : Values.Flags.HasFlag(SocketFlags.IsNotV6Only) ? false : null;

    internal override ulong? FileInode => Values.NotZero(SocketNumber.socket_file);

    private SocketValues Values => new(values);

    // As the kernel gave it, so that the same parser reads it.
    private TcpInfo ToTcpInfo()
    {
        byte[] bytes = new byte[Math.Clamp(Values[SocketNumber.tcp_length], 0, TcpField.Longest)];
        for (int i = 0; i < TcpField.All.Length; i++) TcpField.All[i].Write(bytes, Values.TcpValue(i, clock));
        return new TcpInfo(bytes);
    }
}

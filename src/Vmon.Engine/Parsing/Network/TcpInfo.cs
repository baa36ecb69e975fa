using System.Runtime.InteropServices;

namespace Vmon.Parsing.Network;

/// <summary>struct tcp_info, which grows with the kernel. A field beyond the end of what the kernel gave is null.</summary>
internal readonly struct TcpInfo(ReadOnlyMemory<byte> bytes)
{
    /// <summary>The struct, as far as the kernel gave it.</summary>
    internal ReadOnlySpan<byte> Bytes => bytes.Span;

    /// <summary>Consecutive retransmissions of the oldest segment.</summary>
    internal int? Retransmits => Byte(2);

    /// <summary>Unanswered probes of a closed window or of an idle connection.</summary>
    internal int? Probes => Byte(3);

    /// <summary>Bits of the options that the peers agreed on.</summary>
    internal int? Options => Byte(5);

    /// <summary>Shifts of the windows that the peer and this end advertise.</summary>
    internal (int Send, int Receive)? WindowScales => Byte(6) is int scales ? (scales & 0xf, scales >> 4) : null;

    /// <summary>Whether the application, and not the network, limited the delivery rate.</summary>
    internal bool? IsApplicationLimited => Byte(7) is int bits ? (bits & 1) != 0 : null;

    /// <summary>Time until a retransmission.</summary>
    internal TimeSpan? RetransmissionTimeout => Microseconds(8);

    /// <summary>Time until a delayed acknowledgement.</summary>
    internal TimeSpan? AcknowledgementTimeout => Microseconds(12);

    /// <summary>Largest segment to send, in bytes.</summary>
    internal long? SendMss => Word(16);

    /// <summary>Largest segment received, in bytes.</summary>
    internal long? ReceiveMss => Word(20);

    /// <summary>Segments sent and not acknowledged; of a listening socket, connections to accept.</summary>
    internal long? Unacknowledged => Word(24);

    /// <summary>Segments that the peer acknowledged selectively; of a listening socket, its backlog.</summary>
    internal long? Sacked => Word(28);

    /// <summary>Segments regarded as lost.</summary>
    internal long? Lost => Word(32);

    /// <summary>Retransmitted segments that are not acknowledged.</summary>
    internal long? Retransmitted => Word(36);

    /// <summary>Time since data was sent.</summary>
    internal TimeSpan? SinceSent => Milliseconds(44);

    /// <summary>Time since data was received.</summary>
    internal TimeSpan? SinceReceived => Milliseconds(52);

    /// <summary>Time since an acknowledgement was received.</summary>
    internal TimeSpan? SinceAcknowledged => Milliseconds(56);

    /// <summary>Path MTU, in bytes.</summary>
    internal long? PathMtu => Word(60);

    /// <summary>Round-trip time. Null if none was measured.</summary>
    internal TimeSpan? RoundTripTime => Known(Microseconds(68));

    /// <summary>Mean deviation of the round-trip time.</summary>
    internal TimeSpan? RoundTripTimeVariation => RoundTripTime is null ? null : Microseconds(72);

    /// <summary>Threshold of slow start, in segments. Null if there is none yet.</summary>
    internal long? SlowStartThreshold => Word(76) is long threshold and < 0x7fffffff ? threshold : null;

    /// <summary>Congestion window, in segments.</summary>
    internal long? CongestionWindow => Word(80);

    /// <summary>Segments that may arrive out of order before one counts as lost.</summary>
    internal long? Reordering => Word(88);

    /// <summary>Round-trip time as the receiver measures it. Null if none was measured.</summary>
    internal TimeSpan? ReceiverRoundTripTime => Known(Microseconds(92));

    /// <summary>Segments retransmitted since the beginning.</summary>
    internal long? TotalRetransmits => Word(100);

    /// <summary>Pacing rate, in bytes per second. Null if not limited.</summary>
    internal long? PacingRate => NotZero(104);

    /// <summary>Bytes acknowledged by the peer.</summary>
    internal long? BytesAcknowledged => Long(120);

    /// <summary>Bytes received.</summary>
    internal long? BytesReceived => Long(128);

    /// <summary>Segments sent.</summary>
    internal long? SegmentsSent => Word(136);

    /// <summary>Segments received.</summary>
    internal long? SegmentsReceived => Word(140);

    /// <summary>Bytes written and not sent.</summary>
    internal long? NotSent => Word(144);

    /// <summary>Smallest recent round-trip time. Null if none was measured.</summary>
    internal TimeSpan? MinRoundTripTime => Word(148) is uint.MaxValue ? null : Known(Microseconds(148));

    /// <summary>Segments with data received.</summary>
    internal long? DataSegmentsReceived => Word(152);

    /// <summary>Segments with data sent.</summary>
    internal long? DataSegmentsSent => Word(156);

    /// <summary>Rate at which the peer received the most recent data, in bytes per second. Null if none was measured.</summary>
    internal long? DeliveryRate => NotZero(160);

    /// <summary>Time with data to send or to be acknowledged.</summary>
    internal TimeSpan? BusyTime => LongMicroseconds(168);

    /// <summary>Time in which the window of the peer was closed.</summary>
    internal TimeSpan? ReceiveWindowLimited => LongMicroseconds(176);

    /// <summary>Time in which the send buffer was too small.</summary>
    internal TimeSpan? SendBufferLimited => LongMicroseconds(184);

    /// <summary>Bytes sent, with those of retransmissions.</summary>
    internal long? BytesSent => Long(200);

    /// <summary>Bytes retransmitted.</summary>
    internal long? BytesRetransmitted => Long(208);

    /// <summary>Segments received out of order.</summary>
    internal long? OutOfOrder => Word(224);

    /// <summary>Window that the peer advertised, in bytes.</summary>
    internal long? SendWindow => Word(228);

    /// <summary>Window that this end advertised, in bytes.</summary>
    internal long? ReceiveWindow => Word(232);

    private int? Byte(int at) => at < bytes.Length ? bytes.Span[at] : null;

    private long? Word(int at) => at + sizeof(uint) <= bytes.Length ? MemoryMarshal.Read<uint>(bytes.Span[at..]) : null;

    // A counter of 64 bits does not reach the sign in the time of a machine. A larger number is not a count.
    private long? Long(int at) => at + sizeof(long) <= bytes.Length && MemoryMarshal.Read<long>(bytes.Span[at..]) is >= 0 and var number ? number : null;

    private long? NotZero(int at) => Long(at) is long number and not 0 ? number : null;

    private TimeSpan? Microseconds(int at) => Word(at) is long number ? TimeSpan.FromMicroseconds(number) : null;

    private TimeSpan? LongMicroseconds(int at) => Long(at) is long number and <= long.MaxValue / TimeSpan.TicksPerMicrosecond ? new TimeSpan(number * TimeSpan.TicksPerMicrosecond) : null;

    private TimeSpan? Milliseconds(int at) => Word(at) is long number ? TimeSpan.FromMilliseconds(number) : null;

    private static TimeSpan? Known(TimeSpan? time) => time == TimeSpan.Zero ? null : time;
}

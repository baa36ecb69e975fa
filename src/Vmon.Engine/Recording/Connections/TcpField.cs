using System.Runtime.InteropServices;

namespace Vmon.Recording.Connections;

/// <summary>A field of struct tcp_info that is recorded.</summary>
/// <param name="Name">Its name in the kernel without tcpi_, which is part of the format.</param>
/// <param name="Offset">Where it is in the struct.</param>
/// <param name="Size">Its bytes: 1, 4 or 8.</param>
internal readonly record struct TcpField(string Name, int Offset, int Size)
{
    /// <summary>The fields.</summary>
    internal static readonly TcpField[] All =
    [
        // in the order of TcpIndex
        new("last_data_sent", 44, 4), new("last_data_recv", 52, 4), new("last_ack_recv", 56, 4), new("bytes_acked", 120, 8), new("bytes_sent", 200, 8), new("bytes_received", 128, 8),
        new("delivery_rate_app_limited", 7, 1), new("rto", 8, 4), new("ato", 12, 4), new("snd_mss", 16, 4), new("rcv_mss", 20, 4), new("unacked", 24, 4), new("sacked", 28, 4), new("lost", 32, 4),
        new("retrans", 36, 4), new("pmtu", 60, 4), new("rtt", 68, 4), new("rttvar", 72, 4), new("snd_ssthresh", 76, 4), new("snd_cwnd", 80, 4), new("reordering", 88, 4), new("rcv_rtt", 92, 4),
        new("total_retrans", 100, 4), new("pacing_rate", 104, 8), new("segs_out", 136, 4), new("segs_in", 140, 4), new("notsent_bytes", 144, 4), new("min_rtt", 148, 4), new("data_segs_in", 152, 4),
        new("data_segs_out", 156, 4), new("delivery_rate", 160, 8), new("busy_time", 168, 8), new("rwnd_limited", 176, 8), new("sndbuf_limited", 184, 8), new("bytes_retrans", 208, 8),
        new("rcv_ooopack", 224, 4), new("snd_wnd", 228, 4), new("rcv_wnd", 232, 4),
    ];

    /// <summary>Number of bytes of the struct that have recorded fields.</summary>
    internal static readonly int Longest = All.Max(static field => field.Offset + field.Size);

    /// <summary>The field. 0 if the struct is too short.</summary>
    internal long Read(ReadOnlySpan<byte> info) => Offset + Size > info.Length ? 0 : Size switch
    {
        1 => info[Offset],
        sizeof(uint) => MemoryMarshal.Read<uint>(info[Offset..]),
        _ => MemoryMarshal.Read<long>(info[Offset..]),
    };

    /// <summary>Writes the field into a struct, unless that is too short.</summary>
    internal void Write(Span<byte> info, long value)
    {
        if (Offset + Size > info.Length) return;
        if (Size == 1) info[Offset] = (byte)value;
        else if (Size == sizeof(uint)) MemoryMarshal.Write(info[Offset..], (uint)value);
        else MemoryMarshal.Write(info[Offset..], value);
    }
}

/// <summary>The fields of tcp_info that are kept as differences, by their place in <see cref="TcpField.All"/>.</summary>
internal enum TcpIndex
{
    LastSent = 0,
    LastReceived = 1,
    LastAcknowledged = 2,
    BytesAcknowledged = 3,
    BytesSent = 4,
}

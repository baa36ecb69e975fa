using System.Buffers.Binary;
using System.Net;

namespace Vmon.Parsing.Network;

/// <summary>An IPv4 or IPv6 address as a value.</summary>
/// <param name="High">The first 64 bits. 0 for IPv4.</param>
/// <param name="Low">The last 64 bits, or the 32 bits of IPv4.</param>
/// <param name="IsV4">Whether it is of an IPv4 socket.</param>
internal readonly record struct InternetAddress(ulong High, ulong Low, bool IsV4)
{
    /// <summary>Whether it is 0.0.0.0 or ::.</summary>
    internal bool IsAny => (High | Low) == 0;

    /// <summary>From 4 or 16 bytes in network order.</summary>
    internal static InternetAddress Of(ReadOnlySpan<byte> bytes) => bytes.Length == 4
        ? new(0, BinaryPrimitives.ReadUInt32BigEndian(bytes), IsV4: true)
        : new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]), IsV4: false);

    /// <summary>As an address of .NET.</summary>
    internal IPAddress ToAddress()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Low);
        return new IPAddress(IsV4 ? bytes[12..] : bytes);
    }

    /// <summary>The address, a mapped one as ::ffff:192.0.2.1.</summary>
    public override string ToString() => ToAddress().ToString();
}

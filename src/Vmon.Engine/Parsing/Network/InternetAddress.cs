using System.Buffers.Binary;
using System.Net;

namespace Vmon.Parsing.Network;

/// <summary>An IPv4 or IPv6 address as a value. An IPv4 address is kept as the IPv6 address that maps it.</summary>
/// <param name="Bits">The 128 bits.</param>
/// <param name="IsV4">Whether it is of an IPv4 socket.</param>
internal readonly record struct InternetAddress(UInt128 Bits, bool IsV4)
{
    private static readonly UInt128 Mapped = 0xffff_0000_0000UL;

    /// <summary>Whether it is 0.0.0.0 or ::.</summary>
    internal bool IsAny => IsV4 ? Bits == Mapped : Bits == 0;

    /// <summary>From 4 or 16 bytes in network order.</summary>
    internal static InternetAddress Of(ReadOnlySpan<byte> bytes) => bytes.Length == 4
        ? new(Mapped | BinaryPrimitives.ReadUInt32BigEndian(bytes), IsV4: true)
        : new(BinaryPrimitives.ReadUInt128BigEndian(bytes), IsV4: false);

    /// <summary>As an address of .NET.</summary>
    internal IPAddress ToAddress()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Bits);
        return new IPAddress(IsV4 ? bytes[12..] : bytes);
    }

    /// <summary>The address, a mapped one as ::ffff:192.0.2.1.</summary>
    public override string ToString() => ToAddress().ToString();
}

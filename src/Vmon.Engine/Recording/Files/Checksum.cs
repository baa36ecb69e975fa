using System.Buffers.Binary;
using System.Numerics;

namespace Vmon.Recording.Files;

/// <summary>CRC-32C (Castagnoli), as in iSCSI and ext4: the CRC of "123456789" is E3069283.</summary>
internal static class Checksum
{
    internal static uint Of(ReadOnlySpan<byte> bytes) => Continue(0, bytes);

    /// <summary>The checksum of bytes that follow others.</summary>
    internal static uint Continue(uint checksum, ReadOnlySpan<byte> bytes)
    {
        uint crc = ~checksum;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..]) crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (byte one in bytes) crc = BitOperations.Crc32C(crc, one);
        return ~crc;
    }
}

using System.Buffers.Binary;

namespace Vmon.Tests.Engine.Parsing.Network;

/// <summary>Messages and attributes as the kernel writes them, on a little-endian machine.</summary>
internal static class NetlinkBytes
{
    internal static byte[] Message(ushort type, params ReadOnlySpan<byte> body)
    {
        byte[] message = new byte[(16 + body.Length + 3) & ~3];
        BinaryPrimitives.WriteInt32LittleEndian(message, 16 + body.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(4), type);
        body.CopyTo(message.AsSpan(16));
        return message;
    }

    internal static byte[] Attribute(ushort type, params ReadOnlySpan<byte> value)
    {
        byte[] attribute = new byte[(4 + value.Length + 3) & ~3];
        BinaryPrimitives.WriteUInt16LittleEndian(attribute, (ushort)(4 + value.Length));
        BinaryPrimitives.WriteUInt16LittleEndian(attribute.AsSpan(2), type);
        value.CopyTo(attribute.AsSpan(4));
        return attribute;
    }
}

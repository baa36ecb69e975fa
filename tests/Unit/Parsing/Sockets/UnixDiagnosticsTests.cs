using System.Buffers.Binary;
using Vmon.Parsing;

namespace Vmon.Tests.Parsing;

public class UnixDiagnosticsTests
{
    [Fact]
    public void A_message_gives_peer_and_queues_of_an_inode()
    {
        Dictionary<ulong, UnixPeer> peers = [];
        byte[] datagram = [.. Message(100, (2, [200]), (4, [5, 6])), .. Message(101, (0, [1]))];
        Assert.True(UnixDiagnostics.Read(datagram, peers));
        Assert.Equal((200u, 5u, 6u), (peers[100].Inode!.Value, peers[100].ReceiveQueue!.Value, peers[100].SendQueue!.Value));
        Assert.Null(peers[101].Inode);
        Assert.Null(peers[101].SendQueue);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void An_error_and_the_end_end_it(ushort type)
    {
        byte[] end = Message(1);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(4), type);
        Dictionary<ulong, UnixPeer> peers = [];
        Assert.False(UnixDiagnostics.Read([.. Message(100, (2, [200])), .. end], peers));
        Assert.Single(peers);
    }

    [Fact]
    public void Any_bytes_are_read()
    {
        Random random = new(11);
        byte[] whole = [.. Message(100, (2, [200]), (4, [5, 6]))];
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = [.. whole];
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Dictionary<ulong, UnixPeer> peers = [];
            _ = UnixDiagnostics.Read(bytes.AsSpan(0, random.Next(bytes.Length + 1)), peers);
            Assert.InRange(peers.Count, 0, 1);
        }
    }

    private static byte[] Message(uint inode, params (ushort Type, uint[] Values)[] attributes)
    {
        byte[] message = new byte[32 + attributes.Sum(attribute => 4 + (4 * attribute.Values.Length))];
        BinaryPrimitives.WriteInt32LittleEndian(message, message.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(4), 20);
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(20), inode);
        int at = 32;
        foreach ((ushort type, uint[] values) in attributes)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(at), (ushort)(4 + (4 * values.Length)));
            BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(at + 2), type);
            at += 4;
            foreach (uint value in values)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(at), value);
                at += 4;
            }
        }

        return message;
    }
}

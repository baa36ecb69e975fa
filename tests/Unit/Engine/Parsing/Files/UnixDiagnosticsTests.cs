using System.Buffers.Binary;
using Vmon.Parsing.Files;

namespace Vmon.Tests.Engine.Parsing.Files;

public class UnixDiagnosticsTests
{
    [Fact]
    public void Read_returns_peer_and_queues_by_inode()
    {
        Dictionary<ulong, SocketInfo> sockets = [];
        byte[] datagram = [.. Message(100, (2, [200]), (4, [5, 6])), .. Message(101)];
        Assert.True(UnixDiagnostics.Read(datagram, sockets, out bool isWhole));
        Assert.False(isWhole);
        Assert.Equal((200ul, 5L, 6L), (sockets[100].PeerInode!.Value, sockets[100].ReceiveQueue!.Value, sockets[100].SendQueue!.Value));
        Assert.Equal((null, null), (sockets[101].PeerInode, sockets[101].SendQueue));
    }

    [Fact]
    public void PeerInode_of_a_closed_peer_is_null_and_not_0()
    {
        Dictionary<ulong, SocketInfo> sockets = [];
        _ = UnixDiagnostics.Read(Message(100, (2, [0])), sockets, out _);
        Assert.Null(sockets[100].PeerInode);
    }

    [Theory]
    [InlineData("2f610a62", "/a\nb")]
    [InlineData("2f612000", "/a ")]
    [InlineData("00780a790000", "@x\ny@@")]
    [InlineData("", null)]
    [InlineData("00", "@")]
    public void LocalAddress_preserves_any_bytes_of_the_name(string bytes, string? address)
    {
        byte[] name = Convert.FromHexString(bytes);
        Array.Resize(ref name, name.Length + (bytes.StartsWith("2f", StringComparison.Ordinal) && name[^1] != 0 ? 1 : 0)); // a path ends with NUL
        byte[] message = Message(100, (0, [.. new uint[(name.Length + 3) / 4]]));
        name.CopyTo(message.AsSpan(36));
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(32), (ushort)(4 + name.Length));
        Dictionary<ulong, SocketInfo> sockets = [];
        _ = UnixDiagnostics.Read(message, sockets, out _);
        Assert.Equal(address, sockets[100].LocalAddress);
    }

    [Theory]
    [InlineData(1, 1, System.Net.Sockets.SocketType.Stream, SocketState.Established)]
    [InlineData(5, 10, System.Net.Sockets.SocketType.Seqpacket, SocketState.Listen)]
    [InlineData(2, 7, System.Net.Sockets.SocketType.Dgram, SocketState.Unconnected)]
    public void Read_takes_type_and_state_from_the_message(byte type, byte state, System.Net.Sockets.SocketType expectedType, SocketState expectedState)
    {
        byte[] message = Message(100, (4, [1, 128]));
        (message[17], message[18]) = (type, state);
        Dictionary<ulong, SocketInfo> sockets = [];
        _ = UnixDiagnostics.Read(message, sockets, out _);
        Assert.Equal((expectedType, expectedState), (sockets[100].Type, sockets[100].State));
        Assert.Equal(expectedState == SocketState.Listen ? null : 128L, sockets[100].SendQueue);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Read_stops_at_an_error_or_end_message(ushort type)
    {
        byte[] end = Message(1);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(4), type);
        Dictionary<ulong, SocketInfo> sockets = [];
        Assert.False(UnixDiagnostics.Read([.. Message(100, (2, [200])), .. end], sockets, out bool isWhole));
        Assert.Equal(type == 3, isWhole);
        Assert.Single(sockets);
    }

    [Fact]
    public void Read_never_throws_on_corrupted_messages()
    {
        Random random = new(11);
        byte[] whole = [.. Message(100, (0, [0x612f]), (2, [200]), (4, [5, 6]))];
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = [.. whole];
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Dictionary<ulong, SocketInfo> sockets = [];
            _ = UnixDiagnostics.Read(bytes.AsSpan(0, random.Next(bytes.Length + 1)), sockets, out _);
            Assert.InRange(sockets.Count, 0, 1);
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

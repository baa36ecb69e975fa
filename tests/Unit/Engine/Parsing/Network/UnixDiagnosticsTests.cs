using System.Net.Sockets;
using Vmon.Parsing.Network;

namespace Vmon.Tests.Engine.Parsing.Network;

public class UnixDiagnosticsTests
{
    [Fact]
    public void Parse_returns_peer_queues_and_user()
    {
        SocketReading socket = UnixDiagnostics.Parse(Message(Words(2, 200), Words(4, 5, 6), Words(7, 1000), Words(1, 77, 3)))!;
        Assert.Equal((100ul, 200ul, 5L, 6L, 1000u, 77ul), (socket.Inode!.Value, socket.PeerInode!.Value, socket.ReceiveQueue!.Value, socket.SendQueue!.Value, socket.User!.Value, socket.Details!.FileInode!.Value));
        Assert.Equal((null, null, null), (UnixDiagnostics.Parse(Message())!.PeerInode, UnixDiagnostics.Parse(Message())!.SendQueue, UnixDiagnostics.Parse(Message())!.User));
    }

    [Fact]
    public void PeerInode_of_a_closed_peer_is_null_and_not_0() => Assert.Null(UnixDiagnostics.Parse(Message(Words(2, 0)))!.PeerInode);

    [Theory]
    [InlineData("2f610a6200", "/a\nb")]
    [InlineData("2f612000", "/a ")]
    [InlineData("00780a790000", "@x\ny@@")]
    [InlineData("", null)]
    [InlineData("00", "@")]
    public void Name_preserves_any_bytes(string bytes, string? name) =>
        Assert.Equal(name, UnixDiagnostics.Parse(Message(NetlinkBytes.Attribute(0, Convert.FromHexString(bytes))))!.Name);

    [Theory]
    [InlineData(1, 1, SocketType.Stream, SocketState.Established)]
    [InlineData(5, 10, SocketType.Seqpacket, SocketState.Listen)]
    [InlineData(2, 7, SocketType.Dgram, SocketState.Unconnected)]
    public void Parse_takes_type_and_state_from_the_message(byte type, byte state, SocketType expectedType, SocketState expectedState)
    {
        byte[] message = Message(Words(4, 1, 128));
        (message[1], message[2]) = (type, state);
        SocketReading socket = UnixDiagnostics.Parse(message)!;
        Assert.Equal((expectedType, expectedState), (socket.Type, socket.State));
        bool isListening = expectedState == SocketState.Listen;
        Assert.Equal((isListening ? null : 128L, isListening ? 128L : null), (socket.SendQueue, socket.Backlog));
    }

    [Fact]
    public void Parse_never_throws_on_corrupted_messages()
    {
        Random random = new(11);
        byte[] whole = Message(Words(0, 0x612f), Words(2, 200), Words(4, 5, 6), Words(5, 1, 2, 3, 4, 5, 6, 7, 8, 9));
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = [.. whole];
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            SocketReading? socket = UnixDiagnostics.Parse(bytes.AsMemory(0, random.Next(bytes.Length + 1)));
            _ = (socket?.Details?.Memory, socket?.Details?.Shutdown, socket?.Details?.FileInode);
        }
    }

    private static byte[] Words(ushort type, params uint[] words) => NetlinkBytes.Attribute(type, [.. words.SelectMany(BitConverter.GetBytes)]);

    private static byte[] Message(params byte[][] attributes) => [1, 1, 1, 0, 100, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, .. attributes.SelectMany(attribute => attribute)];
}

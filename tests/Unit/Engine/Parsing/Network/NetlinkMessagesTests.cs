using Vmon.Parsing.Network;

namespace Vmon.Tests.Engine.Parsing.Network;

public class NetlinkMessagesTests
{
    [Fact]
    public void TryNext_returns_the_bodies_of_all_messages()
    {
        NetlinkMessages messages = new((byte[])[.. NetlinkBytes.Message(20, 1, 2, 3), .. NetlinkBytes.Message(20, 4, 5, 6, 7)]);
        Assert.True(messages.TryNext(out ushort type, out ReadOnlyMemory<byte> body));
        Assert.Equal((20, 3), (type, body.Length));
        Assert.True(messages.TryNext(out _, out body));
        Assert.Equal([4, 5, 6, 7], body.ToArray());
        Assert.False(messages.TryNext(out _, out _));
        Assert.Equal(AnswerState.More, messages.State);
    }

    [Theory]
    [InlineData(3, 0, AnswerState.Complete, 0)]
    [InlineData(3, -105, AnswerState.Failed, 105)]
    [InlineData(2, -2, AnswerState.Failed, 2)]
    [InlineData(2, int.MinValue, AnswerState.Failed, int.MaxValue)]
    public void An_end_or_a_refusal_ends_the_answer(ushort type, int number, object state, int error)
    {
        NetlinkMessages messages = new((byte[])[.. NetlinkBytes.Message(type, BitConverter.GetBytes(number)), .. NetlinkBytes.Message(20, 1)]);
        Assert.False(messages.TryNext(out _, out _));
        Assert.False(messages.TryNext(out _, out _));
        Assert.Equal((state, error), (messages.State, messages.ErrorNumber));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(21)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void An_impossible_length_fails_the_answer(int length)
    {
        byte[] bytes = NetlinkBytes.Message(20, 1, 2, 3, 4);
        BitConverter.GetBytes(length).CopyTo(bytes, 0);
        NetlinkMessages messages = new(bytes);
        Assert.False(messages.TryNext(out _, out _));
        Assert.Equal(AnswerState.Failed, messages.State);
    }

    [Fact]
    public void An_empty_datagram_fails_the_answer() => Assert.Equal(AnswerState.Failed, new NetlinkMessages(Array.Empty<byte>()).State);

    [Theory]
    [InlineData("0800010001000000")]
    [InlineData("080001000100000003000000")]
    [InlineData("08000100010000000c000200")]
    [InlineData("0800010001000000ff")]
    public void Attributes_end_at_one_that_is_cut_off(string bytes)
    {
        NetlinkAttributes attributes = new(Convert.FromHexString(bytes));
        Assert.True(attributes.TryNext(out ushort type, out ReadOnlyMemory<byte> value));
        Assert.Equal((1, 4), (type, value.Length));
        Assert.False(attributes.TryNext(out _, out _));
    }
}

using Vmon.Kernel.Events;
using Vmon.Parsing.Processes;

namespace Vmon.Tests.Engine.Kernel.Events;

public class ConnectorMessageTests
{
    [Fact]
    public void TryParse_of_a_start_names_child_and_parent()
    {
        Assert.True(ConnectorMessage.TryParse(Message(1, 90, 40, 41, 50, 50), out ConnectorMessage message));
        Assert.Equal(new ConnectorMessage(ConnectorKind.Started, 90, 50, 50, 41, 0), message);
        Assert.True(message.IsOfMainThread);
    }

    [Fact]
    public void TryParse_of_an_exec_names_the_process()
    {
        Assert.True(ConnectorMessage.TryParse(Message(2, 90, 51, 50), out ConnectorMessage message));
        Assert.Equal(new ConnectorMessage(ConnectorKind.Executed, 90, 51, 50, 0, 0), message);
        Assert.False(message.IsOfMainThread);
    }

    [Fact]
    public void TryParse_of_a_rename_has_the_name()
    {
        int[] name = [0x656d616e, 0, 0x78787878, 0];
        Assert.True(ConnectorMessage.TryParse(Message(0x200, 90, [51, 50, .. name]), out ConnectorMessage message));
        Assert.Equal(new ConnectorMessage(ConnectorKind.Renamed, 90, 51, 50, 0, 0, new Comm("name"u8)), message);
        Assert.False(ConnectorMessage.TryParse(Message(0x200, 90, 51, 50, 0, 0, 0), out _));
    }

    [Fact]
    public void TryParse_of_an_exit_has_status_and_parent()
    {
        Assert.True(ConnectorMessage.TryParse(Message(int.MinValue, 90, 50, 50, 0x300, 17, 41, 40), out ConnectorMessage message));
        Assert.Equal(new ConnectorMessage(ConnectorKind.Exited, 90, 50, 50, 40, 0x300), message);
        Assert.True(ConnectorMessage.TryParse(Message(int.MinValue, 90, 50, 50, 0x300, 17), out message));
        Assert.Equal(0, message.Parent);
    }

    [Fact]
    public void TryParse_of_an_acknowledgement_has_the_error()
    {
        Assert.True(ConnectorMessage.TryParse(Message(0, 90, 1), out ConnectorMessage message));
        Assert.Equal((ConnectorKind.Acknowledged, 1), (message.Kind, message.Thread));
    }

    [Fact]
    public void TryParse_rejects_other_events_and_truncated_ones()
    {
        Assert.False(ConnectorMessage.TryParse(Message(4, 90, 50, 50, 0, 0), out _));
        Assert.False(ConnectorMessage.TryParse(Message(2, 90, -50, -50), out _));
        byte[] whole = Message(int.MinValue, 90, 50, 50, 0x300);
        Assert.True(ConnectorMessage.TryParse(whole, out _));
        for (int length = 0; length < whole.Length; length++) Assert.False(ConnectorMessage.TryParse(whole.AsSpan(0, length), out _));
        whole[16] = 2; // another group of the connector
        Assert.False(ConnectorMessage.TryParse(whole, out _));
    }

    [Fact]
    public void Request_is_a_message_of_the_connector() => Assert.Equal(
        "280000000300000000000000000000000100000001000000000000000000000004000000" + "01000000", Convert.ToHexString(ConnectorMessage.Request(isListening: true)));

    // struct nlmsghdr, struct cn_msg, struct proc_event
    private static byte[] Message(int kind, long time, params int[] data) =>
        [.. new byte[16], 1, 0, 0, 0, 1, 0, 0, 0, .. new byte[12], .. BitConverter.GetBytes(kind), .. new byte[4], .. BitConverter.GetBytes(time), .. data.SelectMany(BitConverter.GetBytes)];
}

using Vmon.Parsing.Processes;

namespace Vmon.Tests.Engine.Parsing.Processes;

public class WaitChannelTests
{
    [Fact]
    public void Parse_returns_the_function_name_and_empty_for_0()
    {
        Assert.Equal("do_epoll_wait", WaitChannel.Parse("do_epoll_wait"u8));
        Assert.Equal("", WaitChannel.Parse("0"u8));
        Assert.Equal("", WaitChannel.Parse(""u8));
    }
}

using Vmon.Parsing;

namespace Vmon.Tests.Parsing;

public class WaitChannelTests
{
    [Fact]
    public void A_function_has_a_name_and_0_is_none()
    {
        Assert.Equal("do_epoll_wait", WaitChannel.Parse("do_epoll_wait"u8));
        Assert.Equal("", WaitChannel.Parse("0"u8));
        Assert.Equal("", WaitChannel.Parse(""u8));
    }
}

using System.Net;
using Vmon.PowerShell.Parameters;

namespace Vmon.Tests.PowerShell.Parameters;

public class AddressPatternsTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.10", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("::ffff:192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1", false)]
    [InlineData("2001:DB8:0::1", "2001:db8::1", true)]
    [InlineData("10.0.0.0/8", "10.255.0.1", true)]
    [InlineData("10.0.0.0/8", "11.0.0.1", false)]
    [InlineData("10.1.2.3/8", "10.9.9.9", true)]
    [InlineData("10.0.0.0/8", "::ffff:10.0.0.7", true)]
    [InlineData("192.0.2.128/25", "192.0.2.127", false)]
    [InlineData("192.0.2.128/25", "192.0.2.128", true)]
    [InlineData("0.0.0.0/0", "203.0.113.7", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("::/0", "2001:db8::1", true)]
    [InlineData("2001:db8::/33", "2001:db8:8000::1", false)]
    [InlineData("192.0.2.7/32", "192.0.2.7", true)]
    [InlineData("192.168.*", "192.168.1.1", true)]
    [InlineData("192.168.*", "::ffff:192.168.1.1", true)]
    [InlineData("fe80:*", "fe80::1", true)]
    public void Address_prefix_and_wildcard_match(string pattern, string address, bool isMatch)
    {
        AddressPatterns patterns = new();
        Assert.Null(patterns.Add([pattern]));
        Assert.Equal(isMatch, patterns.Matches(IPAddress.Parse(address)));
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("1")]
    [InlineData("10.1")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("::/129")]
    [InlineData("/8")]
    [InlineData("")]
    public void Other_text_is_reported(string text) => Assert.Equal(text, new AddressPatterns().Add(["192.0.2.1", text]));
}

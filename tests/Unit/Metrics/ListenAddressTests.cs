using Vmon.Metrics;

namespace Vmon.Tests.Metrics;

public class ListenAddressTests
{
    [Theory]
    [InlineData("127.0.0.1:9257", "127.0.0.1:9257")]
    [InlineData("127.0.0.1", "127.0.0.1:9257")]
    [InlineData("0.0.0.0:0", "0.0.0.0:0")]
    [InlineData("[::1]:1", "[::1]:1")]
    [InlineData("[::1]", "[::1]:9257")]
    [InlineData("::1", "[::1]:9257")]
    [InlineData("localhost:7", "127.0.0.1:7")]
    [InlineData("localhost", "127.0.0.1:9257")]
    [InlineData(":9000", "127.0.0.1:9000")]
    [InlineData("9000", "127.0.0.1:9000")]
    public void Address_has_a_default_port_and_a_default_host(string text, string expected) => Assert.Equal(expected, ListenAddress.Parse(text)?.ToString());

    [Theory]
    [InlineData("nobody")]
    [InlineData("example.com:80")]
    [InlineData("127.0.0.1:70000")]
    [InlineData("70000")]
    [InlineData("127.0.0.1:")]
    [InlineData("http://127.0.0.1")]
    [InlineData(" ")]
    public void Anything_else_is_no_address_of_this_machine(string text) => Assert.Null(ListenAddress.Parse(text));
}

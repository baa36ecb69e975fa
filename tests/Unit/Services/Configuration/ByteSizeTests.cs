using Vmon.Services.Configuration;

namespace Vmon.Tests.Services.Configuration;

public class ByteSizeTests
{
    [Theory]
    [InlineData("4096", 4096)]
    [InlineData("1KB", 1024)]
    [InlineData("512 mb", 512L << 20)]
    [InlineData("1.5GB", 3L << 29)]
    [InlineData("2TB", 2L << 40)]
    public void Size_is_parsed_with_its_unit(string text, long bytes) => Assert.Equal(bytes, ByteSize.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("0.5")]
    [InlineData("GB")]
    [InlineData("1G")]
    [InlineData("1GB1")]
    [InlineData("-1GB")]
    [InlineData("9999999999TB")]
    public void Size_is_null_if_text_is_not_one(string text) => Assert.Null(ByteSize.Parse(text));
}

using Vmon.Parsing;

namespace Vmon.Tests.Parsing;

public class TerminalNameTests
{
    [Theory]
    [InlineData(0, null)]
    [InlineData((4 << 8) | 1, "tty1")]
    [InlineData((4 << 8) | 63, "tty63")]
    [InlineData((4 << 8) | 64, "ttyS0")]
    [InlineData((4 << 8) | 67, "ttyS3")]
    [InlineData(34819, "pts/3")]
    [InlineData((137 << 8) | 1, "pts/257")]
    [InlineData((136 << 8) | 0x100000 | 0x05, "pts/261")]
    [InlineData((5 << 8) | 1, "5:1")]
    [InlineData((204 << 8) | 64, "204:64")]
    [InlineData(unchecked((int)0xfff088ff), "pts/1048575")]
    public void Device_numbers_become_names(int device, string? name) => Assert.Equal(name, TerminalName.Of(device));
}

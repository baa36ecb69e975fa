using System.Text;
using Vmon.Parsing.Processes;

namespace Vmon.Tests.Engine.Parsing.Processes;

public class NamespaceLinkTests
{
    [Fact]
    public void TryParse_reads_the_inode_number()
    {
        Assert.True(NamespaceLink.TryParse("mnt:[4026531832]"u8, out long inode));
        Assert.Equal(4026531832, inode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("mnt")]
    [InlineData("mnt:[]")]
    [InlineData("mnt:[12")]
    [InlineData("mnt:[12]x")]
    [InlineData("mnt:[-12]")]
    [InlineData(":[12]")]
    [InlineData("mnt:[0]")]
    public void TryParse_rejects_malformed_targets(string target) => Assert.False(NamespaceLink.TryParse(Encoding.UTF8.GetBytes(target), out _));
}

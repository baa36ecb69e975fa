using System.Text;
using Vmon.Parsing.Machine;

namespace Vmon.Tests.Engine.Parsing.Machine;

public class MountTests
{
    [Theory]
    [InlineData("36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue", "ext3", "/dev/root", false)]
    [InlineData("36 35 98:0 /mnt1 /mnt2 rw,noatime - ext3 /dev/root rw,errors=continue", "ext3", "/dev/root", false)]
    [InlineData("36 35 98:0 /mnt1 /mnt2 rw shared:1 master:2 propagate_from:3 - fuse.sshfs user@host:/a\\040b rw", "fuse.sshfs", "user@host:/a\\040b", false)]
    [InlineData("36 35 98:0 /mnt1 /mnt2 ro,noatime - ext3 /dev/root rw", "ext3", "/dev/root", true)]
    [InlineData("36 35 98:0 /mnt1 /mnt2 rw - ext3 /dev/root ro", "ext3", "/dev/root", true)]
    [InlineData("36 35 98:0 /mnt1 /mnt2 rw,errors=remount-ro - ext3 - rw,errors=remount-ro", "ext3", "-", false)]
    [InlineData("36 35 98:0 /mnt1 /mnt2 rw - tmpfs  rw", "tmpfs", "", false)]
    public void TryParse_reads_a_mount(string line, string type, string source, bool isReadOnly)
    {
        Assert.True(Mount.TryParse(Encoding.ASCII.GetBytes(line), out Mount? mount));
        Assert.Equal(new Mount(36, 35, "98:0", "/mnt1", "/mnt2", isReadOnly, type, source, line.Split(' ')[^1]), mount);
    }

    [Theory]
    [InlineData("")]
    [InlineData("36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 ext3 /dev/root rw")]
    [InlineData("36 35 98:0 /mnt1 /mnt2 rw - ext3 /dev/root")]
    [InlineData("36 35 98:0 /mnt1 /mnt2 rw -")]
    [InlineData("36 35 98:0 /mnt1 /mnt2 rw -  /dev/root rw")]
    [InlineData("x 35 98:0 /mnt1 /mnt2 rw - ext3 /dev/root rw")]
    [InlineData("36 99999999999 98:0 /mnt1 /mnt2 rw - ext3 /dev/root rw")]
    [InlineData("36 35 98 /mnt1 /mnt2 rw - ext3 /dev/root rw")]
    [InlineData("36 35 98:-1 /mnt1 /mnt2 rw - ext3 /dev/root rw")]
    [InlineData("36 35 98:0 /mnt1 mnt2 rw - ext3 /dev/root rw")]
    public void TryParse_rejects_lines_that_are_not_of_a_mount(string line) => Assert.False(Mount.TryParse(Encoding.ASCII.GetBytes(line), out _));
}

using System.Text;
using Vmon.Parsing.Machine;
using Vmon.Sources.Machine;

namespace Vmon.Tests.Engine.Sources.Machine;

public class MountSelectionTests
{
    private const string Root = "1 0 8:1 / / rw - ext4 /dev/sda1 rw";

    [Fact]
    public void Select_keeps_each_file_system_once_in_order() => Assert.Equal(
        ["/", "/home", "/tmp"],
        Select(
            Root,
            "2 1 0:5 / /proc rw - proc proc rw",
            "3 1 8:2 / /home rw - ext4 /dev/sda2 rw",
            "4 1 8:1 /srv/www /var/www rw - ext4 /dev/sda1 rw",
            "5 1 0:30 / /tmp rw - tmpfs tmpfs rw",
            "6 1 0:31 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw",
            "7 1 0:32 / /misc rw - autofs systemd-1 rw"));

    [Fact]
    public void Select_prefers_a_mount_point_near_the_root() => Assert.Equal(["/b"], Select("2 1 8:2 / /mnt/long rw - ext4 /dev/sdb rw", "3 1 8:2 / /b rw - ext4 /dev/sdb rw"));

    [Fact]
    public void Select_prefers_the_whole_file_system_to_a_directory_of_it() =>
        Assert.Equal(["/mnt/long"], Select("2 1 8:2 / /mnt/long rw - ext4 /dev/sdb rw", "3 1 8:2 /dir /b rw - ext4 /dev/sdb rw"));

    [Fact]
    public void Select_prefers_a_source_that_is_a_file() => Assert.Equal(["/mnt/long"], Select("2 1 8:2 / /b rw - ext4 root rw", "3 1 8:2 / /mnt/long rw - ext4 /dev/sdb rw"));

    [Fact]
    public void Select_keeps_shares_of_a_server_that_are_on_one_device() => Assert.Equal(
        ["/a", "/b"], Select("2 1 0:50 / /a rw - nfs4 srv:/a rw", "3 1 0:50 / /b rw - nfs4 srv:/b rw", "4 1 0:50 / /another rw - nfs4 srv:/a rw"));

    [Fact]
    public void Select_leaves_out_what_another_mount_covers() => Assert.Equal(
        ["/", "/dev/pts", "/a"],
        Select(
            Root,
            "2 1 0:40 / /dev/pts rw - tmpfs covered rw",
            "3 2 0:41 / /dev/pts rw - tmpfs top rw",
            "4 2 0:42 / /dev/pts/below rw - tmpfs below rw",
            "5 1 0:43 / /a/b rw - tmpfs passed rw",
            "6 5 0:45 / /a/b/c rw - tmpfs below-passed rw",
            "7 1 0:44 / /a rw - tmpfs over rw"));

    [Fact]
    public void Select_ends_with_mounts_that_contain_each_other() => Assert.Empty(Select("2 3 0:40 / /a/x rw - tmpfs a rw", "3 2 0:41 / /b/y rw - tmpfs b rw"));

    private static IEnumerable<string> Select(params string[] lines) => MountSelection.Select(
        [.. lines.Select(line => Mount.TryParse(Encoding.ASCII.GetBytes(line), out Mount? mount) ? mount : throw new ArgumentException(line))]).Select(mount => mount.MountPoint);
}

using Vmon.Parsing.Machine;

namespace Vmon.Tests.Engine.Parsing.Machine;

public class DiskNamesTests
{
    [Theory]
    [InlineData("sda1", "sda", true)]
    [InlineData("sda15", "sda", true)]
    [InlineData("nvme0n1p2", "nvme0n1", true)]
    [InlineData("mmcblk0p1", "mmcblk0", true)]
    [InlineData("loop0p1", "loop0", true)]
    [InlineData("md127p1", "md127", true)]
    [InlineData("sda", "sda", false)]
    [InlineData("sdaa", "sda", false)]
    [InlineData("sdaa1", "sda", false)]
    [InlineData("loop10", "loop1", false)]
    [InlineData("dm-10", "dm-1", false)]
    [InlineData("nvme0n10", "nvme0n1", false)]
    [InlineData("nvme0n1p", "nvme0n1", false)]
    [InlineData("mmcblk0boot0", "mmcblk0", false)]
    [InlineData("sda1", "", false)]
    public void IsPartitionOf_follows_the_names_of_the_kernel(string name, string disk, bool isPartition) => Assert.Equal(isPartition, DiskNames.IsPartitionOf(name, disk));

    [Theory]
    [InlineData("dm-0", true)]
    [InlineData("md127", true)]
    [InlineData("md_home", true)]
    [InlineData("loop7", true)]
    [InlineData("ram0", true)]
    [InlineData("zram0", true)]
    [InlineData("bcache0", true)]
    [InlineData("drbd1", true)]
    [InlineData("zd16", true)]
    [InlineData("sda", false)]
    [InlineData("vda", false)]
    [InlineData("nvme0n1", false)]
    [InlineData("mmcblk0", false)]
    [InlineData("sr0", false)]
    [InlineData("nbd0", false)]
    [InlineData("rbd0", false)]
    [InlineData("pmem0", false)]
    public void IsVirtual_for_devices_over_others_and_in_memory(string name, bool isVirtual) => Assert.Equal(isVirtual, DiskNames.IsVirtual(name));

    [Theory]
    [InlineData("nvme0c0n1", "nvme0n1")]
    [InlineData("nvme12c3n45", "nvme12n45")]
    [InlineData("nvme0n1", null)]
    [InlineData("nvme0c0n1p1", null)]
    [InlineData("sda", null)]
    public void DiskOfPath_returns_the_disk_of_an_NVMe_path(string name, string? disk) => Assert.Equal(disk, DiskNames.DiskOfPath(name));
}

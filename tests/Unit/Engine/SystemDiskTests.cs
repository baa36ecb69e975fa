namespace Vmon.Tests.Engine;

/// <summary>Figures of disks from readings with known results. Samples are two seconds apart.</summary>
public class SystemDiskTests : SystemSampling
{
    private const string Then = "   8       0 sda 100 10 2000 500 200 20 8000 900 0 1000 1400 5 1 80 40 7 30\n";

    private static readonly string[] Names = ["sda", "sda1", "sda2", "nvme0n1", "nvme0c0n1", "nvme0c1n1", "nvme1n1", "nvme1n1p1", "dm-0", "md0"];

    [Fact]
    public void Figures_of_the_interval_follow_from_two_readings()
    {
        DiskSample disk = After(Then, "   8       0 sda 140 12 4000 700 300 30 9600 1400 3 1500 2100 9 3 480 60 17 50\n").Disks!.Single();
        Assert.Equal(("sda", null, "8:0", true), (disk.Name, disk.Disk, disk.Device, disk.IsInTotal));
        Assert.Equal((2000 * 512, 1600 * 512, 400 * 512), (disk.Read, disk.Write, disk.Discard));
        Assert.Equal((1000 * 512, 800 * 512, 200 * 512), (disk.ReadRate, disk.WriteRate, disk.DiscardRate));
        Assert.Equal((4000 * 512, 9600 * 512, 480 * 512), (disk.ReadTotal, disk.WriteTotal, disk.DiscardTotal));
        Assert.Equal((40, 100, 4, 10), (disk.ReadOperations, disk.WriteOperations, disk.DiscardOperations, disk.FlushOperations));
        Assert.Equal((20, 50, 2, 5), (disk.ReadOperationsRate, disk.WriteOperationsRate, disk.DiscardOperationsRate, disk.FlushOperationsRate));
        Assert.Equal((140, 300, 9, 17), (disk.ReadOperationsTotal, disk.WriteOperationsTotal, disk.DiscardOperationsTotal, disk.FlushOperationsTotal));
        Assert.Equal((1, 5, 1), (disk.ReadMergesRate, disk.WriteMergesRate, disk.DiscardMergesRate));
        Assert.Equal((12, 30), (disk.ReadMergesTotal, disk.WriteMergesTotal));
        Assert.Equal((5, 5, 5, 2), (disk.ReadLatency, disk.WriteLatency, disk.DiscardLatency, disk.FlushLatency));
        Assert.Equal((50 * 512, 16 * 512), (disk.ReadRequestSize, disk.WriteRequestSize));
        Assert.Equal((0.35, 3, 25), (disk.QueueLength, disk.InFlight, disk.BusyPercent));
        Assert.Equal((TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(0.7), TimeSpan.FromSeconds(1.4), TimeSpan.FromSeconds(0.05)), (disk.BusyTime, disk.ReadTime, disk.WriteTime, disk.FlushTime));
        Assert.Equal("sda: 512000 bytes/s read, 409600 bytes/s written, busy 25.0 %", disk.ToString());
    }

    [Fact]
    public void Latency_is_null_and_not_zero_if_no_request_completed()
    {
        DiskSample disk = After(Then, Then).Disks!.Single();
        Assert.Equal((0, 0, 0, 0), (disk.ReadRate, disk.WriteRate, disk.QueueLength, disk.BusyPercent));
        Assert.Null(disk.ReadLatency);
        Assert.Null(disk.WriteLatency);
        Assert.Null(disk.WriteRequestSize);
    }

    [Fact]
    public void BusyPercent_is_at_most_100() =>
        Assert.Equal(100, After(Then, "   8       0 sda 140 12 4000 700 300 30 9600 1400 3 3004 2100 9 3 480 60 17 50\n").Disks!.Single().BusyPercent);

    [Fact]
    public void A_time_that_exceeds_32_bits_is_null_for_an_interval_and_the_rest_is_known()
    {
        DiskSample disk = After("8 0 sda 100 0 2000 4294967290 0 0 0 0 0 4294967290 4294967290\n", "8 0 sda 110 0 2080 14 0 0 0 0 0 24 14\n").Disks!.Single();
        Assert.Null(disk.ReadLatency);
        Assert.Null(disk.BusyPercent);
        Assert.Null(disk.QueueLength);
        Assert.Equal((5, 20 * 1024), (disk.ReadOperationsRate, disk.ReadRate));
    }

    [Theory]
    [InlineData("   8       0 sda 9 1 3000 600 300 30 9000 1000 0 1100 1500\n")]
    [InlineData("   8       0 sda 150 11 3000 600 10 30 9000 1000 0 1100 1500\n")]
    [InlineData("   8      16 sda 150 11 3000 600 300 30 9000 1000 0 1100 1500\n")]
    public void Figures_of_the_interval_are_null_if_the_device_was_replaced(string now)
    {
        SystemSample sample = After(Then, now);
        DiskSample disk = sample.Disks!.Single();
        Assert.Null(disk.ReadRate);
        Assert.Null(disk.WriteOperations);
        Assert.Null(disk.BusyPercent);
        Assert.NotNull(disk.ReadTotal);
        Assert.Null(sample.DiskReadRate);
        Assert.Null(sample.DiskBusyPercent);
    }

    [Fact]
    public void Totals_count_each_request_once()
    {
        SystemSample sample = After(Machine(0), Machine(1));
        Assert.Equal(Names, sample.Disks!.Select(disk => disk.Name));
        Assert.Equal([null, "sda", "sda", null, null, null, null, "nvme1n1", null, null], sample.Disks!.Select(disk => disk.Disk));
        Assert.Equal(["sda", "nvme0c0n1", "nvme0c1n1", "nvme1n1"], sample.Disks!.Where(disk => disk.IsInTotal).Select(disk => disk.Name));
        Assert.Equal((4 * 512 * 5, 4 * 512 * 10, 4 * 2.5, 4 * 5), (sample.DiskReadRate, sample.DiskWriteRate, sample.DiskReadOperationsRate, sample.DiskWriteOperationsRate));
        Assert.Equal(35, sample.DiskBusyPercent);
        Assert.True(sample.Changed.HasFlag(SystemChanges.Disks));

        static string Machine(int step) => string.Concat(
            Names.Select((name, i) => $"8 {i} {name} {1 + (step * 5)} 0 {8 + (step * 10)} 1 {1 + (step * 10)} 0 {8 + (step * 20)} 1 0 {100 + (step * 100 * (i + 1))} 5\n"))
            + "   7       0 loop0 0 0 0 0 0 0 0 0 0 0 0\n";
    }

    [Fact]
    public void Totals_are_null_for_the_interval_in_which_a_disk_appears()
    {
        SystemSample sample = After(Then, Then + "8 16 sdb 1 0 8 1 0 0 0 0 0 1 1\n");
        Assert.Equal([0, null], sample.Disks!.Select(disk => disk.ReadRate));
        Assert.Null(sample.DiskReadRate);
        Assert.Null(sample.DiskBusyPercent);
    }

    [Fact]
    public void Totals_of_an_unused_disk_are_zero_and_without_a_disk_null()
    {
        Assert.Equal(0, After("8 0 sda 0 0 0 0 0 0 0 0 0 0 0\n", "8 0 sda 0 0 0 0 0 0 0 0 0 0 0\n").DiskReadRate);
        SystemSample none = After("", "");
        Assert.Empty(none.Disks!);
        Assert.Null(none.DiskReadRate);
    }

    [Fact]
    public void Partitions_of_old_kernels_have_operations_and_bytes_only()
    {
        DiskSample disk = After("3 0 hda 1 0 8 1 1 0 8 1 0 1 2\n3 1 hda1 10 80 20 160\n", "3 0 hda 2 0 8 1 1 0 8 1 0 1 2\n3 1 hda1 14 120 26 240\n").Disks![1];
        Assert.Equal(("hda1", "hda"), (disk.Name, disk.Disk));
        Assert.Equal((2, 20 * 512, 3, 40 * 512), (disk.ReadOperationsRate, disk.ReadRate, disk.WriteOperationsRate, disk.WriteRate));
        Assert.Null(disk.ReadLatency);
        Assert.Null(disk.BusyPercent);
        Assert.Null(disk.InFlight);
        Assert.Null(disk.DiscardRate);
        Assert.Null(disk.FlushTime);
    }

    [Fact]
    public void Disks_are_null_without_the_file_and_if_it_is_malformed()
    {
        Assert.Null(Take(1).Disks);
        Proc["diskstats"] = "noise\n";
        Assert.Null(Take(1).Disks);
    }

    private new SystemSample After(string then, string now)
    {
        Proc["diskstats"] = then;
        return Take(2, () => Proc["diskstats"] = now);
    }
}

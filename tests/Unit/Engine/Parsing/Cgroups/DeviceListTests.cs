using System.Text;
using Vmon.Parsing.Cgroups;

namespace Vmon.Tests.Engine.Parsing.Cgroups;

public class DeviceListTests
{
    [Fact]
    public void Version_2_has_a_line_for_each_device()
    {
        List<DeviceCounters> devices = Parse((CgroupFileId.IoStat, "8:0 rbytes=90112 wbytes=1 rios=12 wios=2 dbytes=3 dios=4 cost.usage=9\n253:0 \n259:1 rbytes=5\n"));
        Assert.Equal(2, devices.Count);
        Assert.Equal(new DeviceCounters(8, 0) { ReadBytes = 90112, WriteBytes = 1, Reads = 12, Writes = 2, DiscardBytes = 3, Discards = 4 }, devices[0]);
        Assert.Equal(new DeviceCounters(259, 1) { ReadBytes = 5 }, devices[1]);
    }

    [Fact]
    public void Version_1_has_a_file_of_bytes_and_one_of_operations()
    {
        List<DeviceCounters> devices = Parse(
            (CgroupFileId.BlockBytes, "8:0 Read 90112\n8:0 Write 4096\n8:0 Sync 1\n8:0 Async 2\n8:0 Discard 7\n8:0 Total 94208\nTotal 94208\n"),
            (CgroupFileId.BlockOperations, "8:0 Read 12\n8:0 Write 1\n8:0 Total 13\nTotal 13\n"));
        Assert.Equal(new DeviceCounters(8, 0) { ReadBytes = 90112, WriteBytes = 4096, DiscardBytes = 7, Reads = 12, Writes = 1 }, Assert.Single(devices));
    }

    [Theory]
    [InlineData("x rbytes=1\n")]
    [InlineData("8 rbytes=1\n")]
    [InlineData("8: rbytes=1\n")]
    [InlineData("-8:0 rbytes=1\n")]
    [InlineData("8:0 rbytes=1")]
    public void Lines_without_a_device_and_cut_lines_are_skipped(string text) => Assert.Empty(Parse((CgroupFileId.IoStat, text)));

    [Theory]
    [InlineData("8:0 rbytes=x wbytes=2\n")]
    [InlineData("8:0 rbytes=-1 wbytes=2\n")]
    [InlineData("8:0 rbytes=99999999999999999999 wbytes=2\n")]
    public void A_number_that_does_not_fit_is_unknown(string text) =>
        Assert.Equal(new DeviceCounters(8, 0) { WriteBytes = 2 }, Assert.Single(Parse((CgroupFileId.IoStat, text))));

    private static List<DeviceCounters> Parse(params (CgroupFileId File, string Text)[] files)
    {
        List<DeviceCounters> devices = [];
        foreach ((CgroupFileId file, string text) in files) DeviceList.Parse(file, Encoding.ASCII.GetBytes(text), devices);
        return devices;
    }
}

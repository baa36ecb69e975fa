using Vmon.Parsing.Cgroups;
using Vmon.Sources.Cgroups;

namespace Vmon.Tests.Engine.Sources.Cgroups;

public class CgroupRestTests
{
    private const CgroupDataSets Counted = CgroupDataSets.Cpu | CgroupDataSets.Memory | CgroupDataSets.Io | CgroupDataSets.Pids;

    private const string Calm = "some avg10=0.00 avg60=0.00 avg300=0.00 total=9";
    private const string Falling = "some avg10=0.00 avg60=0.00 avg300=0.01 total=9";

    [Fact]
    public void Each_file_of_what_a_group_uses_tells_whether_it_rests_or_is_kept_then()
    {
        Assert.All(CgroupFile.All, static file => Assert.Equal((file.DataSet & Counted) != 0, CgroupRest.IsSign(file.Id) ^ CgroupRest.IsKept(file.Id)));
        Assert.Equal(Counted, CgroupRest.DataSets);
    }

    [Fact]
    public void A_group_rests_if_its_signs_are_the_same()
    {
        CgroupReading last = Reading("100", "4096", "2");
        Assert.True(Reading("100", "4096", "2").IsRestSince(last, []));
        Assert.False(Reading("101", "4096", "2").IsRestSince(last, []));
        Assert.False(Reading("100", "8192", "2").IsRestSince(last, []));
        Assert.False(Reading("100", "4096", "3").IsRestSince(last, []));
    }

    [Fact]
    public void A_group_of_which_a_sign_is_unknown_in_one_sample_does_not_rest()
    {
        CgroupReading all = Reading("100", "4096", "2");
        Assert.False(Reading("100", "4096", null).IsRestSince(all, []));
        Assert.False(Reading("100", null, "2").IsRestSince(all, []));
        Assert.False(Reading(null, "4096", "2").IsRestSince(Reading(null, "4096", "2"), []));
        Assert.False(all.IsRestSince(Reading("100", "4096", null), []));
    }

    [Fact]
    public void A_group_that_reads_or_writes_does_not_rest()
    {
        CgroupReading last = WithDevices("8:0 rbytes=90112 wbytes=0 rios=12 wios=0 dbytes=0 dios=0\n", out List<DeviceCounters> devices);
        last.TakeDevices(default, devices);
        Assert.True(WithDevices("8:0 rbytes=90112 wbytes=0 rios=12 wios=0 dbytes=0 dios=0\n", out devices).IsRestSince(last, devices));
        Assert.False(WithDevices("8:0 rbytes=90112 wbytes=512 rios=12 wios=1 dbytes=0 dios=0\n", out devices).IsRestSince(last, devices));
        Assert.False(WithDevices("", out devices).IsRestSince(last, devices));
        Assert.False(Reading("100", "4096", "2").IsRestSince(last, []));
    }

    [Fact]
    public void At_rest_a_group_has_what_was_read_before_and_not_its_limits()
    {
        CgroupReading last = Reading("100", "4096", "2");
        last.Numbers[CgroupField.MemoryPeak] = 9000;
        last.Numbers[CgroupField.TasksMax] = 7;
        last.Denied = CgroupDataSets.Memory | CgroupDataSets.Pressure;
        CgroupReading now = Reading("100", "4096", "2");
        now.TakeRest(last);
        Assert.Equal((9000L, null, CgroupDataSets.Memory), (now.Numbers[CgroupField.MemoryPeak], now.Numbers[CgroupField.TasksMax], now.Denied));
    }

    [Theory]
    [InlineData(CgroupFileId.MemoryPressure, Calm, Calm, true)]
    [InlineData(CgroupFileId.IoPressure, Calm, Calm, true)]
    [InlineData(CgroupFileId.CpuPressure, Calm, Calm, false)]
    [InlineData(CgroupFileId.MemoryPressure, "some avg10=0.00 avg60=0.00 avg300=0.00 total=8", Calm, false)]
    [InlineData(CgroupFileId.MemoryPressure, Falling, Falling, false)]
    [InlineData(CgroupFileId.IoPressure, null, Calm, false)]
    [InlineData(CgroupFileId.IoPressure, Calm, null, false)]
    public void Pressure_is_kept_if_no_task_waited_and_no_average_falls(object file, string? before, string? last, bool isKept)
    {
        CgroupReading now = default;
        Assert.Equal(isKept, now.TryTakeCalm((CgroupFileId)file, WithPressure((CgroupFileId)file, last), WithPressure((CgroupFileId)file, before)));
        Assert.Equal(isKept ? 9 : null, ((CgroupFileId)file == CgroupFileId.MemoryPressure ? now.MemoryPressure : now.IoPressure)?.Some.TotalMicroseconds);
    }

    private static CgroupReading WithPressure(CgroupFileId id, string? text)
    {
        CgroupReading reading = default;
        Take(ref reading, id, text, []);
        return reading;
    }

    private static CgroupReading Reading(string? cpu, string? memory, string? tasks)
    {
        CgroupReading reading = default;
        Take(ref reading, CgroupFileId.CpuUsage, cpu, []);
        Take(ref reading, CgroupFileId.MemoryUsage, memory, []);
        Take(ref reading, CgroupFileId.PidsCurrent, tasks, []);
        return reading;
    }

    private static CgroupReading WithDevices(string text, out List<DeviceCounters> devices)
    {
        devices = [];
        CgroupReading reading = Reading("100", "4096", "2");
        Take(ref reading, CgroupFileId.IoStat, text, devices);
        return reading;
    }

    private static void Take(ref CgroupReading reading, CgroupFileId id, string? text, List<DeviceCounters> devices)
    {
        if (text is not null) reading.Take(CgroupFile.All.Single(file => file.Id == id), Vmon.ProcFs.ReadStatus.Ok, System.Text.Encoding.ASCII.GetBytes(text + "\n"), devices);
    }
}

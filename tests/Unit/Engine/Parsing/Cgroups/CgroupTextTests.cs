using System.Text;
using Vmon.Parsing.Cgroups;

namespace Vmon.Tests.Engine.Parsing.Cgroups;

public class CgroupTextTests
{
    [Fact]
    public void CPU_times_are_nanoseconds()
    {
        CgroupNumbers numbers = Parse(CgroupFileId.CpuStat, "usage_usec 1500\nuser_usec 1000\nsystem_usec 500\nnice_usec 0\nnr_periods 9\nnr_throttled 4\nthrottled_usec 70\nnr_bursts 1\nburst_usec 2\n");
        Assert.Equal(1_500_000, numbers[CgroupField.CpuTime]);
        Assert.Equal(1_000_000, numbers[CgroupField.UserTime]);
        Assert.Equal(500_000, numbers[CgroupField.SystemTime]);
        Assert.Equal(9, numbers[CgroupField.Periods]);
        Assert.Equal(4, numbers[CgroupField.ThrottledPeriods]);
        Assert.Equal(70_000, numbers[CgroupField.ThrottledTime]);
        Assert.Equal(2_000, numbers[CgroupField.BurstTime]);
        Assert.Null(numbers[CgroupField.Memory]);
    }

    [Fact]
    public void Throttling_of_version_1_is_in_nanoseconds_already()
    {
        CgroupNumbers numbers = Parse(CgroupFileId.CpuThrottling, "nr_periods 9\nnr_throttled 4\nthrottled_time 70\n");
        Assert.Equal(70, numbers[CgroupField.ThrottledTime]);
        Assert.Null(numbers[CgroupField.CpuTime]);
    }

    [Theory]
    [InlineData(CgroupFileId.MemoryMax, "max\n", CgroupField.MemoryMax)]
    [InlineData(CgroupFileId.MemoryLimit, "9223372036854771712\n", CgroupField.MemoryMax)]
    [InlineData(CgroupFileId.CpuQuota, "-1\n", CgroupField.Quota)]
    [InlineData(CgroupFileId.CpuMax, "max 100000\n", CgroupField.Quota)]
    [InlineData(CgroupFileId.PidsMax, "max\n", CgroupField.TasksMax)]
    internal void A_limit_that_is_not_set_is_known_and_null(CgroupFileId file, string text, CgroupField field)
    {
        CgroupNumbers numbers = Parse(file, text);
        Assert.NotNull(numbers[field]);
        Assert.Null(numbers.Limit(field));
    }

    [Fact]
    public void Quota_and_period_are_in_one_file_of_version_2()
    {
        CgroupNumbers numbers = Parse(CgroupFileId.CpuMax, "50000 100000\n");
        Assert.Equal((50_000_000L, 100_000_000L), (numbers.Limit(CgroupField.Quota), numbers[CgroupField.Period]));
    }

    [Theory]
    [InlineData(CgroupFileId.MemoryCurrent, "")]
    [InlineData(CgroupFileId.MemoryCurrent, "12")]
    [InlineData(CgroupFileId.MemoryCurrent, "x\n")]
    [InlineData(CgroupFileId.MemoryCurrent, "99999999999999999999\n")]
    [InlineData(CgroupFileId.CpuStat, "usage_usec\n")]
    [InlineData(CgroupFileId.CpuStat, "usage_usec 1x\n")]
    [InlineData(CgroupFileId.CpuStat, "usage_usec 4000000000000000000\n")]
    internal void What_is_malformed_or_cut_is_unknown(CgroupFileId file, string text)
    {
        CgroupNumbers numbers = default;
        Assert.False(CgroupText.TryParse(FileOf(file), Encoding.ASCII.GetBytes(text), ref numbers));
        Assert.Equal(0UL, numbers.Known);
    }

    [Fact]
    public void Every_file_has_its_own_number_and_every_field_a_file()
    {
        Assert.Equal(CgroupFile.All.Length, CgroupFile.All.Select(file => file.Id).Distinct().Count());
        Assert.Equal(
            Enum.GetValues<CgroupField>().Where(field => field != CgroupField.Count).ToHashSet(),
            CgroupFile.All.SelectMany(file => file.Keys).Select(key => key.Field).ToHashSet());
    }

    [Fact]
    public void Differing_fields_are_those_that_both_have()
    {
        CgroupNumbers one = default;
        CgroupNumbers other = default;
        one[CgroupField.Memory] = 1;
        other[CgroupField.Memory] = 2;
        one[CgroupField.Tasks] = other[CgroupField.Tasks] = 3;
        one[CgroupField.Swap] = 4;
        Assert.Equal(1UL << (int)CgroupField.Memory, one.Differing(other));
    }

    private static CgroupNumbers Parse(CgroupFileId file, string text)
    {
        CgroupNumbers numbers = default;
        Assert.True(CgroupText.TryParse(FileOf(file), Encoding.ASCII.GetBytes(text), ref numbers));
        return numbers;
    }

    private static CgroupFile FileOf(CgroupFileId id) => CgroupFile.All.Single(file => file.Id == id);
}

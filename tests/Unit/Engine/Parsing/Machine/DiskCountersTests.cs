using System.Text;
using Vmon.Parsing.Machine;

namespace Vmon.Tests.Engine.Parsing.Machine;

public class DiskCountersTests
{
    [Theory]
    [InlineData("   8       0 sda 1 2 3 4 5 6 7 8 9 10 11", 11)]
    [InlineData("   8       0 sda 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15", 15)]
    [InlineData(" 259       3 sda 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17", 17)]
    [InlineData(" 259       3 sda 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19", 17)]
    public void TryParse_reads_existing_columns_and_leaves_missing_ones_null(string line, int columns)
    {
        DiskCounters counters = Parse(line);
        for (DiskField field = DiskField.Reads; field <= DiskField.FlushTime; field++)
            Assert.Equal((int)field < columns ? (long)field + 1 : null, counters[field]);
    }

    [Fact]
    public void TryParse_of_a_partition_of_an_old_kernel_knows_which_counters_are_sectors()
    {
        DiskCounters counters = Parse("3 1 hda1 9223372036854775807 9223372036854775807 9223372036854775807 9223372036854775807");
        Assert.Equal((long.MaxValue, null, long.MaxValue, null), (counters[DiskField.Reads], counters[DiskField.SectorsRead], counters[DiskField.Writes], counters[DiskField.SectorsWritten]));
    }

    [Fact]
    public void TryParse_reads_a_partition_of_an_old_kernel()
    {
        DiskCounters counters = Parse("   3       1 hda1 35486 38030 12 96");
        Assert.Equal((3, 1), (counters.Major, counters.Minor));
        Assert.Equal((35486L, 38030L, 12L, 96L), (counters[DiskField.Reads], counters[DiskField.SectorsRead], counters[DiskField.Writes], counters[DiskField.SectorsWritten]));
        Assert.Null(counters[DiskField.ReadsMerged]);
        Assert.Null(counters[DiskField.ReadTime]);
        Assert.Null(counters[DiskField.InFlight]);
    }

    [Theory]
    [InlineData("18446744073709551600 2 3 4 5 6 7 8 9 10 11", nameof(DiskField.Reads))]
    [InlineData("1 2 36028797018963968 4 5 6 7 8 9 10 11", nameof(DiskField.SectorsRead))]
    [InlineData("1 2 3 922337203685478 5 6 7 8 9 10 11", nameof(DiskField.ReadTime))]
    [InlineData("1 2 3 4 5 6 7 8 4294967295 10 11", nameof(DiskField.InFlight))]
    public void TryParse_with_a_counter_out_of_range_leaves_only_that_one_null(string values, string unknown)
    {
        DiskCounters counters = Parse("8 0 sda " + values);
        for (DiskField field = DiskField.Reads; field <= DiskField.WeightedTime; field++) Assert.Equal(field.ToString() == unknown ? null : (long)field + 1, counters[field]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("8 0 sda")]
    [InlineData("8 0 sda 1 2 3")]
    [InlineData("8 0 sda 1 2 3 4 5")]
    [InlineData("8 0 sda 1 2 3 4 5 6 7 8 9 10")]
    [InlineData("8 0 sda 1 2 3 4 5 6 7 8 9 10 11 12 13")]
    [InlineData("8 0 sda 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16")]
    [InlineData("8 0 sda 1 2 3 4 5 6 7 8 9 10 x")]
    [InlineData("8 0 sda -1 2 3 4 5 6 7 8 9 10 11")]
    [InlineData("8 0 my disk 1 2 3 4 5 6 7 8 9 10 11")]
    [InlineData("-8 0 sda 1 2 3 4 5 6 7 8 9 10 11")]
    [InlineData("8 x sda 1 2 3 4 5 6 7 8 9 10 11")]
    [InlineData("8 4294967296 sda 1 2 3 4 5 6 7 8 9 10 11")]
    public void TryParse_rejects_lines_that_are_not_of_a_device(string line) => Assert.False(DiskCounters.TryParse(Encoding.ASCII.GetBytes(line), out _, out _));

    [Theory]
    [InlineData("7 0 loop0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0", true)]
    [InlineData("7 0 loop0 0 0 0 0 0 0 0 0 0 0 0", true)]
    [InlineData("7 0 loop0 1 0 0 0 0 0 0 0 0 0 0", false)]
    [InlineData("7 0 loop0 0 0 0 0 1 0 0 0 0 0 0", false)]
    [InlineData("7 0 loop0 0 0 0 0 0 0 0 0 1 0 0", false)]
    [InlineData("7 0 loop0 0 0 0 0 0 0 0 0 0 0 0 1 0 0 0", false)]
    public void IsUnused_without_a_request(string line, bool isUnused) => Assert.Equal(isUnused, Parse(line).IsUnused);

    private static DiskCounters Parse(string line)
    {
        Assert.True(DiskCounters.TryParse(Encoding.ASCII.GetBytes(line), out ReadOnlySpan<byte> name, out DiskCounters counters));
        Assert.Equal(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2], Encoding.ASCII.GetString(name));
        return counters;
    }
}

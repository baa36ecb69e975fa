using System.Text;
using Vmon.Parsing.Machine;

namespace Vmon.Tests.Engine.Parsing.Machine;

public class InterruptLineTests
{
    [Fact]
    public void CountCpus_counts_the_columns_of_the_heading() => Assert.Equal(3, InterruptLine.CountCpus("      CPU0       CPU1    CPU12   "u8));

    [Theory]
    [InlineData("    1    20  IO-APIC   5-edge      ACPI:Ged", 21, "IO-APIC   5-edge      ACPI:Ged")]
    [InlineData("    1    20  4 beginning with a digit", 21, "4 beginning with a digit")]
    [InlineData("    7", 7, "")]
    [InlineData("    1    2", 3, "")]
    public void TryParse_sums_counts_over_CPUs_and_returns_the_description(string values, long total, string description)
    {
        Assert.True(InterruptLine.TryParse(Encoding.ASCII.GetBytes(values), 2, out long sum, out ReadOnlySpan<byte> text));
        Assert.Equal(total, sum);
        Assert.Equal(description, Encoding.ASCII.GetString(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("IO-APIC")]
    [InlineData("1x 2")]
    [InlineData("1  IO-APIC   5-edge")]
    [InlineData("9223372036854775807 1")]
    public void TryParse_rejects_lines_without_a_count_per_CPU(string values) => Assert.False(InterruptLine.TryParse(Encoding.ASCII.GetBytes(values), 2, out _, out _));
}

using Vmon.Parsing.Machine;

namespace Vmon.Tests.Engine.Parsing.Machine;

public class PressureTests
{
    [Fact]
    public void TryParse_reads_both_lines_by_key()
    {
        Assert.True(Pressure.TryParse("full avg60=1.50 avg10=0.25 total=7 avg300=2.75 novel=1\nsome avg10=8.85 avg60=8.95 avg300=7.12 total=100387961\n"u8, out Pressure record));
        Assert.Equal(new PressureLine { Average10 = 8.85, Average60 = 8.95, Average300 = 7.12, TotalMicroseconds = 100387961 }, record.Some);
        Assert.Equal(new PressureLine { Average10 = 0.25, Average60 = 1.5, Average300 = 2.75, TotalMicroseconds = 7 }, record.Full);
    }

    [Fact]
    public void TryParse_accepts_a_single_line()
    {
        Assert.True(Pressure.TryParse("full avg10=0.00 avg60=0.00 avg300=0.00 total=0\n"u8, out Pressure record));
        Assert.False(record.Some.IsThere);
        Assert.True(record.Full.IsThere);
    }

    [Theory]
    [InlineData("some avg10=1.00\n", 1d, null, null, null)]
    [InlineData("some avg10 total=5\n", null, null, null, 5L)]
    [InlineData("some avg10=1.00x avg60=2.00 avg300=3.00 total=5\n", null, 2d, 3d, 5L)]
    [InlineData("some avg10=-1.00 avg60=2.00 avg300=3.00 total=5\n", null, 2d, 3d, 5L)]
    [InlineData("some avg10=1.00 avg60=2.00 avg300=3.00 total=-5\n", 1d, 2d, 3d, null)]
    [InlineData("some avg10=1.00 avg60=2.00 avg300=3.00 total=9223372036854775807\n", 1d, 2d, 3d, null)]
    public void TryParse_with_an_invalid_value_reads_the_others(string text, double? ten, double? sixty, double? longest, long? total)
    {
        Assert.True(Pressure.TryParse(System.Text.Encoding.ASCII.GetBytes(text), out Pressure record));
        Assert.Equal(new PressureLine { Average10 = ten, Average60 = sixty, Average300 = longest, TotalMicroseconds = total }, record.Some);
    }

    [Fact]
    public void DiffersFrom_ignores_values_that_are_null_in_either()
    {
        PressureLine known = new() { Average10 = 1, TotalMicroseconds = 5 };
        Assert.False(known.DiffersFrom(known with { Average10 = null }));
        Assert.True(known.DiffersFrom(known with { TotalMicroseconds = 6 }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("some\n")]
    [InlineData("some avg10=1.00 avg60=1.00 avg300=1.00 total=5")]
    [InlineData("other avg10=1.00 total=5\n")]
    public void TryParse_rejects_other_formats(string text) => Assert.False(Pressure.TryParse(System.Text.Encoding.ASCII.GetBytes(text), out _));
}

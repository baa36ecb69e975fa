using Vmon.PowerShell.Text;

namespace Vmon.Tests.PowerShell.Text;

public class UnitsTests
{
    [Theory]
    [InlineData(null, "-")]
    [InlineData(0d, "0")]
    [InlineData(0.3, "0")]
    [InlineData(1d, "1B")]
    [InlineData(1023d, "1023B")]
    [InlineData(1024d, "1.0K")]
    [InlineData(102348d, "99.9K")]
    [InlineData(102400d, "100K")]
    [InlineData(1048576d, "1.0M")]
    [InlineData(1048000d, "1023K")]
    [InlineData(1048575d, "1.0M")]
    [InlineData(9.3e18, "8.1E")]
    [InlineData(-1536d, "-1.5K")]
    [InlineData(double.NaN, "-")]
    [InlineData(double.PositiveInfinity, "-")]
    public void Bytes_fits_the_column_and_shows_null_as_a_dash(double? bytes, string expected) => Assert.Equal(expected, Units.Bytes(bytes));
}

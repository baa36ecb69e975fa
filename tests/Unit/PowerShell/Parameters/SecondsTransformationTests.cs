using System.Globalization;

namespace Vmon.Tests.PowerShell.Parameters;

public class SecondsTransformationTests
{
    [Theory]
    [InlineData("2", "00:00:02")]
    [InlineData("0.5", "00:00:00.5")]
    [InlineData("'250ms'", "00:00:00.25")]
    [InlineData("'3s'", "00:00:03")]
    [InlineData("'5m'", "00:05:00")]
    [InlineData("'1h'", "01:00:00")]
    [InlineData("'1.5'", "00:00:01.5")]
    [InlineData("'00:00:30'", "00:00:30")]
    [InlineData("([TimeSpan]::FromMinutes(2))", "00:02:00")]
    public void A_number_is_seconds_and_text_says_its_unit(string argument, string expected)
    {
        using Shell shell = new();
        VmonSession session = shell.Run<VmonSession>($"Start-VmonSession x -Interval {argument}").Single();
        Assert.Equal(TimeSpan.Parse(expected, CultureInfo.InvariantCulture), session.Interval);
    }
}

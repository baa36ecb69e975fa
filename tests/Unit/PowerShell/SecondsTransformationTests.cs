using System.Globalization;

namespace Vmon.Tests.PowerShell;

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
    [InlineData("'2sec'", "00:00:02")]
    [InlineData("'5min'", "00:05:00")]
    [InlineData("'5 MIN'", "00:05:00")]
    [InlineData("'1d'", "1.00:00:00")]
    [InlineData("1d", "1.00:00:00")]
    [InlineData("0.5D", "12:00:00")]
    [InlineData("'1m30s'", "00:01:30")]
    [InlineData("'1h 30min'", "01:30:00")]
    [InlineData("'250us'", "00:00:00.00025")]
    [InlineData("([byte]2)", "00:00:02")]
    [InlineData("([sbyte]2)", "00:00:02")]
    [InlineData("([short]2)", "00:00:02")]
    [InlineData("([ushort]2)", "00:00:02")]
    [InlineData("([uint]2)", "00:00:02")]
    [InlineData("([long]2)", "00:00:02")]
    [InlineData("([ulong]2)", "00:00:02")]
    [InlineData("([bigint]2)", "00:00:02")]
    [InlineData("([float]0.5)", "00:00:00.5")]
    [InlineData("([Half]0.5)", "00:00:00.5")]
    [InlineData("'00:00:30'", "00:00:30")]
    [InlineData("([TimeSpan]::FromMinutes(2))", "00:02:00")]
    public void Interval_accepts_seconds_units_and_TimeSpan(string argument, string expected)
    {
        using Shell shell = new();
        VmonSession session = shell.Run<VmonSession>($"Start-VmonSession x -Interval {argument}").Single();
        Assert.Equal(TimeSpan.Parse(expected, CultureInfo.InvariantCulture), session.Interval);
    }

    [Theory]
    [InlineData("$days = 1d; Watch-VmonProcess -Interval $days", "1d")]
    [InlineData("Watch-VmonProcess -Interval (0.5d)", "0.5d")]
    [InlineData("$all = @{ Interval = 2d }; Watch-VmonProcess @all", "2d")]
    public void Interval_refuses_decimal_numbers_whose_text_is_lost(string command, string days)
    {
        using Shell shell = new();
        Assert.Contains($"Put days in quotes: '{days}'.", shell.Fail(command).Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Interval_error_names_the_invalid_value_and_valid_examples()
    {
        using Shell shell = new();
        Assert.Contains(
            "'1mon' is not a valid duration. Use 2, 0.5, '500ms', '5m' or a TimeSpan.",
            shell.Fail("Watch-VmonProcess -Interval 1mon").Exception.Message,
            StringComparison.Ordinal);
    }
}

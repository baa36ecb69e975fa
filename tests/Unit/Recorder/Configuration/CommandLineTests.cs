using Vmon.Recorder.Configuration;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Recorder.Configuration;

public class CommandLineTests
{
    [Fact]
    public void Options_have_values_after_them_or_after_an_equals_sign() => Assert.Equal(
        new RecorderOptions { Path = "/r", Interval = TimeSpan.FromSeconds(2), MaximumAge = TimeSpan.FromDays(28), MaximumSize = 1L << 30, ExcludeArguments = true, DataSets = ProcessDataSets.Default | ProcessDataSets.Status | ProcessDataSets.Oom, IncludeThreads = true, IncludeConnections = true },
        CommandLine.Parse(["--path", "/r", "--interval=2s", "--maximum-age", "28d", "--maximum-size=1GB", "--include", "status, Oom", "--include-thread", "--include-connection", "--exclude-argument"]).ReadOptions());

    [Fact]
    public void Options_have_defaults() => Assert.Equal(new RecorderOptions { Path = "/var/log/vmon" }, CommandLine.Parse([]).ReadOptions());

    [Fact]
    public void Options_override_the_configuration_file_each_time_it_is_read()
    {
        using TemporaryDirectory directory = new();
        string file = directory.Combine("recorder.conf");
        CommandLine line = CommandLine.Parse(["--config", file, "--interval", "2s"]);
        File.WriteAllText(file, "interval = 5s\nmaximum-size = 1MB\nexclude-argument = true");
        Assert.Equal(new RecorderOptions { Path = "/var/log/vmon", Interval = TimeSpan.FromSeconds(2), MaximumSize = 1 << 20, ExcludeArguments = true }, line.ReadOptions());
        File.WriteAllText(file, "maximum-size = 2MB");
        Assert.Equal(new RecorderOptions { Path = "/var/log/vmon", Interval = TimeSpan.FromSeconds(2), MaximumSize = 2 << 20 }, line.ReadOptions());
    }

    [Theory]
    [InlineData("--other", "'--other' is not an option")]
    [InlineData("path", "'path' is not an option")]
    [InlineData("--help=1", "'--help=1' is not an option")]
    [InlineData("--interval", "--interval has no value")]
    [InlineData("--interval=0", "'0' is not a valid interval")]
    [InlineData("--interval=32d", "'32d' is not a valid interval")]
    [InlineData("--maximum-size=big", "'big' is not a valid maximum-size")]
    [InlineData("--maximum-age=", "'' is not a valid maximum-age")]
    [InlineData("--path=r", "'r' is not a valid path")]
    [InlineData("--include=Descriptors", "'Descriptors' is not a valid include")]
    [InlineData("--include=Status,", "'Status,' is not a valid include")]
    [InlineData("--include=16", "'16' is not a valid include")]
    public void Invalid_option_is_an_error_that_names_it(string argument, string message) =>
        Assert.StartsWith("Command line: " + message, Assert.Throws<SettingException>(() => CommandLine.Parse([argument])).Message, StringComparison.Ordinal);

    [Fact]
    public void Unknown_name_in_the_file_is_an_error_that_lists_the_names()
    {
        using TemporaryDirectory directory = new();
        string file = directory.Combine("recorder.conf");
        File.WriteAllText(file, "intervall = 5s");
        SettingException problem = Assert.Throws<SettingException>(() => CommandLine.Parse(["--config", file]).ReadOptions());
        Assert.Equal($"{file}, line 1: 'intervall' is not a setting. Use path, interval, maximum-age, maximum-size, include, include-thread, include-connection or exclude-argument.", problem.Message);
    }
}

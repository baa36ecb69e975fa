using Vmon.Recorder;
using Vmon.Services.Configuration;
using Vmon.Tests.Services.Configuration;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Recorder;

public class RecorderSettingsTests
{
    [Fact]
    public void Every_setting_changes_its_option() => Assert.Equal(
        new RecorderOptions { Path = "/r", Interval = TimeSpan.FromSeconds(2), MaximumAge = TimeSpan.FromDays(28), MaximumSize = 1L << 30, ExcludeArguments = true, DataSets = ProcessDataSets.Default | ProcessDataSets.Status | ProcessDataSets.Oom, IncludeThreads = true, IncludeConnections = true },
        Parse("--path", "/r", "--interval=2s", "--maximum-age", "28d", "--maximum-size=1GB", "--include", "status, Oom", "--include-thread", "--include-connection", "--exclude-argument").ReadOptions());

    [Fact]
    public void Options_have_defaults() => Assert.Equal(new RecorderOptions { Path = "/var/log/vmon" }, Parse().ReadOptions());

    [Fact]
    public void Defaults_of_the_help_are_those_of_the_options() => Assert.Equal(new RecorderOptions { Path = "/var/log/vmon" }, SettingDefaults.Of(RecorderSettings.Table));

    [Fact]
    public void Installed_file_is_valid()
    {
        RecorderOptions options = Parse("--config", Path.Combine(Repository.Folder("vmon-recorder"), "systemd", "recorder.conf")).ReadOptions();
        Assert.Equal(new RecorderOptions { Path = "/var/log/vmon", MaximumAge = TimeSpan.FromDays(28), MaximumSize = 1L << 30, ExcludeArguments = true }, options);
    }

    [Theory]
    [InlineData("--interval=0", "'0' is not a valid interval")]
    [InlineData("--interval=32d", "'32d' is not a valid interval")]
    [InlineData("--maximum-size=big", "'big' is not a valid maximum-size")]
    [InlineData("--maximum-age=", "'' is not a valid maximum-age")]
    [InlineData("--path=r", "'r' is not a valid path")]
    [InlineData("--include=Descriptors", "'Descriptors' is not a valid include")]
    [InlineData("--include=Status,", "'Status,' is not a valid include")]
    [InlineData("--include=16", "'16' is not a valid include")]
    public void Invalid_value_is_an_error_that_names_it(string argument, string message) =>
        Assert.StartsWith("Command line: " + message, Assert.Throws<SettingException>(() => Parse(argument)).Message, StringComparison.Ordinal);

    [Fact]
    public void Unknown_name_in_the_file_is_an_error_that_lists_the_names()
    {
        using TemporaryDirectory directory = new();
        string file = directory.Combine("recorder.conf");
        File.WriteAllText(file, "intervall = 5s");
        SettingException problem = Assert.Throws<SettingException>(() => Parse("--config", file).ReadOptions());
        Assert.Equal($"{file}, line 1: 'intervall' is not a setting. Use path, interval, maximum-age, maximum-size, include, include-thread, include-connection or exclude-argument.", problem.Message);
    }

    private static CommandLine<RecorderOptions> Parse(params string[] arguments) => new(RecorderSettings.Table, arguments);
}

using Vmon.Services.Configuration;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Services.Configuration;

public class ConfigurationFileTests
{
    [Fact]
    public void Lines_are_settings_without_comments_and_blanks() => Assert.Equal(
        [new Setting("interval", "5s", "f, line 3"), new Setting("path", "/a=b", "f, line 4"), new Setting("maximum-age", "", "f, line 5")],
        ConfigurationFile.Parse(["# interval = 1s", "", " interval = 5s ", "path=/a=b", "maximum-age ="], "f"));

    [Theory]
    [InlineData("interval")]
    [InlineData("= 5s")]
    public void Line_without_name_and_value_is_an_error_with_its_number(string line)
    {
        SettingException problem = Assert.Throws<SettingException>(() => ConfigurationFile.Parse(["", line], "f").ToList());
        Assert.Equal($"f, line 2: '{line}' is not a setting. Use NAME = VALUE.", problem.Message);
    }

    [Fact]
    public void File_that_cannot_be_read_is_an_error_with_its_cause()
    {
        using TemporaryDirectory directory = new();
        string missing = directory.Combine("missing");
        Assert.Equal($"Cannot read '{missing}': it does not exist. Specify a configuration file.", Assert.Throws<SettingException>(() => ConfigurationFile.Read(missing)).Message);
        Assert.StartsWith($"Cannot read '{directory.Path}': ", Assert.Throws<SettingException>(() => ConfigurationFile.Read(directory.Path)).Message, StringComparison.Ordinal);
        Assert.Throws<SettingException>(() => ConfigurationFile.Read(""));
    }
}

using Vmon.Services.Configuration;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Services.Configuration;

public class CommandLineTests
{
    private static readonly SettingTable<Options> Table = new(
        new Options("", "", false),
        new("one", "TEXT", "One.", null, "text", static (options, text) => text.Length > 0 ? options with { One = text } : null),
        new("two", "TEXT", "Two.", null, "text", static (options, text) => options with { Two = text }),
        SettingDefinition<Options>.Flag("flag", "Flag.", static (options, isSet) => options with { Flag = isSet }));

    [Fact]
    public void Options_have_values_after_them_or_after_an_equals_sign() =>
        Assert.Equal(new Options("a", "b=c", true), Parse("--one", "a", "--two=b=c", "--flag").ReadOptions());

    [Fact]
    public void Options_that_are_not_settings_are_apart()
    {
        StartOptions start = Parse("-h", "--version", "--trust-seccomp", "--config", "f").Start;
        Assert.Equal((true, true, true, "f"), (start.WantsHelp, start.WantsVersion, start.TrustsSeccomp, start.Config));
        Assert.Equal((false, false, false, null), (Parse().Start.WantsHelp, Parse().Start.WantsVersion, Parse().Start.TrustsSeccomp, Parse().Start.Config));
    }

    [Fact]
    public void Options_override_the_configuration_file_each_time_it_is_read()
    {
        using TemporaryDirectory directory = new();
        string file = directory.Combine("f.conf");
        CommandLine<Options> line = Parse("--config", file, "--one", "a");
        File.WriteAllText(file, "one = x\ntwo = y\nflag = true");
        Assert.Equal(new Options("a", "y", true), line.ReadOptions());
        File.WriteAllText(file, "two = z");
        Assert.Equal(new Options("a", "z", false), line.ReadOptions());
    }

    [Theory]
    [InlineData("config = g")]
    [InlineData("help = true")]
    public void Option_that_is_not_a_setting_is_an_error_in_the_file(string text)
    {
        using TemporaryDirectory directory = new();
        string file = directory.Combine("f.conf");
        File.WriteAllText(file, text);
        Assert.Contains("is not a setting. Use one, two or flag.", Assert.Throws<SettingException>(() => Parse("--config", file).ReadOptions()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--other", "'--other' is not an option. --help lists the options.")]
    [InlineData("one", "'one' is not an option. --help lists the options.")]
    [InlineData("--help=1", "'--help=1' is not an option. --help lists the options.")]
    [InlineData("--flag=true", "'--flag=true' is not an option. --help lists the options.")]
    [InlineData("--one", "--one has no value. --help lists the options.")]
    [InlineData("--one=", "'' is not a valid one. Use text.")]
    public void Invalid_option_is_an_error_that_names_it(string argument, string message) =>
        Assert.Equal("Command line: " + message, Assert.Throws<SettingException>(() => Parse(argument)).Message);

    private static CommandLine<Options> Parse(params string[] arguments) => new(Table, arguments);

    internal sealed record Options(string One, string Two, bool Flag);
}

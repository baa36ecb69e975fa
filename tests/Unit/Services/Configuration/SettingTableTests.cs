using Vmon.Services.Configuration;

namespace Vmon.Tests.Services.Configuration;

public class SettingTableTests
{
    private static readonly SettingTable<Options> Table = new(
        new Options("none", false),
        new("word", "WORD", "A word.", "none", "a word, such as a", static (options, text) => text.Contains(' ', StringComparison.Ordinal) ? null : options with { Word = text }),
        SettingDefinition<Options>.Flag("is-set", "Sets it.", static (options, isSet) => options with { IsSet = isSet }));

    [Fact]
    public void Later_setting_overrides_an_earlier_one() => Assert.Equal(new Options("b", true), Table.Read([Of("word", "a"), Of("is-set", "true"), Of("word", "b")]));

    [Fact]
    public void Options_without_settings_are_the_defaults() => Assert.Equal(new Options("none", false), Table.Read([]));

    [Theory]
    [InlineData("words", "a", "o: 'words' is not a setting. Use word or is-set.")]
    [InlineData("word", "a b", "o: 'a b' is not a valid word. Use a word, such as a.")]
    [InlineData("is-set", "yes", "o: 'yes' is not a valid is-set. Use true or false.")]
    public void Invalid_setting_is_an_error_with_its_place_and_what_is_valid(string name, string value, string message) =>
        Assert.Equal(message, Assert.Throws<SettingException>(() => Table.Read([Of(name, value)])).Message);

    [Fact]
    public void Help_has_options_with_placeholders_and_defaults() =>
        Assert.Equal([("--word WORD", "A word. Default: none."), ("--is-set", "Sets it.")], Table.Help());

    private static Setting Of(string name, string value) => new(name, value, "o");

    internal sealed record Options(string Word, bool IsSet);
}

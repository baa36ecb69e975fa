namespace Vmon.Services.Configuration;

/// <summary>Declares a setting. Parsing, errors and help follow from it.</summary>
/// <param name="Name">Its name in the configuration file, and after -- on the command line.</param>
/// <param name="Placeholder">What stands for its value in the help. Null for a flag, which has no value on the command line.</param>
/// <param name="Description">What it does: a sentence.</param>
/// <param name="Default">Its default as text. Null if there is none to name.</param>
/// <param name="Expected">What a valid value is, for errors.</param>
/// <param name="Apply">Applies a text to options. Returns null if the text is not valid.</param>
internal sealed record SettingDefinition<TOptions>(string Name, string? Placeholder, string Description, string? Default, string Expected, Func<TOptions, string, TOptions?> Apply)
    where TOptions : class
{
    internal bool IsFlag => Placeholder is null;

    /// <summary>Declares a flag, whose value is true or false in the configuration file.</summary>
    internal static SettingDefinition<TOptions> Flag(string name, string description, Func<TOptions, bool, TOptions> apply) =>
        new(name, null, description, null, "true or false", (options, text) => bool.TryParse(text, out bool isSet) ? apply(options, isSet) : null);
}

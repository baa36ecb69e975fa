namespace Vmon.Services.Configuration;

/// <summary>The settings of a program, declared once.</summary>
/// <param name="defaults">The options without any setting.</param>
/// <param name="definitions">The settings, in the order of the help.</param>
internal sealed class SettingTable<TOptions>(TOptions defaults, params IReadOnlyList<SettingDefinition<TOptions>> definitions)
    where TOptions : class
{
    internal IReadOnlyList<SettingDefinition<TOptions>> Definitions => definitions;

    // path, interval or include
    private string Names => definitions.Count == 1
        ? definitions[0].Name
        : $"{string.Join(", ", definitions.SkipLast(1).Select(static one => one.Name))} or {definitions[^1].Name}";

    /// <summary>The setting of a name. Null if there is none.</summary>
    internal SettingDefinition<TOptions>? Find(string name) => definitions.FirstOrDefault(one => one.Name == name);

    /// <summary>Makes options of settings, of which a later one overrides an earlier one.</summary>
    /// <exception cref="SettingException">A name or a value is not valid.</exception>
    internal TOptions Read(IEnumerable<Setting> settings) => settings.Aggregate(defaults, Apply);

    /// <summary>An option of the command line, and what it does, for each setting.</summary>
    internal IEnumerable<(string Option, string Description)> Help() => definitions.Select(static one =>
        ($"--{one.Name} {one.Placeholder}".TrimEnd(), one.Default is null ? one.Description : $"{one.Description} Default: {one.Default}."));

    private TOptions Apply(TOptions options, Setting setting)
    {
        SettingDefinition<TOptions> definition = Find(setting.Name) ?? throw new SettingException($"{setting.Origin}: '{setting.Name}' is not a setting. Use {Names}.");
        return definition.Apply(options, setting.Value) ?? throw new SettingException($"{setting.Origin}: '{setting.Value}' is not a valid {setting.Name}. Use {definition.Expected}.");
    }
}

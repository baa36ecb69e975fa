namespace Vmon.Recorder.Configuration;

/// <summary>The settings of the recorder, and the options that follow from their values.</summary>
internal static class Settings
{
    internal const string DefaultPath = "/var/log/vmon";

    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(31);

    /// <summary>Whether a name is that of a setting.</summary>
    internal static bool IsName(string name) => name is "path" or "interval" or "maximum-age" or "maximum-size" or "include" or "include-thread" or "include-connection" or "exclude-argument";

    /// <summary>Makes options of settings, of which a later one overrides an earlier one.</summary>
    /// <exception cref="SettingException">A name or a value is not valid.</exception>
    internal static RecorderOptions Read(IEnumerable<Setting> settings) =>
        settings.Aggregate(new RecorderOptions { Path = DefaultPath }, Apply);

    private static RecorderOptions Apply(RecorderOptions options, Setting setting) => setting.Name switch
    {
        "path" => options with { Path = Path.IsPathRooted(setting.Value) ? setting.Value : throw Invalid(setting, "an absolute path, such as /var/log/vmon") },
        "interval" => options with { Interval = Duration.Parse(setting.Value) is { } interval && interval <= LongestInterval ? interval : throw Invalid(setting, "a duration of up to 31 days, such as 5s or 500ms") },
        "maximum-age" => options with { MaximumAge = Duration.Parse(setting.Value) ?? throw Invalid(setting, "a duration, such as 28d") },
        "maximum-size" => options with { MaximumSize = ByteSize.Parse(setting.Value) ?? throw Invalid(setting, "a size, such as 1GB") },
        "include" => options with { DataSets = ProcessDataSets.Default | (DataSets(setting.Value) ?? throw Invalid(setting, $"names of data sets, separated by commas: {ProcessDataSets.All & ~ProcessDataSets.Default}")) },
        "include-thread" => options with { IncludeThreads = Flag(setting) },
        "include-connection" => options with { IncludeConnections = Flag(setting) },
        "exclude-argument" => options with { ExcludeArguments = Flag(setting) },
        _ => throw new SettingException($"{setting.Origin}: '{setting.Name}' is not a setting. Use path, interval, maximum-age, maximum-size, include, include-thread, include-connection or exclude-argument."),
    };

    private static bool Flag(Setting setting) => bool.TryParse(setting.Value, out bool isSet) ? isSet : throw Invalid(setting, "true or false");

    // Status, Scheduler. Null if a name is not that of a data set.
    private static ProcessDataSets? DataSets(string names)
    {
        ProcessDataSets all = ProcessDataSets.None;
        foreach (string name in names.Split(',', StringSplitOptions.TrimEntries))
        {
            bool isName = name.Length > 0 && char.IsAsciiLetter(name[0]) && Enum.TryParse(name, ignoreCase: true, out ProcessDataSets set) && (all |= set) != 0;
            if (!isName) return null;
        }

        return all;
    }

    private static SettingException Invalid(Setting setting, string expected) =>
        new($"{setting.Origin}: '{setting.Value}' is not a valid {setting.Name}. Use {expected}.");
}

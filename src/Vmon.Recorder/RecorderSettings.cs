using Vmon.Services.Configuration;
using Definition = Vmon.Services.Configuration.SettingDefinition<Vmon.RecorderOptions>;

namespace Vmon.Recorder;

/// <summary>The settings of the recorder.</summary>
internal static class RecorderSettings
{
    private const string DefaultPath = "/var/log/vmon";
    private const ProcessDataSets Optional = ProcessDataSets.All & ~ProcessDataSets.Default;

    private static readonly TimeSpan LongestInterval = TimeSpan.FromDays(31);

    internal static SettingTable<RecorderOptions> Table { get; } = new(
        new RecorderOptions { Path = DefaultPath },
        new("path", "DIRECTORY", "Directory of the recording.", DefaultPath, "an absolute path, such as /var/log/vmon", static (options, text) =>
            Path.IsPathRooted(text) ? options with { Path = text } : null),
        new("interval", "DURATION", "Time between samples, such as 5s or 500ms.", "5s", "a duration of up to 31 days, such as 5s or 500ms", static (options, text) =>
            Duration.Parse(text) is { } interval && interval <= LongestInterval ? options with { Interval = interval } : null),
        new("maximum-age", "DURATION", "Age after which samples are deleted, such as 28d.", "none", "a duration, such as 28d", static (options, text) =>
            Duration.Parse(text) is { } age ? options with { MaximumAge = age } : null),
        new("maximum-size", "SIZE", "Size above which the oldest samples are deleted, such as 1GB.", "none", "a size, such as 1GB", static (options, text) =>
            ByteSize.Parse(text) is { } size ? options with { MaximumSize = size } : null),
        new("include", "NAMES", $"Also records these data sets, separated by commas: {Optional}.", null, $"names of data sets, separated by commas: {Optional}", static (options, text) =>
            DataSets(text) is { } sets ? options with { DataSets = ProcessDataSets.Default | sets } : null),
        Definition.Flag("include-thread", "Also records threads.", static (options, isSet) => options with { IncludeThreads = isSet }),
        Definition.Flag("include-connection", "Also records sockets, with the open files of processes.", static (options, isSet) => options with { IncludeConnections = isSet }),
        Definition.Flag("exclude-argument", "Records programs without their arguments, which may be secret.", static (options, isSet) => options with { ExcludeArguments = isSet }));

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
}

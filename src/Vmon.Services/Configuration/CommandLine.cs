namespace Vmon.Services.Configuration;

/// <summary>The command line of a program with settings.</summary>
internal sealed class CommandLine<TOptions>
    where TOptions : class
{
    private const string Origin = "Command line";

    private readonly SettingTable<TOptions> _table;
    private readonly List<Setting> _settings = [];

    /// <summary>Parses --name value and --name=value.</summary>
    /// <exception cref="SettingException">It is not valid.</exception>
    internal CommandLine(SettingTable<TOptions> table, IReadOnlyList<string> arguments)
    {
        _table = table;
        List<Setting> start = [];
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i];
            int equals = argument.IndexOf('=', StringComparison.Ordinal);
            string option = equals < 0 ? argument : argument[..equals];
            string name = option.StartsWith("--", StringComparison.Ordinal) ? option[2..] : option is "-h" ? "help" : "";
            bool? isFlag = StartOptions.Table.Find(name)?.IsFlag ?? table.Find(name)?.IsFlag;
            if (isFlag is null || (isFlag.Value && equals >= 0)) throw new SettingException($"{Origin}: '{argument}' is not an option. --help lists the options.");
            string value = isFlag.Value ? "true" : equals >= 0 ? argument[(equals + 1)..]
                : ++i < arguments.Count ? arguments[i] : throw new SettingException($"{Origin}: {option} has no value. --help lists the options.");
            (StartOptions.Table.Find(name) is null ? _settings : start).Add(new Setting(name, value, Origin));
        }

        Start = StartOptions.Table.Read(start);

        // So that an invalid value is an error of the command line, whatever the configuration file has.
        _ = table.Read(_settings);
    }

    /// <summary>What is not a setting.</summary>
    internal StartOptions Start { get; }

    /// <summary>Reads the configuration file, whose settings those of the command line override.</summary>
    /// <exception cref="SettingException">The configuration file is not valid.</exception>
    internal TOptions ReadOptions() => _table.Read([.. Start.Config is null ? [] : ConfigurationFile.Read(Start.Config), .. _settings]);
}

namespace Vmon.Recorder.Configuration;

/// <summary>The command line.</summary>
internal sealed record CommandLine
{
    private const string Origin = "Command line";

    private IReadOnlyList<Setting> Settings { get; init; } = [];

    /// <summary>The configuration file. Null if none is specified.</summary>
    internal string? Config { get; private init; }

    internal bool WantsHelp { get; private init; }

    internal bool WantsVersion { get; private init; }

    /// <summary>Whether the seccomp filter of the process kills it for no call.</summary>
    internal bool TrustsSeccomp { get; private init; }

    /// <summary>Parses --name value and --name=value.</summary>
    /// <exception cref="SettingException">It is not valid.</exception>
    internal static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        CommandLine line = new();
        List<Setting> settings = [];
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i];
            int equals = argument.IndexOf('=', StringComparison.Ordinal);
            string option = equals < 0 ? argument : argument[..equals];
            string name = option.StartsWith("--", StringComparison.Ordinal) ? option[2..] : option is "-h" ? "help" : "";
            bool isFlag = name is "help" or "version" or "trust-seccomp" or "include-thread" or "include-connection" or "exclude-argument";
            bool isKnown = isFlag || name is "config" || Configuration.Settings.IsName(name);
            if (!isKnown || (isFlag && equals >= 0)) throw new SettingException($"{Origin}: '{argument}' is not an option. --help lists the options.");
            string value = isFlag ? "true" : equals >= 0 ? argument[(equals + 1)..]
                : ++i < arguments.Count ? arguments[i] : throw new SettingException($"{Origin}: {option} has no value. --help lists the options.");
            switch (name)
            {
                case "help": line = line with { WantsHelp = true }; break;
                case "version": line = line with { WantsVersion = true }; break;
                case "trust-seccomp": line = line with { TrustsSeccomp = true }; break;
                case "config": line = line with { Config = value }; break;
                default: settings.Add(new Setting(name, value, Origin)); break;
            }
        }

        // So that an invalid value is an error of the command line, whatever the configuration file has.
        _ = Configuration.Settings.Read(settings);
        return line with { Settings = settings };
    }

    /// <summary>Reads the configuration file, whose settings those of the command line override.</summary>
    /// <exception cref="SettingException">The configuration file is not valid.</exception>
    internal RecorderOptions ReadOptions() =>
        Configuration.Settings.Read([.. Config is null ? [] : ConfigurationFile.Read(Config), .. Settings]);
}

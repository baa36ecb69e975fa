namespace Vmon.Services.Configuration;

/// <summary>What only the command line says, the same for all services.</summary>
internal sealed record StartOptions
{
    internal static SettingTable<StartOptions> Table { get; } = new(
        new StartOptions(),
        new("config", "FILE", "Reads NAME = VALUE lines. Names are those of the options, which override them.", null, "the path of a file", static (options, path) => options with { Config = path }),
        SettingDefinition<StartOptions>.Flag("trust-seccomp", "Uses BPF under a seccomp filter. The filter must answer a refused call with an error, not kill.", static (options, isSet) => options with { TrustsSeccomp = isSet }),
        SettingDefinition<StartOptions>.Flag("help", "Writes this text.", static (options, isSet) => options with { WantsHelp = isSet }),
        SettingDefinition<StartOptions>.Flag("version", "Writes the version.", static (options, isSet) => options with { WantsVersion = isSet }));

    /// <summary>The configuration file. Null if none is specified.</summary>
    internal string? Config { get; private init; }

    /// <summary>Whether the seccomp filter of the process kills it for no call.</summary>
    internal bool TrustsSeccomp { get; private init; }

    internal bool WantsHelp { get; private init; }

    internal bool WantsVersion { get; private init; }
}

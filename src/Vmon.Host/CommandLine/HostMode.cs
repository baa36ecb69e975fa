namespace Vmon.Host;

/// <summary>What vmon is asked to do.</summary>
internal enum HostMode
{
    /// <summary>The command line was not understood.</summary>
    Invalid,
    Help,
    Version,

    /// <summary>Run a command that the command line holds.</summary>
    Command,

    /// <summary>Run a script file.</summary>
    File,

    /// <summary>Run the script on standard input.</summary>
    StandardInput,
}

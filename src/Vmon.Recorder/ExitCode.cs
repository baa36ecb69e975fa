namespace Vmon.Recorder;

/// <summary>Exit codes, by their names in sysexits.h.</summary>
internal static class ExitCode
{
    internal const int Ok = 0;

    /// <summary>EX_USAGE: the command line is not valid.</summary>
    internal const int Usage = 64;

    /// <summary>EX_UNAVAILABLE: /proc cannot be sampled.</summary>
    internal const int Unavailable = 69;

    /// <summary>EX_OSERR: out of descriptors or memory.</summary>
    internal const int System = 71;

    /// <summary>EX_CANTCREAT: the directory cannot be written, or another recorder uses it.</summary>
    internal const int CannotCreate = 73;

    /// <summary>EX_CONFIG: the configuration file is not valid.</summary>
    internal const int Configuration = 78;
}

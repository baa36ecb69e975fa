namespace Vmon.Services;

/// <summary>Exit codes, by their names in sysexits.h.</summary>
internal static class ExitCode
{
    internal const int Ok = 0;

    /// <summary>EX_USAGE: the command line is not valid.</summary>
    internal const int Usage = 64;

    /// <summary>EX_UNAVAILABLE: something that the service needs cannot be used, such as /proc or its port.</summary>
    internal const int Unavailable = 69;

    /// <summary>EX_OSERR: out of descriptors or memory.</summary>
    internal const int System = 71;

    /// <summary>EX_CANTCREAT: a file cannot be written.</summary>
    internal const int CannotCreate = 73;

    /// <summary>EX_CONFIG: the configuration is not valid.</summary>
    internal const int Configuration = 78;
}

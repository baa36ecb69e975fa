namespace Vmon.Host;

/// <summary>The exit codes, as pwsh and shells have them.</summary>
internal static class ExitCode
{
    internal const int Success = 0;

    /// <summary>The command ended in an error.</summary>
    internal const int Failure = 1;

    /// <summary>The command line was not understood, or names a script that is not there (EX_USAGE).</summary>
    internal const int Usage = 64;

    /// <summary>vmon itself is broken: its module is not beside it, say (EX_SOFTWARE).</summary>
    internal const int Software = 70;

    /// <summary>The reader of standard output has gone: what a shell shows for a command that SIGPIPE ended.</summary>
    internal const int BrokenPipe = Signaled + 13;

    /// <summary>Ended by a signal: its number is added.</summary>
    internal const int Signaled = 128;
}

using System.Runtime.InteropServices;

namespace Vmon.Native;

/// <summary>The limit of the size of a file that this process writes (RLIMIT_FSIZE).</summary>
internal static unsafe class FileSizeLimit
{
    private const int FileSize = 1;
    private const PosixSignal Exceeded = (PosixSignal)25; // SIGXFSZ of all architectures that .NET runs on

    /// <summary>In bytes. It can change at any time (prlimit).</summary>
    internal static long Current
    {
        get
        {
            ResourceLimit limit;
            return Libc.GetRLimit(FileSize, &limit) == 0 ? (long)Math.Min(limit.Soft, long.MaxValue) : long.MaxValue;
        }
    }

    /// <summary>Until it is disposed, a write beyond the limit is an error. Otherwise its signal ends the process.</summary>
    internal static PosixSignalRegistration Survive() => PosixSignalRegistration.Create(Exceeded, static signal => signal.Cancel = true);
}

namespace Vmon.Kernel.Files;

/// <summary>Magic numbers of file systems (statfs).</summary>
internal static class FileSystems
{
    internal const ulong Pipes = 0x50495045;
    internal const ulong Sockets = 0x534f434b;
}

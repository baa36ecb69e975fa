using Vmon.Accounting.Measuring;
using Vmon.Bench;

namespace Vmon.Accounting.Loads;

/// <summary>The compiled loads.c, in a directory of its own. On the disk, because writes to a tmpfs are not counted as IO.</summary>
internal sealed class LoadProgram : IDisposable
{
    /// <exception cref="PeerException">There is no C compiler.</exception>
    internal LoadProgram()
    {
        Folder = Directory.CreateDirectory($"/var/tmp/vmon-accounting-{Environment.ProcessId}").FullName;
        Path = System.IO.Path.Combine(Folder, SelfMeasuringLoad.Name);
        if (!CProgram.Compile("loads.c", Path)) throw new PeerException("Cannot compile the loads: no C compiler was found. Install one (Debian: gcc).");
        File.CreateSymbolicLink($"{Path}-sh", "/bin/sh");
    }

    internal string Folder { get; }

    internal string Path { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

using System.Diagnostics;
using System.Globalization;
using Vmon.Bench;

namespace Vmon.Compare.Sockets;

/// <summary>A process that holds connected TCP sockets, two for each connection to itself. Dispose ends it.</summary>
internal sealed class SocketLoad : IDisposable
{
    private readonly Process _process;

    internal SocketLoad(int count)
    {
        _process = Executable.Start("python3", ["-c", EmbeddedText.Read("sockets.py"), count.ToString(CultureInfo.InvariantCulture)]);
        if (_process.StandardOutput.ReadLine() != "ready") throw new PeerException($"Cannot open {count} sockets.");
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}

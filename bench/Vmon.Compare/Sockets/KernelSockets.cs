using Vmon.Bench;
using Vmon.Parsing.Network;
using Vmon.Sources.Network;

namespace Vmon.Compare.Sockets;

/// <summary>The request of Vmon, of which the answer is received and not read.</summary>
internal static class KernelSockets
{
    private static readonly SocketRequest Request = new SocketQuery().For(InternetDiagnostics.V4AndV6, InternetDiagnostics.Tcp);

    /// <summary>CPU time in µs.</summary>
    internal static double Measure()
    {
        double before = CpuTime.OfThisProcess();
        using (DiagnosticSocket? socket = DiagnosticSocket.TryOpen())
            if (socket?.TryRead(Request, static _ => { }) != true) throw new PeerException("The kernel lists no sockets.");
        return CpuTime.OfThisProcess() - before;
    }
}

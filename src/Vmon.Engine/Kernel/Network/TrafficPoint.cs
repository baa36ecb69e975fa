using System.Text;

namespace Vmon.Kernel.Network;

/// <summary>Where the kernel has the result of a call that receives or sends: a tracepoint (since 6.3), or a function, when it returns.</summary>
/// <param name="Name">Name of the tracepoint or function.</param>
/// <param name="IsFunction">Whether it is a function, whose result follows its arguments. Its socket is a struct socket, that of a tracepoint a struct sock.</param>
/// <param name="IsSent">Whether it sends.</param>
/// <param name="Length">Index of the result among the arguments, of which the first is the socket: a number of bytes, or negative for an error.</param>
/// <param name="Flags">Index of the flags of a call that receives. 0 if it has none.</param>
internal sealed record TrafficPoint(string Name, bool IsFunction, bool IsSent, int Length, int Flags = 0)
{
    // (sk, result, flags)
    private static readonly TrafficPoint[] Tracepoints =
    [
        new("sock_recv_length", IsFunction: false, IsSent: false, Length: 1, Flags: 2),
        new("sock_send_length", IsFunction: false, IsSent: true, Length: 1),
    ];

    // (socket, message, size), and flags of what receives
    private static readonly TrafficPoint[] Functions =
    [
        new("inet_recvmsg", IsFunction: true, IsSent: false, Length: 4, Flags: 3),
        new("inet6_recvmsg", IsFunction: true, IsSent: false, Length: 4, Flags: 3),
        new("inet_sendmsg", IsFunction: true, IsSent: true, Length: 3),
        new("inet6_sendmsg", IsFunction: true, IsSent: true, Length: 3),
    ];

    // (socket, page, offset, size, flags): sendfile and splice before kernel 6.5
    private static readonly TrafficPoint SendPage = new("inet_sendpage", IsFunction: true, IsSent: true, Length: 5);

    /// <summary>Those of a kernel, which together see each call once. Modules have functions of their own.</summary>
    internal static IEnumerable<TrafficPoint> Of(Btf types)
    {
        bool hasTracepoints = types.Find(BtfKind.Typedef, "btf_trace_sock_recv_length"u8) is not null;
        TrafficPoint[] points = [.. hasTracepoints ? Tracepoints : Functions, SendPage];
        return points.Where(point => !point.IsFunction || types.Find(BtfKind.Function, Encoding.ASCII.GetBytes(point.Name)) is not null);
    }
}

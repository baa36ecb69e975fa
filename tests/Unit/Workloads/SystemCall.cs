using System.Runtime.InteropServices;

namespace Vmon.Tests.Workloads;

/// <summary>Numbers of the system calls that sampling makes, on this architecture.</summary>
internal readonly record struct SystemCall(int Number)
{
    internal static readonly SystemCall OpenAt = Of(257, 56);
    internal static readonly SystemCall PRead = Of(17, 67);
    internal static readonly SystemCall GetDents = Of(217, 61);
    internal static readonly SystemCall ReadLinkAt = Of(267, 78);
    internal static readonly SystemCall StatX = Of(332, 291);
    internal static readonly SystemCall FStatFs = Of(138, 44);
    internal static readonly SystemCall Socket = Of(41, 198);
    internal static readonly SystemCall Receive = Of(45, 207);
    internal static readonly SystemCall EventFd = Of(290, 19);
    internal static readonly SystemCall Bpf = Of(321, 280);
    internal static readonly SystemCall PidFdOpen = Of(434, 434);

    internal static readonly SystemCall OldNewThread = Of(56, 220);
    internal static readonly SystemCall NewThread = Of(435, 435);

    internal static readonly SystemCall[] All = [OpenAt, PRead, GetDents, ReadLinkAt, StatX, FStatFs, Socket, Receive, EventFd, Bpf, PidFdOpen, OldNewThread, NewThread];

    internal bool IsNeverInterrupted => this == Bpf || this == OldNewThread || this == NewThread;

    public static explicit operator SystemCall(int number) => new(number);

    private static SystemCall Of(int x64, int arm64) => new(RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? arm64 : x64);
}

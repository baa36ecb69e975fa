using System.Runtime.InteropServices;

namespace Vmon.Bench;

/// <summary>struct rusage of 64-bit Linux. Only the times are read.</summary>
[StructLayout(LayoutKind.Sequential, Size = 144)]
internal struct ResourceUsage
{
    internal long UserSeconds;
    internal long UserMicroseconds;
    internal long SystemSeconds;
    internal long SystemMicroseconds;
}

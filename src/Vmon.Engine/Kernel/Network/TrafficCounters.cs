using System.Runtime.InteropServices;

namespace Vmon.Kernel.Network;

/// <summary>Payload that a process received and sent through internet sockets, in bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct TrafficCounters
{
    internal long Received;
    internal long Sent;
}

/// <summary>The process of counters in the kernel.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct TrafficKey
{
    internal int Process;
    internal int Unused;

    /// <summary>Nanoseconds from boot to its start, so that a process that reuses the PID is another.</summary>
    internal long StartTime;
}

/// <summary>What a process received and sent since it is counted.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct ProcessTraffic
{
    internal TrafficCounters Counters;

    /// <summary>Since when it is counted, in nanoseconds since boot. 0 for the start of the process.</summary>
    internal long Since;

    internal NetworkSource Source;
    internal int Unused;
}

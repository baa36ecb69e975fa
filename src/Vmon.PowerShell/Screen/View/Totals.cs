using Vmon.PowerShell.Screen.Frames;

namespace Vmon.PowerShell.Screen.View;

/// <summary>What a folded process and its descendants use together, as Get-VmonTree computes it. Null if no part is known.</summary>
/// <param name="Processes">How many processes run.</param>
/// <param name="Cpu">CPU in percent of a core, that of children included that exited in the interval.</param>
/// <param name="Memory">Resident memory, in bytes.</param>
/// <param name="Read">Bytes per second from storage.</param>
/// <param name="Write">Bytes per second to storage.</param>
/// <param name="Receive">Bytes per second from the network.</param>
/// <param name="Send">Bytes per second to the network.</param>
/// <param name="Time">CPU time since each process started, in seconds, that of reaped children included.</param>
/// <param name="Threads">How many threads run.</param>
internal readonly record struct Totals(int Processes, double? Cpu, long? Memory, double? Read, double? Write, double? Receive, double? Send, double? Time, int? Threads)
{
    /// <summary>Adds up a subtree. Threads are part of their processes, and a process that exited earlier than in this frame has no part.</summary>
    internal static Totals Of(Forest forest, int node, Frame frame)
    {
        Totals totals = default;
        for (int at = node; at < forest.EndOf(node); at++)
        {
            ProcessSample process = forest[at];
            if (process.IsThread || (process.HasExited && !frame.Exited.Contains(process))) continue;
            totals = totals with
            {
                Cpu = Sum(Sum(totals.Cpu, process.CpuPercent), process.ChildrenCpuPercent),
                Read = Sum(totals.Read, process.IoReadRate),
                Write = Sum(totals.Write, process.IoWriteRate),
                Receive = Sum(totals.Receive, NetworkRates.Received(process)),
                Send = Sum(totals.Send, NetworkRates.Sent(process)),
            };
            if (process.HasExited) continue;
            totals = totals with
            {
                Processes = totals.Processes + 1,
                Memory = totals.Memory is null ? process.WorkingSet : totals.Memory + (process.WorkingSet ?? 0),
                Time = Sum(totals.Time, process.CPU + process.ChildrenCpu),
                Threads = totals.Threads is null ? process.ThreadCount : totals.Threads + (process.ThreadCount ?? 0),
            };
        }

        return totals;
    }

    private static double? Sum(double? one, double? other) => one is null ? other : other is null ? one : one + other;
}

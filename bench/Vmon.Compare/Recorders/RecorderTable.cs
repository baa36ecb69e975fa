using System.Diagnostics;
using System.Globalization;
using Vmon.Bench;
using Vmon.Compare.Measuring;

namespace Vmon.Compare.Recorders;

/// <summary>What recorders store and take while they record the same processes at the same time.</summary>
internal static class RecorderTable
{
    private const double Interval = 5;
    private static readonly TimeSpan Starting = TimeSpan.FromMinutes(1);

    /// <param name="length">How long is recorded.</param>
    /// <param name="count">Number of processes of the load.</param>
    /// <param name="kind">Kind of the load.</param>
    internal static void Print(TimeSpan length, int count, string kind)
    {
        if (Executable.Absence(RecordingTool.Vmon.Program) is not null) throw new PeerException("install the package vmon-recorder (./build.ps1 -Task Debian).");
        using ProcessLoad load = new(kind, count, TimeSpan.FromSeconds(Interval));
        RecordingTool[] tools = [RecordingTool.Vmon, .. RecordingTool.Others.Where(static tool => Executable.Absence(tool.Program) is null)];
        int processes = ProcessCount.OfMachine();
        long start = Stopwatch.GetTimestamp();
        using LoadRecording ofLoad = new(load.RootId, Interval);
        RecordingRun[] runs = [.. tools.Select(static tool => tool.Start(Interval))];
        try
        {
            Thread.Sleep(Starting);
            foreach (RecordingRun run in runs) run.Restart();
            Thread.Sleep(length - Starting);
            Console.WriteLine($"\n**{processes} processes, {count} of them {kind}**, every {Interval} s for {length.TotalMinutes} minutes\n");
            Console.WriteLine("| recorder | stored | bytes per process and sample | MB per day | CPU, % of a core | memory | highest |\n|---|--:|--:|--:|--:|--:|--:|");
            Console.WriteLine($"| Vmon, only these {count} | {Stored(ofLoad.Stop(), start, count)} | | | |");
            foreach (RecordingRun run in runs) PrintRow(run, start, processes);
        }
        finally
        {
            foreach (RecordingRun run in runs) run.Dispose();
        }
    }

    private static void PrintRow(RecordingRun run, long start, int processes)
    {
        (double cpu, double memory, double highest) = (run.CpuPercent, run.Memory("VmRSS"), run.Memory("VmHWM"));
        string stored = Stored(run.Stop(), start, processes);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {run.Name} | {stored} | {cpu:0.00} | {memory:0} MB | {highest:0} MB |"));
    }

    private static string Stored(long bytes, long start, int processes)
    {
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} | {bytes / (seconds / Interval * processes):0.00} | {bytes / seconds * 86400 / 1e6:0.0}");
    }
}

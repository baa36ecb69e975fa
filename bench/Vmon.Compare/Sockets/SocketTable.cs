using System.Globalization;
using System.Runtime;
using Vmon.Bench;

namespace Vmon.Compare.Sockets;

/// <summary>What it takes to list TCP sockets with their figures and owners, by Vmon and other tools, in turn.</summary>
internal static class SocketTable
{
    private const int Rounds = 9;
    private const int Warming = 20;
    private const int MostWarming = 30;

    private static readonly (string Name, string Program, string[] Arguments)[] Tools =
    [
        ("ss -tin: figures", "ss", ["-tin"]),
        ("ss -tinp: figures and owners", "ss", ["-tinp"]),
        ("ss -tinpeom: all", "ss", ["-tinpeom"]),
        ("lsof -nP -iTCP: owners", "lsof", ["-nP", "-iTCP"]),
        ("nethogs -t -c 1: rates by process", "nethogs", ["-a", "-t", "-c", "1", "-d", "1"]),
    ];

    internal static void Print(int count)
    {
        using SocketLoad load = new(count);
        (string Name, Func<double> Measure)[] peers =
        [
            ("sock_diag alone: what the kernel takes for the figures", KernelSockets.Measure),
            ("Vmon: traffic and number of connections of each process", new VmonSockets(ProcessDataSets.Network).MeasureProcesses),
            ("Vmon: figures", new VmonSockets(ProcessDataSets.None).MeasureSockets),
            ("Vmon: all, with owners", new VmonSockets(ProcessDataSets.Files).MeasureSockets),
            .. Tools.Where(tool => Executable.Absence(tool.Program) is null).Select(tool => (tool.Name, (Func<double>)(() => Run(tool.Program, tool.Arguments)))),
        ];
        Warm(peers[1].Measure, peers[2].Measure, peers[3].Measure);
        List<double>[] costs = [.. peers.Select(static _ => new List<double>())];
        for (int round = 1; round <= Rounds; round++)
            for (int i = 0; i < peers.Length; i++) costs[i].Add(peers[i].Measure());

        double own = Median.Of(costs[3]);
        Console.WriteLine($"\n**{count} connected TCP sockets**, medians of {Rounds} rounds\n");
        Console.WriteLine("| | µs CPU per socket | min–max | × Vmon |\n|---|--:|--:|--:|");
        for (int i = 0; i < peers.Length; i++)
        {
            double[] each = [.. costs[i].Select(cost => cost / count)];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {peers[i].Name} | {Median.Of(each):0.00} | {each.Min():0.00}–{each.Max():0.00} | {Median.Of(costs[i]) / own:0.0} |"));
        }
    }

    // Until the compiler of .NET has nothing more to do.
    private static void Warm(params Func<double>[] measures)
    {
        long compiled = -1;
        for (int i = 0; i < MostWarming && compiled != JitInfo.GetCompiledMethodCount(); i++)
        {
            compiled = JitInfo.GetCompiledMethodCount();
            for (int round = 0; round < Warming; round++)
                foreach (Func<double> measure in measures) _ = measure();
            Thread.Sleep(500);
        }
    }

    private static double Run(string program, string[] arguments)
    {
        double before = CpuTime.OfReapedChildren();
        if (!Executable.Run(program, arguments)) throw new PeerException($"{program} exited with an error.");
        return CpuTime.OfReapedChildren() - before;
    }
}

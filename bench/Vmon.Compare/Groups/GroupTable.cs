using System.Globalization;
using Vmon.Bench;

namespace Vmon.Compare.Groups;

/// <summary>What it takes to sample control groups, by Vmon and systemd-cgtop, in turn.</summary>
internal static class GroupTable
{
    private const int Rounds = 9;
    private const int Samples = 5;
    private const int ToolRounds = 3;
    private const int Warming = 60;

    internal static void Print(int count)
    {
        using GroupLoad load = new(count);
        List<double> tool = [];
        CgroupDataSets ofKernel = CgroupDataSets.Default & ~CgroupDataSets.Processes;
        CgroupSelection one = new() { Path = static path => path == $"{GroupLoad.Path}/0" };
        (string Name, CgroupSelection Selection, CgroupDataSets DataSets, bool Exact)[] subjects =
        [
            ("Vmon: the default data sets, with the totals of processes", CgroupSelection.Everything, CgroupDataSets.Default, false),
            ("Vmon: those of the kernel, with limits and pressure", CgroupSelection.Everything, ofKernel, false),
            ("the same, with -Exact", CgroupSelection.Everything, ofKernel, true),
            ("Vmon: CPU, memory, IO and tasks, as systemd-cgtop", CgroupSelection.Everything, CgroupDataSets.Cpu | CgroupDataSets.Memory | CgroupDataSets.Io | CgroupDataSets.Pids, false),
            ("Vmon: those of the kernel of one group, divided by all", one, ofKernel, false),
        ];
        int groups = 0;
        List<(string Name, List<double> Costs)> rows = [];
        foreach ((string name, CgroupSelection selection, CgroupDataSets dataSets, bool exact) in subjects)
        {
            // One after the other: the files that each keeps open would exceed the limit together.
            using VmonGroups vmon = new(selection, dataSets, exact);
            for (int i = 0; i < Warming; i++) _ = vmon.Measure();
            Thread.Sleep(2000); // of the compiler of .NET
            List<double> costs = [];
            for (int round = 0; round < Rounds; round++)
            {
                costs.Add(vmon.Measure());
                if (Executable.Absence("systemd-cgtop") is null && round < ToolRounds) tool.Add(MeasureTool());
            }

            rows.Add((name, costs));
            groups = Math.Max(groups, vmon.Count);
        }

        if (tool.Count > 0) rows.Add(("systemd-cgtop", tool));
        Console.WriteLine($"\n**{groups} control groups, {count} of them with a process**, medians of {Rounds} rounds\n");
        Console.WriteLine("| | µs CPU per group | min–max |\n|---|--:|--:|");
        foreach ((string name, List<double> costs) in rows)
        {
            double[] each = [.. costs.Select(cost => cost / groups)];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {Median.Of(each):0.0} | {each.Min():0.0}–{each.Max():0.0} |"));
        }
    }

    // A run with more samples less one with a single sample, which is its start.
    private static double MeasureTool() => (Run(Samples + 1) - Run(1)) / Samples;

    private static double Run(int samples)
    {
        double before = CpuTime.OfReapedChildren();
        if (!Executable.Run("systemd-cgtop", "--batch", "--iterations", samples.ToString(CultureInfo.InvariantCulture), "--delay", "200ms")) throw new PeerException("systemd-cgtop exited with an error.");
        return CpuTime.OfReapedChildren() - before;
    }
}

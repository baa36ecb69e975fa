using System.Globalization;
using Vmon.Bench;

namespace Vmon.Accounting.Closure;

/// <summary>Adds up what tools print of a build and its root, without what they print first: usage since the start of the machine.</summary>
internal static class ToolOutput
{
    private const int BytesPerSector = 512;
    private const double NanosecondsPerSecond = 1e9;

    // top - 16:14:55 up  9:55,  0 user,  load average: 0.01, 0.19, 0.67
    //     PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND
    //   14757 root      20   0   45324  15344   6448 S   5.0   0.1   5:18.14 vmload
    internal static Usage OfTop(List<TimedLine> lines)
    {
        double cpu = 0;
        HashSet<int> processes = [];
        foreach ((double seconds, string[] words) in InBlocks(lines, "top"))
        {
            if (words.Length < 12 || !Build.IsMember(words[11])) continue;
            cpu += seconds * Number(words[8]) / 100;
            _ = processes.Add((int)Number(words[0]));
        }

        return new Usage(cpu, null, processes.Count);
    }

    // # Time        UID       PID    %usr %system  %guest   %wait    %CPU   CPU   kB_rd/s   kB_wr/s kB_ccwr/s iodelay  Command
    // 16:14:54        0     24993    0.00    0.99    0.00    0.00    0.99     0     40.00      8.00      0.00       0  vmload
    internal static Usage OfPidstat(List<TimedLine> lines)
    {
        double cpu = 0, bytes = 0;
        HashSet<int> processes = [];
        foreach ((double seconds, string[] words) in InBlocks(lines, "#"))
        {
            if (words.Length < 14 || !Build.IsMember(words[13])) continue;
            cpu += seconds * Number(words[7]) / 100;
            bytes += seconds * Number(words[10]) * 1024;
            _ = processes.Add((int)Number(words[2]));
        }

        return new Usage(cpu, (long)bytes, processes.Count);
    }

    // PRC host 1795882492 2026/11/28 16:14:52 1 25006 (vmload) E 100 3 1 ... : state, ticks per second, user and system ticks
    // PRD host 1795882492 2026/11/28 16:14:52 1 25006 (vmload) E n y 0 0 4 32 0 ... : reads, sectors read, writes, sectors written
    // SEP
    internal static Usage OfAtop(List<TimedLine> lines)
    {
        double cpu = 0;
        long bytes = 0;
        HashSet<int> processes = [];
        foreach ((_, string[] words) in InBlocks(lines, "SEP"))
        {
            if (words.Length < 15 || !Build.IsMember(words[7].TrimStart('('))) continue;
            if (words[0] == "PRC") cpu += (Number(words[10]) + Number(words[11])) / Number(words[9]);
            else bytes += (long)Number(words[14]) * BytesPerSector;
            _ = processes.Add((int)Number(words[6]));
        }

        return new Usage(cpu, bytes, processes.Count);
    }

    // 3.25 123456 78
    internal static Usage OfPsutil(List<TimedLine> lines)
    {
        string[] words = lines[^1].Words;
        return new Usage(Number(words[0]), (long)Number(words[1]), (int)Number(words[2]));
    }

    // A block is of the time since the first line of the block before it.
    private static IEnumerable<(double Seconds, string[] Words)> InBlocks(List<TimedLine> lines, string firstWord)
    {
        long from = 0, to = 0;
        foreach (TimedLine line in lines)
        {
            string[] words = line.Words;
            if (words is [var first, ..] && first == firstWord) (from, to) = (to, line.Time);
            else if (from > 0 || (to > 0 && firstWord == "SEP")) yield return ((to - from) / NanosecondsPerSecond, words);
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

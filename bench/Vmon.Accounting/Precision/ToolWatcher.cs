using System.Globalization;
using Vmon.Bench;

namespace Vmon.Accounting.Precision;

/// <summary>A tool that prints a block of lines for each interval. A reading is dated with the arrival of the first line of its block.</summary>
/// <param name="name">Name in the table.</param>
/// <param name="program">Name of the program.</param>
/// <param name="shortest">Shortest interval that it accepts.</param>
/// <param name="arguments">Arguments from PIDs, interval in seconds, and number of blocks.</param>
/// <param name="firstWord">First word of each block.</param>
/// <param name="id">Index of the word with the PID.</param>
/// <param name="percent">Index of the word with the CPU usage.</param>
internal sealed class ToolWatcher(
    string name, string program, TimeSpan shortest, Func<string, string, int, string[]> arguments, string firstWord, int id, int percent) : Watcher(name, shortest)
{
    internal override string? Absence() => program == Psutil.Python ? Psutil.Absence() : Executable.Absence(program);

    internal override IEnumerable<Shown> Watch(IReadOnlyList<int> ids, TimeSpan interval, int samples)
    {
        string seconds = interval.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        // The first block of top is of the time since the processes started.
        string[] command = [.. arguments(string.Join(',', ids), seconds, samples + 1)];
        long from = 0, to = 0;
        foreach (TimedLine line in TimedLine.Of(program, command))
        {
            string[] words = line.Words;
            if (words is [var first, ..] && first == firstWord) (from, to) = (to, line.Time);
            else if (from > 0 && words.Length > Math.Max(id, percent) && int.TryParse(words[id], out int pid) && ids.Contains(pid))
                yield return new Shown(pid, from, to, double.Parse(words[percent], CultureInfo.InvariantCulture));
        }
    }
}

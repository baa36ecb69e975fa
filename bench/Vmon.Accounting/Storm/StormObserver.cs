using System.Diagnostics;
using System.Globalization;
using Vmon.Bench;

namespace Vmon.Accounting.Storm;

/// <summary>A program that observes the exits of all processes for a number of seconds, and writes what it sees to its output.</summary>
/// <param name="name">Name in the table.</param>
/// <param name="program">Name of the program.</param>
/// <param name="arguments">Arguments from the number of seconds and a file that the program may write.</param>
/// <param name="count">Reads the numbers of exits seen and of events lost from its output. Null for a program that does not report losses.</param>
internal sealed class StormObserver(string name, string program, Func<string, string, string[]> arguments, Func<string, (long Seen, long? Lost)> count)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);
    private const double After = 2;

    internal string Name => name;

    /// <summary>Why it cannot run on this machine. Null if it can.</summary>
    internal string? Absence() => Executable.Absence(program);

    /// <summary>Observes a storm.</summary>
    /// <param name="folder">Directory for its output.</param>
    /// <param name="seconds">Length of the storm.</param>
    /// <param name="storm">Runs the storm.</param>
    internal Observation Observe(string folder, double seconds, Func<StormResult> storm)
    {
        string output = Path.Combine(folder, "output");
        string file = Path.Combine(folder, "events");
        string duration = Math.Ceiling(WarmUp.TotalSeconds + seconds + After).ToString(CultureInfo.InvariantCulture);
        using Process process = Executable.Start("sh", ["-c", "output=$1; shift; exec \"$@\" >\"$output\"", "sh", output, program, .. arguments(duration, file)]);
        Thread.Sleep(WarmUp);
        double cpu = CpuTime.Of(process.Id);
        long begin = Stopwatch.GetTimestamp();
        StormResult result = storm();
        double share = (CpuTime.Of(process.Id) - cpu) / Stopwatch.GetElapsedTime(begin).TotalMicroseconds;
        process.WaitForExit();
        (long seen, long? lost) = count(File.Exists(file) ? file : output);
        File.Delete(output);
        File.Delete(file);
        return new Observation(result, share, seen, lost);
    }
}

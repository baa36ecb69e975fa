using System.Diagnostics;

namespace Vmon.Bench;

/// <summary>A line that a program printed.</summary>
/// <param name="Time">When it arrived, in ns of CLOCK_MONOTONIC.</param>
/// <param name="Text">The line.</param>
internal readonly record struct TimedLine(long Time, string Text)
{
    internal string[] Words => Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Runs a program to its end. It prints a line at a time, into a pipe too.</summary>
    internal static List<TimedLine> Of(string program, IEnumerable<string> arguments)
    {
        using Process process = Executable.Start("stdbuf", ["-oL", program, .. arguments]);
        List<TimedLine> lines = [];
        while (process.StandardOutput.ReadLine() is string line) lines.Add(new TimedLine(Stopwatch.GetTimestamp(), line));
        process.WaitForExit();
        return lines;
    }
}

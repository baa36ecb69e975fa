using System.Globalization;
using Vmon.Bench;

namespace Vmon.Accounting.Closure;

/// <summary>A program that prints what it sees of all processes in each interval, and exits after a number of intervals.</summary>
/// <param name="name">Name in the table.</param>
/// <param name="program">Name of the program.</param>
/// <param name="interval">Interval in seconds.</param>
/// <param name="arguments">Arguments from the interval and the number of intervals.</param>
/// <param name="read">Adds up what it printed, with the root, which does not exit.</param>
internal sealed class ToolBuildObserver(
    string name, string program, double interval, Func<string, string, string[]> arguments, Func<List<TimedLine>, Usage> read) : BuildObserver(name)
{
    // For the tool to take its first sample, and for the last processes of the build.
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(2);
    private const double After = 3;

    internal override string? Absence() => program == Psutil.Python ? Psutil.Absence() : Executable.Absence(program);

    internal override Usage Observe(Build build)
    {
        double seconds = Before.TotalSeconds + build.Seconds + After;
        string[] words = arguments(interval.ToString(CultureInfo.InvariantCulture), $"{Math.Ceiling(seconds / interval):0}");
        Task<List<TimedLine>> lines = Task.Run(() => TimedLine.Of(program, words));
        Thread.Sleep(Before);
        build.Begin();
        Usage seen = read(lines.GetAwaiter().GetResult());
        return seen with { Processes = seen.Processes - 1 };
    }
}

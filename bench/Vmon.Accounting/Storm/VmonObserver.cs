using System.Globalization;
using Vmon.Accounting.Loads;

namespace Vmon.Accounting.Storm;

/// <summary>
/// Vmon as an observer, in a process of its own: "--observe OBSERVER SECONDS NAME". Prints the number of exits of processes with the name, and
/// the number of events lost.
/// </summary>
internal abstract class VmonObserver
{
    internal const string Command = "--observe";

    private const string NotReported = "-";

    private static VmonObserver[] All { get; } = [new WatchObserver(usesEvents: true), new WatchObserver(usesEvents: false)];

    /// <summary>Name on the command line.</summary>
    protected abstract string Name { get; }

    internal static StormObserver As(string title, VmonObserver observer) =>
        new(title, Environment.ProcessPath!, (seconds, _) => [Command, observer.Name, seconds, SelfMeasuringLoad.Name], output => Parse(File.ReadAllText(output)));

    internal static void Run(string[] args)
    {
        VmonObserver observer = All.Single(observer => observer.Name == args[1]);
        (long seen, long? lost) = observer.Observe(TimeSpan.FromSeconds(double.Parse(args[2], CultureInfo.InvariantCulture)), args[3]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seen} {lost?.ToString(CultureInfo.InvariantCulture) ?? NotReported}"));
    }

    /// <summary>Observes the exits of processes with a name for a time. It is warm within the first three seconds, before the storm.</summary>
    protected abstract (long Seen, long? Lost) Observe(TimeSpan duration, string name);

    private static (long Seen, long? Lost) Parse(string output) => output.Split() is [var seen, var lost, ..]
        ? (long.Parse(seen, CultureInfo.InvariantCulture), lost == NotReported ? null : long.Parse(lost, CultureInfo.InvariantCulture))
        : throw new FormatException(output);
}

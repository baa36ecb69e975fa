using System.Globalization;

namespace Vmon.Accounting.Storm;

/// <summary>Vmon as an observer, in a process of its own: "--observe NAME SECONDS". Prints the number of exits that it saw, and of events lost.</summary>
internal abstract class VmonObserver
{
    internal const string Command = "--observe";

    private const string NotReported = "-";

    private static VmonObserver[] All { get; } = [new WatchObserver(usesEvents: true), new WatchObserver(usesEvents: false)];

    /// <summary>Name on the command line.</summary>
    protected abstract string Name { get; }

    internal static StormObserver As(string title, VmonObserver observer) =>
        new(title, Environment.ProcessPath!, (seconds, _) => [Command, observer.Name, seconds], output => Parse(File.ReadAllText(output)));

    internal static void Run(string[] args)
    {
        VmonObserver observer = All.Single(observer => observer.Name == args[1]);
        (long seen, long? lost) = observer.Observe(TimeSpan.FromSeconds(double.Parse(args[2], CultureInfo.InvariantCulture)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seen} {lost?.ToString(CultureInfo.InvariantCulture) ?? NotReported}"));
    }

    /// <summary>Observes for a time. It is warm within the first three seconds, before the storm.</summary>
    protected abstract (long Seen, long? Lost) Observe(TimeSpan duration);

    private static (long Seen, long? Lost) Parse(string output) => output.Split() is [var seen, var lost, ..]
        ? (long.Parse(seen, CultureInfo.InvariantCulture), lost == NotReported ? null : long.Parse(lost, CultureInfo.InvariantCulture))
        : throw new FormatException(output);
}

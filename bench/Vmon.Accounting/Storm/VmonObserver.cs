using System.Globalization;
using Vmon.Accounting.Loads;

namespace Vmon.Accounting.Storm;

/// <summary>Vmon as an observer in a process of its own. Prints the number of exits of the storm that it saw.</summary>
internal static class VmonObserver
{
    internal const string Command = "--observe";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan WarmUpInterval = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    /// <param name="args">The command, and a number of seconds.</param>
    internal static void Run(string[] args)
    {
        TimeSpan duration = TimeSpan.FromSeconds(double.Parse(args[1], CultureInfo.InvariantCulture)) - WarmUp;
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = session.Watch(ProcessSelection.Everything);
        long seen = Exits(watch, new SampleSchedule(WarmUpInterval, Duration: WarmUp)) + Exits(watch, new SampleSchedule(Interval, Duration: duration));
        Console.WriteLine(seen);
    }

    private static long Exits(ProcessWatch watch, SampleSchedule schedule)
    {
        long exits = 0;
        foreach (long _ in watch.Run(schedule, CancellationToken.None))
            foreach (ProcessSample process in watch.Processes())
                if (process.HasExited && process.ProcessName == SelfMeasuringLoad.Name) exits++;
        return exits;
    }
}

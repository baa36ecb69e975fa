using System.Diagnostics;
using Vmon.Bench;

namespace Vmon.Accounting.Precision;

/// <summary>Vmon in this process. A reading is dated with the middle of its sample.</summary>
/// <param name="name">Name in the table.</param>
/// <param name="usesTaskStream">Whether Vmon may use the task stream, which it opens for 32 or more processes.</param>
internal sealed class VmonWatcher(string name, bool usesTaskStream) : Watcher(name, TimeSpan.Zero)
{
    private const int Sleepers = 100;
    private static readonly TimeSpan WarmUpInterval = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1.5);

    internal override IEnumerable<Shown> Watch(IReadOnlyList<int> ids, TimeSpan interval, int samples)
    {
        using ProcessLoad sleepers = new("sleeping", Sleepers);
        using VmonSession session = new(new SessionOptions { UseTaskStream = usesTaskStream });
        using ProcessWatch watch = session.Watch(new ProcessSelection
        {
            Targets = [.. ids.Append(sleepers.RootId).Select(id => session.Find(id)!.Value)],
            FollowChildren = true,
        });
        HashSet<int> shown = [.. ids];
        for (SampleClock clock = new(TimeProvider.System, WarmUpInterval); clock.Elapsed < WarmUp; _ = clock.WaitForNext(default, out _))
            _ = Sample(watch, shown);

        List<Shown> all = [];
        SampleClock pace = new(TimeProvider.System, interval);
        (long from, _) = Sample(watch, shown);
        for (int i = 0; i < samples && pace.WaitForNext(default, out _); i++)
        {
            (long to, List<(int Id, double Percent)> usage) = Sample(watch, shown);
            foreach ((int id, double percent) in usage) all.Add(new Shown(id, from, to, percent));
            from = to;
        }

        return all;
    }

    // Stopwatch reads CLOCK_MONOTONIC in ns.
    private static (long Time, List<(int Id, double Percent)> Usage) Sample(ProcessWatch watch, HashSet<int> shown)
    {
        long begin = Stopwatch.GetTimestamp();
        watch.Sample();
        long end = Stopwatch.GetTimestamp();
        List<(int, double)> usage = [];
        foreach (ProcessSample process in watch.Processes())
            if (process.CpuPercent is double percent && shown.Contains(process.Id)) usage.Add((process.Id, percent));
        return (begin + ((end - begin) / 2), usage);
    }
}

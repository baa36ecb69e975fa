namespace Vmon.Soak.Actors;

/// <summary>One of several that watch by the session that all share, each at its own beat and for its own time.</summary>
internal sealed class Watcher(string name, SoakRun run, ProcessSelection selection, ProcessDataSets dataSets, bool exact = false) : Actor(name, run)
{
    private const int MostSamples = 40;

    protected override void Turn()
    {
        using ProcessWatch watch = Run.Shared.Watch(selection, dataSets, exact);
        SampleSchedule schedule = new(Run.Options.Pause, 1 + Any(2 * MostSamples));
        foreach (long _ in watch.Run(schedule, Over)) Check(watch, selection.IsEverything);
    }
}

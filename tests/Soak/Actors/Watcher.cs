namespace Vmon.Soak.Actors;

/// <summary>Watches with the shared session, for a random number of samples.</summary>
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

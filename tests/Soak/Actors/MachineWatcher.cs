namespace Vmon.Soak.Actors;

/// <summary>Watches the machine.</summary>
internal sealed class MachineWatcher(SoakRun run) : Actor("machine", run)
{
    private const int MostSamples = 40;

    protected override void Turn()
    {
        using SystemWatch watch = Run.Shared.WatchSystem();
        foreach (long sample in watch.Run(new SampleSchedule(Run.Options.Pause, MostSamples), Over))
        {
            CountSample();
            if (watch.Current?.Sample != sample) Fault($"the current sample is {watch.Current?.Sample}, not {sample}");
        }
    }
}

namespace Vmon.Soak.Actors;

/// <summary>Takes four intervals for each sample. Missed samples must be counted and not queued.</summary>
internal sealed class SlowConsumer(SoakRun run) : Actor("slow consumer", run)
{
    protected override void Turn()
    {
        using VmonSession session = new(new SessionOptions { Interval = Run.Options.Pause, DescriptorBudget = SoakRun.Budget, UseTaskStream = false });
        using ProcessWatch watch = session.Watch(ProcessSelection.Everything);
        foreach (long sample in watch.Run(new SampleSchedule(session.Interval, 10), Over))
        {
            Check(watch, isEverything: true);
            Rest(4 * session.Interval);
            if (sample > 1 && !Over.IsCancellationRequested && session.MissedSampleCount < sample - 1) Fault($"{session.MissedSampleCount} missed samples after sample {sample}");
        }
    }
}

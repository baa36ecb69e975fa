namespace Vmon.Soak.Actors;

/// <summary>Stops a session from another thread at a random time: before the first sample, during one, between two, or while processes are listed.</summary>
internal sealed class Stopper(string name, SoakRun run) : Actor(name, run)
{
    protected override void Turn()
    {
        VmonSession session = new(new SessionOptions { Interval = TimeSpan.FromMilliseconds(1 + Any(20)), DescriptorBudget = SoakRun.Budget, UseTaskStream = Any(8) == 0 });
        TimeSpan life = AnyPause() / 5;
        Thread stopper = new(() =>
        {
            Thread.Sleep(life);
            session.Dispose();
        });
        stopper.Start();
        try
        {
            using ProcessWatch watch = session.Watch(Any(2) == 0 ? ProcessSelection.Everything : Run.Tree, Any(2) == 0 ? ProcessDataSets.Default : ProcessDataSets.Files);
            foreach (long sample in watch.Run(new SampleSchedule(session.Interval), Over))
            {
                CountSample();
                _ = watch.Processes().Count();
                _ = watch.Denied();
                if (sample % 4 == 0) _ = watch.Files(FileSelection.Everything).Count();
                Rest(10 * session.Interval);
            }
        }
        catch (ObjectDisposedException) when (session.IsStopped)
        {
            // The session was stopped before the watch started.
        }

        stopper.Join();
        if (session.OpenDescriptorCount != 0 || session.WatchCount != 0)
            Fault($"{session.OpenDescriptorCount} descriptors and {session.WatchCount} watches are open after the stop");
    }
}

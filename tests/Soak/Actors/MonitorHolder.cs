namespace Vmon.Soak.Actors;

/// <summary>Listens to every event of a watch in which monitors come and go from their own handlers.</summary>
internal sealed class MonitorHolder(SoakRun run) : Actor("monitors", run)
{
    private const int MostSamples = 20;

    protected override void Turn()
    {
        using ProcessWatch watch = Run.Shared.Watch(ProcessSelection.Nothing, ProcessDataSets.Default);
        List<ProcessMonitor> held = [];
        HashSet<(ProcessIdentity, int?)> ended = [];
        watch.HandlerFailed += (_, failure) => Fault(failure.Error.ToString());
        watch.Exited += (_, process) =>
        {
            if (!ended.Add((process.Process.Identity, process.Process.ThreadId))) Fault($"{process.Process} ended twice");
        };
        watch.Appeared += (_, process) =>
        {
            if (process.Process.IsThread || held.Count > 50 || watch.Monitor(process.Process.Identity) is not { } monitor) return;
            monitor.Sampled += (_, _) => monitor.Dispose();
            held.Add(monitor);
        };
        using ProcessMonitor? root = watch.Monitor(Run.Load.ChurnId, new MonitorOptions { FollowChildren = true, IncludeThreads = true });
        foreach (long _ in watch.Run(new SampleSchedule(Run.Options.Pause, MostSamples), Over)) Check(watch);
    }
}

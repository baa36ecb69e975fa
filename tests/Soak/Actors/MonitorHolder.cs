namespace Vmon.Soak.Actors;

/// <summary>Handles every event of a watch. Its handlers add and dispose monitors.</summary>
internal sealed class MonitorHolder(SoakRun run) : Actor("monitors", run)
{
    private const int MostSamples = 20;

    protected override void Turn()
    {
        using ProcessWatch watch = Run.Shared.Watch(ProcessSelection.Nothing, ProcessDataSets.Default);
        List<ProcessMonitor> held = [];
        HashSet<(ProcessIdentity, int?)> exited = [];
        watch.HandlerFailed += (_, failure) => Fault(failure.Error.ToString());
        watch.Exited += (_, process) =>
        {
            if (!exited.Add((process.Process.Identity, process.Process.ThreadId))) Fault($"{process.Process} exited twice");
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

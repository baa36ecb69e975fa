namespace Vmon.Soak.Actors;

/// <summary>Waits for the exit of short-lived processes.</summary>
internal sealed class Waiter(SoakRun run) : Actor("waiter", run)
{
    protected override void Turn()
    {
        using ProcessWatch watch = Run.Shared.Watch(Run.Tree);
        watch.Sample();
        ProcessIdentity[] targets = [.. Check(watch).Where(process => process.ProcessName is "sleep" or "cat").Select(process => process.Identity).TakeLast(8)];
        using ProcessWait wait = new(Run.Shared, new ProcessSelection { Targets = targets }, null, null);
        foreach (IReadOnlyList<WaitedProcess> _ in wait.Run(Run.Options.Pause, 4 * Run.Options.Pause, Over)) CountSample();
    }
}

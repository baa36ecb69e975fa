namespace Vmon.Soak.Actors;

/// <summary>Samples and disposes nothing, with a session of its own and with the shared one. Finalizers must close the descriptors.</summary>
internal sealed class Forgetter(SoakRun run) : Actor("forgetter", run)
{
    protected override void Turn()
    {
        Forget(new VmonSession(new SessionOptions { DescriptorBudget = 100, UseTaskStream = Any(4) == 0 }));
        Forget(Run.Shared);
        Rest(4 * Run.Options.Pause);
    }

    private void Forget(VmonSession session)
    {
        ProcessWatch watch = session.Watch(ProcessSelection.Everything);
        for (int sample = 0; sample < 4; sample++)
        {
            watch.Sample();
            CountSample();
        }

        ProcessWait wait = new(session, new ProcessSelection { Targets = [Run.Self] }, null, null);
        foreach (IReadOnlyList<WaitedProcess> _ in wait.Run(Run.Options.Pause, TimeSpan.Zero, Over)) CountSample();
        _ = session.Hold(Run.Self, out _);
    }
}

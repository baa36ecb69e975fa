namespace Vmon.Soak.Actors;

/// <summary>Samples, and forgets all without a Dispose: finalizers must close what is open.</summary>
internal sealed class Forgetter(SoakRun run) : Actor("forgetter", run)
{
    protected override void Turn()
    {
        VmonSession session = new(new SessionOptions { DescriptorBudget = 100, UseTaskStream = Any(4) == 0 });
        ProcessWatch watch = session.Watch(ProcessSelection.Everything);
        for (int sample = 0; sample < 4; sample++)
        {
            watch.Sample();
            CountSample();
        }

        _ = session.Hold(Run.Self, out _);
        Rest(4 * Run.Options.Pause);
    }
}

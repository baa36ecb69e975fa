namespace Vmon.Soak.Actors;

/// <summary>Lists open files and pipes.</summary>
internal sealed class FileLister(SoakRun run) : Actor("files", run)
{
    private const int MostSamples = 8;

    protected override void Turn()
    {
        using ProcessWatch watch = Run.Shared.Watch(ProcessSelection.Everything, ProcessDataSets.Files);
        foreach (long _ in watch.Run(new SampleSchedule(4 * Run.Options.Pause, MostSamples), Over))
        {
            CountSample();
            foreach (OpenFile file in watch.Files(new FileSelection { IncludeInfo = true }))
                if (file.Descriptor is < 0) Fault($"{file} has a negative descriptor");
            foreach (Pipe pipe in watch.Pipes())
                if (!pipe.Ends.Any()) Fault($"{pipe} has no end");
        }
    }
}

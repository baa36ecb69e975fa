namespace Vmon.Accounting.Closure;

/// <summary>Vmon in this process, with a watch of the whole machine: the sums over its objects of the build.</summary>
internal sealed class VmonBuildObserver(string name, TimeSpan interval, SessionOptions options) : BuildObserver(name)
{
    // The third sample opens the task stream. An exit can be shown two samples after it.
    private const int SamplesBefore = 4;
    private const int SamplesAfter = 20;

    internal override Usage Observe(Build build)
    {
        using VmonSession session = new(options);
        using ProcessWatch watch = session.Watch(ProcessSelection.Everything);
        TimeSpan cpu = default;
        long bytes = 0;
        int repeated = 0;
        int after = 0;
        HashSet<ProcessIdentity> exited = [];
        foreach (long sample in watch.Run(new SampleSchedule(interval), CancellationToken.None))
        {
            foreach (ProcessSample process in watch.Processes())
            {
                if (sample <= SamplesBefore || !Build.IsMember(process.ProcessName)) continue;
                cpu += (process.CpuTime ?? default) + (process.ChildrenCpuTime ?? default);
                bytes += process.IoWriteChars ?? 0;
                if (process.HasExited && !exited.Add(process.Identity)) repeated++;
            }

            if (sample == SamplesBefore) build.Begin();
            if (build.IsOver && ++after == SamplesAfter) break;
        }

        return new Usage(cpu.TotalSeconds, bytes, exited.Count, repeated);
    }
}

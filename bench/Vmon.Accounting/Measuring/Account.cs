namespace Vmon.Accounting.Measuring;

/// <summary>What the samples of one watch said of a workload, added up, beside what it did.</summary>
/// <param name="Cpu">CPU seconds: the sum of CpuTime and ChildrenCpuTime.</param>
/// <param name="Bytes">The sum of IoWriteChars.</param>
/// <param name="TrueCpu">CPU seconds that the kernel accounted.</param>
/// <param name="TrueBytes">Bytes that its processes have written.</param>
/// <param name="Unknown">Processes in samples whose ChildrenCpuTime was null.</param>
internal sealed record Account(double Cpu, long Bytes, double TrueCpu, long TrueBytes, int Unknown)
{
    // What is reaped after the last process has exited shows in the samples that follow.
    private const int SamplesAfter = 2;

    internal double CpuError => 100 * (Cpu / TrueCpu - 1);

    internal double BytesError => 100 * ((double)Bytes / TrueBytes - 1);

    /// <summary>Watches a workload from before its beginning until after its end.</summary>
    internal static Account Of(AccountingLoad load, TimeSpan interval)
    {
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = session.Watch(new ProcessSelection { Targets = [session.Find(load.Id)!.Value], FollowChildren = true });
        TimeSpan cpu = default;
        long bytes = 0;
        int unknown = 0;
        int after = 0;
        foreach (long sample in watch.Run(new SampleSchedule(interval), CancellationToken.None))
        {
            if (sample == 1)
            {
                load.Begin();
                continue;
            }

            foreach (ProcessSample process in watch.Processes())
            {
                cpu += (process.CpuTime ?? default) + (process.ChildrenCpuTime ?? default);
                bytes += process.IoWriteChars ?? 0;
                if (process.ChildrenCpuTime is null && !process.HasExited) unknown++;
            }

            if (load.IsOver && ++after == SamplesAfter) break;
        }

        (double reaped, _, long written) = load.Truth();
        return new Account(cpu.TotalSeconds, bytes, reaped, written, unknown);
    }
}

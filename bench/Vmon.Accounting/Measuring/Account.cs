namespace Vmon.Accounting.Measuring;

/// <summary>Usage of a workload: the sums over all samples of a watch, and what the workload counted.</summary>
/// <param name="Cpu">Sum of CpuTime and ChildrenCpuTime, in seconds.</param>
/// <param name="Bytes">Sum of IoWriteChars.</param>
/// <param name="TrueCpu">CPU time that the workload used, in seconds.</param>
/// <param name="TrueBytes">Bytes that the processes of the workload wrote.</param>
/// <param name="Unknown">Number of process samples with an unknown ChildrenCpuTime.</param>
internal sealed record Account(double Cpu, long Bytes, double TrueCpu, long TrueBytes, int Unknown)
{
    // The parent can reap the last process after the sample that shows its exit.
    private const int SamplesAfter = 2;

    internal double CpuError => 100 * (Cpu / TrueCpu - 1);

    internal double BytesError => 100 * ((double)Bytes / TrueBytes - 1);

    /// <summary>Watches a workload from start to end.</summary>
    internal static Account Of(AccountingLoad load, TimeSpan interval, bool useEvents = true)
    {
        using VmonSession session = new(new SessionOptions { UseEvents = useEvents });
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

        (double used, long written) = load.Truth();
        return new Account(cpu.TotalSeconds, bytes, used, written, unknown);
    }
}

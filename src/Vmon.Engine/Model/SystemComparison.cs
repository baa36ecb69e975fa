using Vmon.Fields;
using Vmon.Parsing.Machine;
using Vmon.Sources.Machine;
using static Vmon.SystemChanges;

namespace Vmon.Model;

/// <summary>What changed on the machine between the two readings of its files.</summary>
internal static class SystemComparison
{
    private static readonly (CpuMode Mode, SystemChanges Change)[] Modes = ChangeTable.Of<SystemChanges, CpuMode>();
    private static readonly (string Line, SystemChanges Change)[] StatLines = ChangeTable.Of<SystemChanges, string>();

    internal static SystemChanges Of(SystemSampler sampler, CpuReadings? cpus) =>
        OfCpu(cpus) | OfStat(sampler.Stat.Values) | OfLoad(sampler.Load)
        | When(sampler.MemInfo.Values?.HasChanged, SystemChanges.Memory)
        | When(sampler.VmStat.Values?.HasChanged, SystemChanges.VmStat)
        | When(sampler.Interrupts.Values?.HasChanged, SystemChanges.InterruptsByName)
        | When(sampler.SoftIrqs.Values?.HasChanged, SystemChanges.SoftIrqsByName)
        | When(sampler.Disks.Disks?.HasChanged, SystemChanges.Disks)
        | When(sampler.Interfaces.Interfaces?.HasChanged, SystemChanges.Interfaces)
        | When(sampler.FileSystems.FileSystems?.HasChanged, SystemChanges.FileSystems)
        | When(HasChanged(sampler.CpuPressure), SystemChanges.CpuPressure)
        | When(HasChanged(sampler.MemoryPressure), SystemChanges.MemoryPressure)
        | When(HasChanged(sampler.IoPressure), SystemChanges.IoPressure)
        | When(HasChanged(sampler.IrqPressure), SystemChanges.IrqPressure);

    private static SystemChanges OfCpu(CpuReadings? cpus)
    {
        if (cpus?.Whole is not CpuReading whole) return None;
        SystemChanges changes = When(cpus.HasOtherCpus, SystemChanges.Cpus);
        foreach ((CpuMode mode, SystemChanges change) in Modes) changes |= When(whole.HasChanged(mode), change);
        return changes;
    }

    private static SystemChanges OfStat(LineValues? stat)
    {
        SystemChanges changes = None;
        foreach ((string line, SystemChanges change) in StatLines) changes |= When(stat?.Difference(line) is not (null or 0), change);
        return changes;
    }

    private static SystemChanges OfLoad(SystemRecordFile<LoadAverage> file)
    {
        if (!file.IsPaired) return None;
        LoadAverage now = file.Current;
        LoadAverage then = file.Previous;
        return When(IsOther(now.Minute1 - then.Minute1) || IsOther(now.Minutes5 - then.Minutes5) || IsOther(now.Minutes15 - then.Minutes15), SystemChanges.LoadAverage)
            | When(IsOther(now.Threads - then.Threads), SystemChanges.ThreadCount)
            | When(IsOther(now.RunnableThreads - then.RunnableThreads), SystemChanges.ThreadsRunnable);
    }

    private static bool HasChanged(SystemRecordFile<Pressure> file) =>
        file.IsPaired && (file.Current.Some.DiffersFrom(file.Previous.Some) || file.Current.Full.DiffersFrom(file.Previous.Full));

    // A value that is unknown in one of the two has not changed.
    private static bool IsOther(double? difference) => difference is not (null or 0);

    private static SystemChanges When(bool? isSo, SystemChanges change) => isSo == true ? change : None;
}

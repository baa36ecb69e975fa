using Vmon.Parsing.Machine;
using Vmon.ProcFs;

namespace Vmon.Sources.Machine;

/// <summary>The files of the machine. Requested files are read in sequence, CPU times first.</summary>
internal sealed class SystemSampler
{
    private readonly SystemFile[] _wanted;

    internal SystemSampler(SamplingContext context, SystemDataSets dataSets)
    {
        Context = context;
        SystemFile[] all = [Stat, Load, CpuPressure, MemoryPressure, IoPressure, IrqPressure, MemInfo, VmStat, SoftIrqs, Interrupts];
        _wanted = [.. all.Where(file => (file.DataSet & dataSets) != 0)];
    }

    internal SamplingContext Context { get; }

    internal SystemStatFile Stat { get; } = new();

    internal SystemLinesFile MemInfo { get; } = new("meminfo", SystemDataSets.Memory);

    internal SystemLinesFile VmStat { get; } = new("vmstat", SystemDataSets.VmStat);

    internal SystemRecordFile<LoadAverage> Load { get; } = new("loadavg", SystemDataSets.Load, LoadAverage.TryParse);

    internal SystemRecordFile<Pressure> CpuPressure { get; } = new("pressure/cpu", SystemDataSets.Pressure, Pressure.TryParse);

    internal SystemRecordFile<Pressure> MemoryPressure { get; } = new("pressure/memory", SystemDataSets.Pressure, Pressure.TryParse);

    internal SystemRecordFile<Pressure> IoPressure { get; } = new("pressure/io", SystemDataSets.Pressure, Pressure.TryParse);

    internal SystemRecordFile<Pressure> IrqPressure { get; } = new("pressure/irq", SystemDataSets.Pressure, Pressure.TryParse);

    internal SystemInterruptsFile Interrupts { get; } = new("interrupts");

    internal SystemInterruptsFile SoftIrqs { get; } = new("softirqs");

    internal TimeSpan? Uptime { get; private set; }

    internal SystemDataSets Denied =>
        _wanted.Where(file => file.Status == ReadStatus.Denied).Aggregate(SystemDataSets.None, (dataSets, file) => dataSets | file.DataSet);

    internal UnreadFiles Unread => _wanted.Where(file => file.Status is ReadStatus.TooLarge or ReadStatus.Malformed)
        .Aggregate(default(UnreadFiles), (unread, file) => unread.With(file.Path, file.Status == ReadStatus.TooLarge));

    internal void Sample()
    {
        Context.State.Begin(uptime: null, CancellationToken.None);
        foreach (SystemFile file in _wanted) file.Sample(Context);
        Uptime = Context.Uptime;
    }

    internal void Close()
    {
        foreach (SystemFile file in _wanted) file.Close(Context.Budget);
        Context.Root.Dispose();
    }
}

using Vmon.Parsing.Machine;
using Vmon.ProcFs;

namespace Vmon.Sources.Machine;

/// <summary>The files of the machine. Requested files are read in sequence, CPU times first.</summary>
internal sealed class SystemSampler
{
    private readonly SystemFile[] _wanted;
    private ISystemFiles _files;

    /// <param name="host">The host whose files they are.</param>
    /// <param name="state">Numbers and dates the samples.</param>
    /// <param name="files">Where the files are read.</param>
    /// <param name="dataSets">What is read.</param>
    internal SystemSampler(SampledHost host, SampleState state, ISystemFiles files, SystemDataSets dataSets)
    {
        Host = host;
        State = state;
        _files = files;
        SystemFile[] all = [Stat, Load, CpuPressure, MemoryPressure, IoPressure, IrqPressure, MemInfo, VmStat, SoftIrqs, Interrupts, Disks, Interfaces, FileSystems];
        _wanted = [.. all.Where(file => (file.DataSet & dataSets) != 0)];
    }

    /// <summary>The host. A recording can have another one after a boot.</summary>
    internal SampledHost Host { get; set; }

    internal SampleState State { get; }

    /// <summary>The texts of the last sample. Null if they are not kept.</summary>
    internal SystemTexts? Texts { get; private set; }

    internal SystemStatFile Stat { get; } = new();

    internal SystemLinesFile MemInfo { get; } = new(SystemFileId.MemInfo);

    internal SystemLinesFile VmStat { get; } = new(SystemFileId.VmStat);

    internal SystemRecordFile<LoadAverage> Load { get; } = new(SystemFileId.Load, LoadAverage.TryParse);

    internal SystemRecordFile<Pressure> CpuPressure { get; } = new(SystemFileId.CpuPressure, Pressure.TryParse);

    internal SystemRecordFile<Pressure> MemoryPressure { get; } = new(SystemFileId.MemoryPressure, Pressure.TryParse);

    internal SystemRecordFile<Pressure> IoPressure { get; } = new(SystemFileId.IoPressure, Pressure.TryParse);

    internal SystemRecordFile<Pressure> IrqPressure { get; } = new(SystemFileId.IrqPressure, Pressure.TryParse);

    internal SystemInterruptsFile Interrupts { get; } = new(SystemFileId.Interrupts);

    internal SystemInterruptsFile SoftIrqs { get; } = new(SystemFileId.SoftIrqs);

    internal SystemDisksFile Disks { get; } = new();

    internal SystemInterfacesFile Interfaces { get; } = new();

    internal SystemFileSystemsFile FileSystems { get; } = new();

    internal TimeSpan? Uptime { get; private set; }

    internal SystemDataSets Denied =>
        _wanted.Where(file => file.Status == ReadStatus.Denied).Aggregate(SystemDataSets.None, (dataSets, file) => dataSets | file.DataSet);

    internal UnreadFiles Unread => _wanted.Where(file => file.Status is ReadStatus.TooLarge or ReadStatus.Malformed)
        .Aggregate(default(UnreadFiles), (unread, file) => unread.With(SystemFileIds.PathOf(file.Id), file.Status == ReadStatus.TooLarge));

    /// <summary>Keeps the texts of each sample from now on.</summary>
    internal void KeepTexts()
    {
        if (Texts is null) _files = Texts = new SystemTexts(_files);
    }

    internal void Sample()
    {
        State.Begin(uptime: null, CancellationToken.None);
        Texts?.Begin();
        bool hasInterval = State.Interval is not null;
        foreach (SystemFile file in _wanted) file.Sample(_files, hasInterval);
        Uptime = _files.Uptime;
    }

    internal void Close() => _files.Close();
}

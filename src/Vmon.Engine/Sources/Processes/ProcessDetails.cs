using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Sources.Files;

namespace Vmon.Sources.Processes;

/// <summary>The data sets of one process beyond the default. A separate object, so that a default sample does not pay for them.</summary>
internal sealed class ProcessDetails(ProcessDataSets dataSets) : IGuardedCaller
{
    /// <summary>The data sets that it can have.</summary>
    internal const ProcessDataSets Concerned = ProcessDataSets.All & ~ProcessDataSets.Default;

    private const int LongestRollup = 64 * 1024;

    internal SampledText WaitChannel;
    internal StatusSampler Status = new();
    internal NamespacesSampler Namespaces;
    internal SampledFile<SmapsRollup> Pss;
    internal SampledFile<SchedStat> SchedStat;
    internal SampledFile<OomScore> OomScore;
    internal SampledFile<OomAdjustment> OomAdjustment;
    internal FileTableSampler Files;
    internal NetworkSampler Network;

    /// <summary>Data sets that it was created for, or has read since.</summary>
    internal ProcessDataSets DataSets { get; private set; } = dataSets;

    /// <summary>Null if none of them is requested.</summary>
    internal static ProcessDetails? For(ProcessDataSets dataSets) => (dataSets & Concerned) == 0 ? null : new ProcessDetails(dataSets & Concerned);

    internal void Sample(ref ProcDirectory directory, in ProcStat stat, ProcessDataSets asked, SamplingContext context)
    {
        DataSets |= asked & Concerned;
        if ((asked & ProcessDataSets.WaitChannel) != 0)
        {
            if (stat.IsTracingRefused) WaitChannel.Refuse(); // wchan is 0 without permission, as if it did not wait
            else WaitChannel.Sample(ref directory, "wchan\0"u8, context);
        }

        if ((asked & ProcessDataSets.Status) != 0) Status.Sample(ref directory, stat.Id, context);
        if ((asked & ProcessDataSets.Namespaces) != 0) Namespaces.Sample(ref directory, stat, context);
        if ((asked & ProcessDataSets.Scheduler) != 0) SchedStat.Sample(ref directory, stat.Id, context);
        if ((asked & ProcessDataSets.Files) != 0) Files.Sample(ref directory, stat, context);
        if ((asked & ProcessDataSets.Network) != 0) Network.Sample(ref directory, stat, (asked & ProcessDataSets.Files) != 0 && Files.IsComplete ? Files.Entries : [], context);
        if ((asked & ProcessDataSets.Oom) != 0)
        {
            OomScore.Sample(ref directory, stat.Id, context);
            OomAdjustment.Sample(ref directory, stat.Id, context);
        }

        if ((asked & ProcessDataSets.Pss) != 0) SamplePss(ref directory, stat.Id, context);
    }

    int IGuardedCaller.Accept(ReadStatus status, ReadOnlySpan<byte> content)
    {
        SmapsRollup record = default;
        if (status == ReadStatus.Ok && !SmapsRollup.TryParse(content, out record)) status = ReadStatus.Malformed;
        Pss.Accept(status, record);
        return 0;
    }

    // Not kept open: an open smaps_rollup belongs to the memory at its opening, and reads as gone after an exec.
    private void SamplePss(ref ProcDirectory directory, int pid, SamplingContext context)
    {
        if (Pss.Reading.Status == ReadStatus.Denied && !context.IsRefreshDue(pid)) return;
        ReadStatus status = directory.Open(SmapsRollup.FileName, isDirectory: false, out int descriptor);
        if (status == ReadStatus.Ok) context.ReadGuarded(this, descriptor, LongestRollup);
        else Pss.Accept(status, default);
    }

    /// <summary>The first readings of a process that started since the previous sample: its counters began at zero.</summary>
    internal void BeginAtBirth()
    {
        Status.Reading.BeginAtBirth();
        SchedStat.Reading.BeginAtBirth();
        Network.BeginAtBirth();
    }

    /// <summary>Keeps the last values, and clears those of an interval.</summary>
    internal void Freeze()
    {
        Status.Reading.Freeze();
        Pss.Reading.Freeze();
        SchedStat.Reading.Freeze();
        OomScore.Reading.Freeze();
        OomAdjustment.Reading.Freeze();
        Network.Freeze();
    }

    /// <summary>Nothing can have changed since the previous sample.</summary>
    internal void Rest()
    {
        Status.Reading.Rest();
        Pss.Reading.Rest();
        SchedStat.Reading.Rest();
        OomScore.Reading.Rest();
        OomAdjustment.Reading.Rest();
        Network.Rest();
    }

    internal ProcessChanges ChangesIn(long sample) =>
        When(WaitChannel.ChangedIn == sample, ProcessChanges.WaitChannel)
        | When(Status.Reading.HasChanged || Status.TextsChangedIn == sample, ProcessChanges.Status)
        | When(Namespaces.ChangedIn == sample, ProcessChanges.Namespaces)
        | When(Pss.Reading.HasChanged, ProcessChanges.Pss)
        | When(SchedStat.Reading is { IsPaired: true } reading && reading.Current.DiffersFrom(reading.Previous), ProcessChanges.Scheduler)
        | When(OomScore.Reading.HasChanged || OomAdjustment.Reading.HasChanged, ProcessChanges.Oom)
        | When(Files.HasChangedIn(sample), ProcessChanges.Files)
        | When(Network.HasChanged, ProcessChanges.Network);

    internal ProcessDataSets Denied =>
        When(WaitChannel.Status, ProcessDataSets.WaitChannel)
        | When(Status.Reading.Status, ProcessDataSets.Status)
        | When(Namespaces.Status, ProcessDataSets.Namespaces)
        | When(Pss.Reading.Status, ProcessDataSets.Pss)
        | When(SchedStat.Reading.Status, ProcessDataSets.Scheduler)
        | When(OomScore.Reading.Status, ProcessDataSets.Oom)
        | When(OomAdjustment.Reading.Status, ProcessDataSets.Oom)
        | When(Network.Traffic.Status, ProcessDataSets.Network)
        | When(Network.Connections.Status, ProcessDataSets.Network)
        | (Files.IsDenied ? ProcessDataSets.Files : ProcessDataSets.None);

    internal void Close(DescriptorBudget budget)
    {
        WaitChannel.Close(budget);
        Status.Close(budget);
        SchedStat.Close(budget);
        OomScore.Close(budget);
        OomAdjustment.Close(budget);
    }

    private static ProcessChanges When(bool isSo, ProcessChanges change) => isSo ? change : ProcessChanges.None;

    private static ProcessDataSets When(ReadStatus status, ProcessDataSets dataSet) => status == ReadStatus.Denied ? dataSet : ProcessDataSets.None;
}

using Vmon.Kernel.Network;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Sources;
using Vmon.Sources.Processes;

namespace Vmon;

/// <summary>The data sets beyond the default in one sample. Immutable. Null if not requested or not readable.</summary>
internal sealed class DetailsSnapshot
{
    private DetailsSnapshot(ProcessDetails? own, ProcessDetails? ofProcess)
    {
        if (own is not null)
        {
            WaitChannel = TextOf(own.WaitChannel);
            Status = own.Status.Reading.Share();
            StatusTexts = own.Status.Texts;
            Namespaces = own.Namespaces.Status == ReadStatus.Ok ? own.Namespaces.Namespaces : null;
            SchedStat = own.SchedStat.Reading.Share();
            Traffic = own.Network.Traffic.Share();
            TrafficOfExited = own.Network.OfExited;
            Connections = own.Network.Connections is { IsKnown: true } connections ? connections.Current : null;
        }

        if (ofProcess is not null)
        {
            Pss = ofProcess.Pss.Reading.Share();
            OomScore = ofProcess.OomScore.Reading is { IsKnown: true } score ? score.Current.Value : null;
            OomAdjustment = ofProcess.OomAdjustment.Reading is { IsKnown: true } adjustment ? adjustment.Current.Value : null;
        }
    }

    /// <summary>Null if none is requested. A thread has some of its own, and the memory of its process.</summary>
    internal static DetailsSnapshot? Of(ProcessRecords own)
    {
        ProcessDetails? ofProcess = (own.Process ?? own).Details;
        return own.Details is null && ofProcess is null ? null : new DetailsSnapshot(own.Details, ofProcess);
    }

    internal byte[]? WaitChannel { get; }

    internal RecordPair<ProcStatus> Status { get; private set; }

    internal byte[] StatusTexts { get; } = [];

    internal ProcessNamespaces? Namespaces { get; }

    internal RecordPair<SmapsRollup> Pss { get; private set; }

    internal RecordPair<SchedStat> SchedStat { get; private set; }

    internal RecordPair<ProcessTraffic> Traffic { get; private set; }

    internal TrafficCounters TrafficOfExited { get; }

    internal long? Connections { get; }

    internal int? OomScore { get; }

    internal int? OomAdjustment { get; }

    /// <summary>Creates a copy without values of an interval.</summary>
    /// <param name="final">The last traffic. Null if unknown.</param>
    internal DetailsSnapshot Frozen(ProcessTraffic? final)
    {
        DetailsSnapshot copy = (DetailsSnapshot)MemberwiseClone();
        copy.Status = Status.Frozen();
        copy.Pss = Pss.Frozen();
        copy.SchedStat = SchedStat.Frozen();
        copy.Traffic = Traffic.IsKnown && final is { } last ? Traffic.Frozen().With(last) : Traffic.Frozen();
        return copy;
    }

    private static byte[]? TextOf(SampledText text) => text.Status == ReadStatus.Ok ? text.Bytes : null;
}

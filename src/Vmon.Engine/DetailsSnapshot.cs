using System.Runtime.CompilerServices;
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
            Status = Known(own.Status.Reading);
            StatusTexts = own.Status.Texts;
            Namespaces = own.Namespaces.Status == ReadStatus.Ok ? own.Namespaces.Namespaces : null;
            SchedStat = own.SchedStat.Reading;
            Traffic = own.Network.Traffic;
            TrafficOfExited = own.Network.OfExited;
            Connections = own.Network.Connections is { IsKnown: true } connections ? connections.Current : null;
        }

        if (ofProcess is not null)
        {
            Pss = Known(ofProcess.Pss.Reading);
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

    internal StrongBox<Reading<ProcStatus>>? Status { get; private set; }

    internal byte[] StatusTexts { get; } = [];

    internal ProcessNamespaces? Namespaces { get; }

    internal StrongBox<Reading<SmapsRollup>>? Pss { get; private set; }

    internal Reading<SchedStat> SchedStat { get; private set; }

    internal Reading<ProcessTraffic> Traffic { get; private set; }

    internal TrafficCounters TrafficOfExited { get; }

    internal long? Connections { get; }

    internal int? OomScore { get; }

    internal int? OomAdjustment { get; }

    /// <summary>Creates a copy without values of an interval.</summary>
    /// <param name="final">The last traffic. Null if unknown.</param>
    internal DetailsSnapshot Frozen(ProcessTraffic? final)
    {
        DetailsSnapshot copy = (DetailsSnapshot)MemberwiseClone();
        copy.Status = Status is null ? null : new StrongBox<Reading<ProcStatus>>(Frozen(Status.Value));
        copy.Pss = Pss is null ? null : new StrongBox<Reading<SmapsRollup>>(Frozen(Pss.Value));
        copy.SchedStat = Frozen(SchedStat);
        Reading<ProcessTraffic> traffic = Frozen(Traffic);
        if (traffic.IsKnown && final is not null) traffic.Current = final.Value;
        copy.Traffic = traffic;
        return copy;
    }

    private static Reading<T> Frozen<T>(Reading<T> reading)
        where T : unmanaged
    {
        reading.Freeze();
        return reading;
    }

    private static byte[]? TextOf(SampledText text) => text.Status == ReadStatus.Ok ? text.Bytes : null;

    private static StrongBox<Reading<T>>? Known<T>(in Reading<T> reading)
        where T : unmanaged => reading.IsKnown ? new StrongBox<Reading<T>>(reading) : null;
}

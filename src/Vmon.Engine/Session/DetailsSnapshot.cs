using System.Runtime.CompilerServices;
using Vmon.Parsing;
using Vmon.Proc;
using Vmon.Sampling;

namespace Vmon;

/// <summary>The wants beyond the default as one sample saw them. Immutable. Null is what was not wanted or could not be read.</summary>
internal sealed class DetailsSnapshot
{
    internal DetailsSnapshot(ProcessDetails details, SamplingContext context)
    {
        WaitChannel = TextOf(details.WaitChannel);
        Status = Known(details.Status.Reading);
        StatusTexts = details.Status.Texts;
        Users = context.Users;
        Cgroup = TextOf(details.Cgroup);
        Namespaces = details.Namespaces.Status == ReadStatus.Ok ? details.Namespaces.Namespaces : null;
        Pss = Known(details.Pss.Reading);
        Scheduler = details.Scheduler.Reading;
        OomScore = details.OomScore.Reading is { IsKnown: true } score ? score.Current.Value : null;
        OomAdjustment = details.OomAdjustment.Reading is { IsKnown: true } adjustment ? adjustment.Current.Value : null;
    }

    internal byte[]? WaitChannel { get; }

    internal StrongBox<Reading<ProcStatus>>? Status { get; }

    internal byte[] StatusTexts { get; }

    internal UserNames? Users { get; }

    internal byte[]? Cgroup { get; }

    internal ProcessNamespaces? Namespaces { get; }

    internal StrongBox<Reading<SmapsRollup>>? Pss { get; }

    internal Reading<SchedStat> Scheduler { get; }

    internal int? OomScore { get; }

    internal int? OomAdjustment { get; }

    private static byte[]? TextOf(SampledText text) => text.Status == ReadStatus.Ok ? text.Bytes : null;

    private static StrongBox<Reading<T>>? Known<T>(in Reading<T> reading)
        where T : unmanaged => reading.IsKnown ? new StrongBox<Reading<T>>(reading) : null;
}

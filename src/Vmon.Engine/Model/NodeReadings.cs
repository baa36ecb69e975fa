using Vmon.Kernel.Events;
using Vmon.Native;
using Vmon.Parsing.Processes;
using Vmon.Sources;
using Vmon.Sources.Processes;

namespace Vmon.Model;

/// <summary>The records of a process in one sample. Immutable: the samples of a process that rests share them.</summary>
internal readonly struct NodeReadings
{
    private const int Kilobyte = 1024;

    internal readonly RecordPair<ProcStat> Stat;
    internal readonly RecordPair<ProcStatm> Memory;
    internal readonly RecordPair<ProcIo> Io;
    internal readonly RecordPair<TaskCounters> Counters;
    internal readonly TaskTraits? Traits;

    internal NodeReadings(ProcessNode node, long sample)
    {
        ProcessRecords process = node.Records.Process ?? node.Records;
        Stat = node.Records.ShareStat();
        Memory = process.Memory.Reading.Share();
        Counters = node.Records.Counters.Share();
        Traits = node.Records.Traits;
        Io = ReapedChildren.OwnIo(node, sample);
    }

    private NodeReadings(in NodeReadings last, ExitRecord? final)
    {
        Stat = last.Stat.Frozen();
        Memory = last.Memory.Frozen();
        Io = last.Io.Frozen();
        Counters = last.Counters.Frozen();
        Traits = last.Traits;
        if (final is null) return;
        ProcStat stat = Stat.Current;
        final.AddTo(ref stat);
        Stat = Stat.With(stat);
        if (Io.IsKnown && final.Fields.HasFlag(EventFields.Io)) Io = Io.With(Io.Current with { Counters = final.Usage.Io });
    }

    /// <summary>The last records of a process that has exited since, without a comparison with earlier ones.</summary>
    /// <param name="final">Its last counters. Null if unknown.</param>
    internal NodeReadings AtExit(ExitRecord? final) => new(this, final);

    /// <summary>What schedstat has, without it. Null if unknown.</summary>
    internal RecordPair<SchedStat>? Scheduling => !Counters.IsKnown ? null
        : new RecordPair<SchedStat>(null, null, Counters.Status, Counters.IsPaired).With(Schedule(Counters.Current)).Since(Schedule(Counters.Previous));

    /// <summary>A field of status that is known without it, in the units of status.</summary>
    internal long? Now(StatusField field) => field switch
    {
        StatusField.voluntary_ctxt_switches or StatusField.nonvoluntary_ctxt_switches => Counters.IsKnown ? Switches(Counters.Current, field) : null,
        StatusField.VmSwap => Counters.IsKnown ? Counters.Current.SwappedPages * SystemConstants.PageSize / Kilobyte : null,
        StatusField.CapInh => Traits?.Inheritable,
        StatusField.CapPrm => Traits?.Permitted,
        StatusField.CapEff => Traits?.Effective,
        StatusField.CapBnd => Traits?.Bounding,
        StatusField.CapAmb => Traits?.Ambient,
        _ => null,
    };

    /// <summary>A number of context switches in the previous sample.</summary>
    internal long? Before(StatusField field) => Counters.IsPaired ? Switches(Counters.Previous, field) : null;

    private static long Switches(in TaskCounters counters, StatusField field) =>
        field == StatusField.voluntary_ctxt_switches ? counters.VoluntarySwitches : counters.InvoluntarySwitches;

    private static SchedStat Schedule(in TaskCounters counters) => new() { RunTime = counters.RunTime, QueueTime = counters.RunDelay, Slices = counters.Slices };
}

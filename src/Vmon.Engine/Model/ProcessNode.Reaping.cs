using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Sources;

namespace Vmon.Model;

internal sealed partial class ProcessNode
{
    private long _ioReadIn;

    /// <summary>Whether it has reaped a child in the interval of its last reading.</summary>
    internal bool HasReaped => Stat.Reading.IsPaired && HasOtherChildCounters(Stat.Reading.Current, Stat.Reading.Previous);

    /// <summary>
    /// Whether the process reaped a child after stat was read. Needed only if io was read after stat, so that only io includes the child.
    /// </summary>
    internal bool HasReapedSinceRead(SamplingContext context) =>
        _ioReadIn == context.SampleNumber && FirstChild is not null
        && ReadStat(context, out ProcStat now) == ReadStatus.Ok && HasOtherChildCounters(now, Stat.Reading.Current);

    /// <summary>Whether it is known to have exited, so that the counters of its parent may include it.</summary>
    internal bool IsReaped(SamplingContext context) =>
        ReadStat(context, out ProcStat now) switch
        {
            ReadStatus.Gone => true,
            ReadStatus.Ok => now.State == ProcessState.Dead,
            _ => false,
        };

    /// <summary>Reads the counters again in the same sample.</summary>
    /// <returns>Whether the process exists.</returns>
    internal bool Reread(SamplingContext context)
    {
        long order = context.NextOrder();
        ReadStatus status = ReadStat(context, out ProcStat stat);
        if (status != ReadStatus.Ok) return status != ReadStatus.Gone;
        NoteName(stat, context);
        Stat.Reading.Current = stat;
        Activity.NoteReread();
        ReadOrder = order;
        if (!Io.Reading.IsKnown) return true;
        ProcDirectory directory = Open(context);
        if (Io.Read(ref directory, context, out ProcIo io) == ReadStatus.Ok) Io.Reading.Current = io;
        directory.Dispose();
        return true;
    }

    /// <summary>Gone also if another process reuses the PID.</summary>
    private ReadStatus ReadStat(SamplingContext context, out ProcStat stat)
    {
        ProcDirectory directory = Open(context);
        ReadStatus status = Stat.Read(ref directory, context, out stat);
        directory.Dispose();
        return status == ReadStatus.Ok && stat.StartTime != Identity.StartTicks ? ReadStatus.Gone : status;
    }

    private static bool HasOtherChildCounters(in ProcStat now, in ProcStat then) =>
        now.ChildMinorFaults != then.ChildMinorFaults
        || now.ChildUserTime != then.ChildUserTime || now.ChildSystemTime != then.ChildSystemTime;
}

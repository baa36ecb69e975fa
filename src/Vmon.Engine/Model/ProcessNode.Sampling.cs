using Vmon.Parsing;
using Vmon.Proc;
using Vmon.Sampling;

namespace Vmon.Model;

internal sealed partial class ProcessNode
{
    /// <summary>
    /// Reads stat, and the rest where the node is selected. <see cref="ReadStatus.Gone"/>, with the last values kept, also when
    /// the pid now belongs to another process.
    /// </summary>
    internal ReadStatus Sample(SamplingContext context)
    {
        ProcDirectory directory = Open(context);
        try
        {
            bool hasRun = Phase == NodePhase.Unseen || HasRun(ref directory, context);
            if (!hasRun && MayRest(context))
            {
                Rest(context);
                return ReadStatus.Ok;
            }

            ReadStatus status = SampleStat(ref directory, context);
            if (status == ReadStatus.Ok && IsSelected) SampleDetails(ref directory, context, hasRun);
            NoteQuiet(status);
            return status;
        }
        finally
        {
            directory.Dispose();
        }
    }

    internal ReadStatus SampleChildren(SamplingContext context, List<int> children)
    {
        ProcDirectory directory = Open(context);
        ReadStatus status = Children.Sample(ref directory, Stat.Reading.Current, context, children);
        directory.Dispose();
        return status;
    }

    internal ReadStatus ListThreads(SamplingContext context, List<int> threads)
    {
        ProcDirectory directory = Open(context);
        ReadStatus status = directory.Open("task\0"u8, isDirectory: true, out int descriptor);
        if (status == ReadStatus.Ok) status = NumberedEntries.List(descriptor, context.Buffer, threads);
        directory.Dispose();
        return status;
    }

    /// <summary>Whether the process is there still: asked only to tell an absent file from an absent process.</summary>
    internal bool Exists(SamplingContext context)
    {
        ProcDirectory directory = Open(context);
        ReadStatus status = Stat.Read(ref directory, context, out ProcStat stat);
        directory.Dispose();
        return status == ReadStatus.Ok && stat.StartTime == Identity.StartTicks;
    }

    /// <summary>Faults of children that it has waited for since its last reading; 0 where that cannot be told.</summary>
    internal long FaultsOfChildrenSince(SamplingContext context)
    {
        ProcDirectory directory = Open(context);
        ReadStatus status = Stat.Read(ref directory, context, out ProcStat stat);
        directory.Dispose();
        bool isSame = status == ReadStatus.Ok && stat.StartTime == Identity.StartTicks;
        return isSame ? stat.ChildMinorFaults - Stat.Reading.Current.ChildMinorFaults : 0;
    }

    /// <summary>Keeps the last values, and forgets what only holds of an interval.</summary>
    internal void BecomeStale()
    {
        Phase = NodePhase.Stale;
        Elapsed = null;
        Stat.Reading.Freeze();
        Memory.Reading.Freeze();
        Io.Reading.Freeze();
        Details?.Freeze();
    }

    /// <summary>Without stat nobody knows whose the other files are: they are not read, and what is known of before is not of this sample.</summary>
    private void BecomeUnread(SamplingContext context)
    {
        Phase = NodePhase.Live;
        Elapsed = null;
        _detailedIn = context.SampleNumber;
        Memory.Reading.Fail(ReadStatus.NotRead);
        Io.Reading.Fail(ReadStatus.NotRead);
    }

    private ProcDirectory Open(SamplingContext context) =>
        Process is null ? new ProcDirectory(context.Root, Id) : new ProcDirectory(context.Root, Process.Id, Id);

    private ReadStatus SampleStat(ref ProcDirectory directory, SamplingContext context)
    {
        ReadStatus status = Stat.Read(ref directory, context, out ProcStat stat);
        bool isFirst = Phase == NodePhase.Unseen;
        long? start = isFirst ? ExpectedStart : Stat.Reading.Current.StartTime;
        if (status == ReadStatus.Ok && start is not null && stat.StartTime != start) return ReadStatus.Gone;
        if (status == ReadStatus.Gone) return status;

        if (status == ReadStatus.Ok && !isFirst) NoteName(stat, context);
        Stat.Accept(status, stat);
        context.Delays.Note(stat);
        if (status != ReadStatus.Ok)
        {
            if (!isFirst) BecomeUnread(context);
            return status;
        }

        Beat(context, context.Clock.Time.GetTimestamp());
        if (isFirst && Elapsed is not null) Stat.Reading.BeginAtBirth();
        if (isFirst) RefuseMistakenScope();
        return status;
    }

    private void Beat(SamplingContext context, long now)
    {
        Elapsed = Phase == NodePhase.Unseen ? SinceBirth(context) : context.Clock.Time.GetElapsedTime(Timestamp, now);
        Timestamp = now;
        Phase = Phase == NodePhase.Unseen ? NodePhase.New : NodePhase.Live;
    }

    // A start time is rounded down to a tick: one within the tick in which the sample before began was not seen by that sample.
    /// <summary>The age of a process that was born after the sample before, all of whose counters are of this interval.</summary>
    private TimeSpan? SinceBirth(SamplingContext context)
    {
        if (context.PreviousUptime is not TimeSpan previous || context.Uptime is not TimeSpan now) return null;
        TimeSpan birth = context.Machine.FromTicks(Stat.Reading.Current.StartTime);
        return birth + context.Machine.FromTicks(1) > previous && now > birth ? now - birth : null;
    }
}

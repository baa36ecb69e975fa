using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Sources;

namespace Vmon.Model;

internal sealed partial class ProcessNode
{
    /// <summary>
    /// Reads stat, and the other files if the node is selected. <see cref="ReadStatus.Gone"/>, keeping the last values, also if another
    /// process reuses the PID.
    /// </summary>
    internal ReadStatus Sample(SamplingContext context)
    {
        long order = context.HasTasks ? context.TasksOrder : context.NextOrder();
        ProcDirectory directory = Open(context);
        try
        {
            bool hasRun = Phase == NodePhase.Unseen || Activity.HasRun(ref directory, context);
            if (!hasRun && Activity.MayRest(Id, AskedDataSets, context))
            {
                Rest(context, order);
                return ReadStatus.Ok;
            }

            ReadStatus status = SampleStat(ref directory, context, order);
            if (status == ReadStatus.Ok && IsSelected) SampleDetails(ref directory, context, hasRun);
            NoteRead(status);
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

    /// <summary>Adds the children of one of its threads, those that it adopted from a thread that exited included.</summary>
    internal ReadStatus ReadChildrenOf(int tid, SamplingContext context, List<int> children)
    {
        Span<byte> path = stackalloc byte[ProcPath.Longest];
        ProcPath.OfChildren(tid, path);
        ProcDirectory directory = Open(context);
        ReadStatus status = directory.Open(path, isDirectory: false, out int descriptor);
        int length = 0;
        if (status == ReadStatus.Ok) status = ProcFile.ReadAndClose(descriptor, context.Buffer, out length);
        directory.Dispose();
        if (status == ReadStatus.Ok) _ = ChildList.TryParse(context.Buffer.First(length), children);
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

    /// <summary>Whether the process still exists. Distinguishes a missing file from a missing process.</summary>
    internal bool Exists(SamplingContext context)
    {
        ProcDirectory directory = Open(context);
        ReadStatus status = Stat.Read(ref directory, context, out ProcStat stat);
        directory.Dispose();
        return status == ReadStatus.Ok && stat.StartTime == Identity.StartTicks;
    }

    /// <summary>Keeps the last values. If they are not of the current sample, its interval has no differences.</summary>
    internal void MarkExited(SamplingContext context)
    {
        bool isRead = Phase != NodePhase.Unseen && ReadOrder >= context.FirstOrder;
        Phase = NodePhase.Exited;
        ExitOrder = context.NextOrder();
        if (isRead) return;
        Elapsed = null;
        Stat.Reading.Freeze();
        Memory.Reading.Freeze();
        Io.Reading.Freeze();
        Details?.Freeze();
    }

    /// <summary>
    /// Without stat the process of the other files is unknown: they are not read, and previous values do not belong to this sample.
    /// </summary>
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

    private ReadStatus SampleStat(ref ProcDirectory directory, SamplingContext context, long order)
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

        Beat(context, context.Clock.Time.GetTimestamp(), order, isFirst ? IsBornIn(context) : Stat.Reading.IsPaired);
        if (isFirst && Elapsed is not null) Stat.Reading.BeginAtBirth();
        if (isFirst) Membership.Refuse(Identity);
        return status;
    }

    private void Beat(SamplingContext context, long now, long order, bool hasInterval)
    {
        Elapsed = hasInterval ? context.Interval : null;
        Timestamp = now;
        ReadOrder = order;
        Phase = Phase == NodePhase.Unseen ? NodePhase.New : NodePhase.Live;
    }

    // A start time is rounded down to a tick: a start within the tick in which the previous sample began was not seen by it.
    /// <summary>Whether the process started after the previous sample, so that all its counters belong to this interval.</summary>
    private bool IsBornIn(SamplingContext context)
    {
        if (context.PreviousUptime is not TimeSpan previous || context.Uptime is not TimeSpan now) return false;
        TimeSpan birth = context.Machine.FromTicks(Stat.Reading.Current.StartTime);
        return birth + context.Machine.FromTicks(1) > previous && now > birth;
    }
}
